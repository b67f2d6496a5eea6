/* Finds its own documents wrong. */
#include "echo.h"

static int32_t open(const oneseal_host* host,
                    oneseal_text documents,
                    oneseal_text context,
                    const oneseal_writer* answer,
                    oneseal_instance** instance) {
    (void)host;
    (void)documents;
    (void)context;
    *instance = NULL;
    put(answer,
        "{\"errors\":[{\"file\":\"matters/echo.json\",\"pointer\":\"/rules/0/when\",\"line\":3,"
        "\"column\":14,\"code\":\"CEL_SYNTAX\",\"message\":{\"en\":\"An operand is missing.\","
        "\"zh-CN\":\"缺少操作数。\"}}]}");
    return ONESEAL_E_DOCUMENT;
}

ECHO_PLUGIN(open, echo_evaluate, echo_close)
