/* Takes the bytes away that it was loaded from. */
#include "hostile.h"

static long attempt(void) {
    return ftruncate(3, 0);
}

HOSTILE_CONSTRUCTOR
