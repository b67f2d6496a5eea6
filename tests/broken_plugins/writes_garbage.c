/* Writes what is no JSON when the input says "garbage"; as an error document when it says "error";
 * as a far too long one when it says "huge". */
#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "garbage")) {
        if (says(input, "huge")) {
            put(answer, "{\"error\":{\"code\":\"HUGE\",\"message\":{},\"pointer\":\"");
            for (int i = 0; i < 100000; ++i) put(answer, "/");
            put(answer, "\"}}");
            return ONESEAL_E_INPUT;
        }
        put(answer, "{\"outcome\": \xff");
        return says(input, "error") ? ONESEAL_E_INPUT : ONESEAL_OK;
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
