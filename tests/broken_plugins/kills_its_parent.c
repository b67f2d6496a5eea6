/* Kills the process that started it. */
#include <signal.h>

#include "hostile.h"

static long attempt(void) {
    return kill(kernel_pid, SIGKILL);
}

HOSTILE
