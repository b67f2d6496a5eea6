/* Ends while it is loaded, as if all were well. */
#include "hostile.h"

static long attempt(void) {
    _exit(0);
}

HOSTILE_CONSTRUCTOR
