/* Writes without end when the input says "flood", and does not mind being refused. */
#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "flood")) {
        for (int i = 0; i < 100000; ++i)
            put(answer, "{\"flood\":\"0123456789012345678901234567890123456789\"}");
        return ONESEAL_OK;
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
