/* Logs without end, and with what is no text. */
#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    oneseal_text line;
    char bytes[5000];
    memset(bytes, (int)0xff, sizeof(bytes));
    line.data = bytes;
    line.size = sizeof(bytes);
    for (int i = 0; i < 10000; ++i) instance->host->log(instance->host->data, 77, line);
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
