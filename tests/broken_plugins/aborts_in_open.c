/* Dies in open when the context says "abort". */
#include "echo.h"

static int32_t open(const oneseal_host* host,
                    oneseal_text documents,
                    oneseal_text context,
                    const oneseal_writer* answer,
                    oneseal_instance** instance) {
    if (says(context, "abort")) abort();
    return echo_open(host, documents, context, answer, instance);
}

ECHO_PLUGIN(open, echo_evaluate, echo_close)
