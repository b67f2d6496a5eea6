/* Makes a process that stays. */
#include "hostile.h"

static long attempt(void) {
    const pid_t child = fork();
    if (child == 0) wait_for_ever();
    return child;
}

HOSTILE
