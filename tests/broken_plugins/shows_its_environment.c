/* Answers with the environment that it finds. */
#include <unistd.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    (void)instance;
    (void)input;
    put(answer, "{\"environment\":\"");
    for (char** one = environ; *one != NULL; ++one) put(answer, *one);
    return put(answer, "\"}");
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
