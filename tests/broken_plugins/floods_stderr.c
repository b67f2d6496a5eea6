/* Prints a lot when the input says "flood"; with "die", a last line, and the process ends. */
#include <stdio.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "die")) {
        fputs("last words\n", stderr);
        abort();
    }
    for (int i = 0; says(input, "flood") && i < 2000; ++i) fputs("printed \xff line\n", stderr);
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
