/* Stops itself. */
#include <signal.h>

#include "hostile.h"

static long attempt(void) {
    return raise(SIGSTOP);
}

HOSTILE
