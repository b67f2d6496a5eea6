/* Sleeps for ever while it is loaded. */
#include "hostile.h"

static long attempt(void) {
    return wait_for_ever();
}

HOSTILE_CONSTRUCTOR
