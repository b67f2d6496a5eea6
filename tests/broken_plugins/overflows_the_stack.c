/* Calls itself until there is no stack left. */
#include "hostile.h"

static volatile int deeper = 1;

static long attempt(void) {
    volatile char much[4096];
    much[0] = 1;
    return deeper ? attempt() + much[0] : 0;
}

HOSTILE
