/* Sends a verdict on the control channel. */
#include "hostile.h"

static long attempt(void) {
    send_frame(5, 7, 1, "{}");
    return wait_for_ever();
}

HOSTILE
