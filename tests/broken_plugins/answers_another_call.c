/* Answers a call that nobody made. */
#include "hostile.h"

static long attempt(void) {
    send_frame(6, 7, 777777, "{}");
    send_frame(7, 7, 777777, "{}");
    return wait_for_ever();
}

HOSTILE
