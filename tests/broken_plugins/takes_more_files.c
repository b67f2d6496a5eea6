/* Takes more file descriptors than it was given. */
#include "hostile.h"

static long attempt(void) {
    return dup(0);
}

HOSTILE_CONSTRUCTOR
