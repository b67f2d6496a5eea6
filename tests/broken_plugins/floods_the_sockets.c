/* Sends lines of a log for ever instead of an answer. */
#include "hostile.h"

static long attempt(void) {
    while (kernel_pid > 0) {
        send_frame(6, 10, 0, "\1again");
        send_frame(7, 10, 0, "\1again");
        poll(NULL, 0, 1);
    }
    return 0;
}

HOSTILE
