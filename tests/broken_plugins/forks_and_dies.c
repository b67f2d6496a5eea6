/* When the input says "fork": leaves a child behind, in a session of its own, and ends. */
#include <poll.h>
#include <unistd.h>

#include "echo.h"

/* The child ends when the kernel closes its end of the control socket, file descriptor 5. */
static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    if (says(input, "fork")) {
        if (fork() == 0) {
            struct pollfd control = {5, 0, 0};
            setsid();
            while (poll(&control, 1, -1) < 0) {
            }
        }
        _exit(0);
    }
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
