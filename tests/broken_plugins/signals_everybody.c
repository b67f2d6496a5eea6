/* Signals to every process; one that does no harm, where nothing forbids it. */
#include <signal.h>

#include "hostile.h"

static long attempt(void) {
    return kill(-1, 0);
}

HOSTILE
