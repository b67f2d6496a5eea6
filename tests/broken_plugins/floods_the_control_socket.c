/* Sends lines of a log on the control channel, as fast as it can. */
#include "hostile.h"

static long attempt(void) {
    while (kernel_pid > 0) send_frame(5, 10, 0, "\1again");
    return 0;
}

HOSTILE
