/* Answers a call as if it had been to open a context. */
#include "hostile.h"

static long attempt(void) {
    send_frame(6, 4, 1, "");
    send_frame(7, 4, 1, "");
    return wait_for_ever();
}

HOSTILE
