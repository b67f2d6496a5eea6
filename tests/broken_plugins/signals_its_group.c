/* Sends a signal to its whole process group when the input says "signal". */
#include <signal.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "signal")) kill(0, SIGKILL);
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
