/* Writes what is no JSON when the input says "garbage"; as an error document when it says "error".
 */
#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "garbage")) {
        put(answer, "{\"outcome\": \xff");
        return says(input, "error") ? ONESEAL_E_INPUT : ONESEAL_OK;
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
