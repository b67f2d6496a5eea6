/* Closes the sockets of its calls and lives on when the input says "close". */
#include <unistd.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "close")) {
        close(6);
        close(7);
        for (;;) pause();
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
