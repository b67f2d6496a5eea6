/* Says that it failed, and logs why, when the input says "fail". */
#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "fail")) {
        const oneseal_text why = {"no more paper", 13};
        instance->host->log(instance->host->data, ONESEAL_LOG_ERROR, why);
        return ONESEAL_E_INTERNAL;
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
