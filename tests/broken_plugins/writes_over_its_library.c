/* Writes over the bytes that it was loaded from. */
#include "hostile.h"

static long attempt(void) {
    return write(3, "broken", 6);
}

HOSTILE
