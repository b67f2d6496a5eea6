/* Leaves the process group that it was put into. */
#include "hostile.h"

static long attempt(void) {
    return setsid();
}

HOSTILE_CONSTRUCTOR
