/* Tells the kernel of a fence, as only the host does. */
#include "hostile.h"

static long attempt(void) {
    send_frame(5, 12, 99, "\1");
    return wait_for_ever();
}

HOSTILE
