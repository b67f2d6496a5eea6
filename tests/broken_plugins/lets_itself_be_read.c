/* Lets other processes read its memory. */
#include <sys/prctl.h>

#include "hostile.h"

static long attempt(void) {
    return prctl(PR_SET_DUMPABLE, 1);
}

HOSTILE_CONSTRUCTOR
