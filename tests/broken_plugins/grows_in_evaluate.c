/* Takes ever more memory, and gives none back, when the input says "grow". */
#include <stdlib.h>
#include <string.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "grow")) {
        for (;;) {
            const size_t piece = 1u << 20;
            void* memory = malloc(piece);
            if (memory != NULL) memset(memory, 1, piece);
        }
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
