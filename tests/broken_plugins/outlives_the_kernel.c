/* Unties its life from that of the process that started it. */
#include <sys/prctl.h>

#include "hostile.h"

static long attempt(void) {
    return prctl(PR_SET_PDEATHSIG, 0);
}

HOSTILE_CONSTRUCTOR
