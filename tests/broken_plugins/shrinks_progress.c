/* Takes the page away that tells the kernel which call it is in, and dies, when the input says
 * "shrink". Where it cannot, it says so before it dies. */
#include <errno.h>
#include <unistd.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "shrink")) {
        static const char gone[] = "gone\n";
        static const char sealed[] = "sealed\n";
        const ssize_t told = ftruncate(4, 0) == 0 || errno != EPERM
                                 ? write(2, gone, sizeof gone - 1)
                                 : write(2, sealed, sizeof sealed - 1);
        if (told > 0) abort();
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
