/* Sleeps for ever. */
#include "hostile.h"

static long attempt(void) {
    return wait_for_ever();
}

HOSTILE
