/* Attaches to the process that started it, as a debugger does. */
#include <sys/ptrace.h>

#include "hostile.h"

static long attempt(void) {
    return ptrace(PTRACE_SEIZE, kernel_pid, NULL, NULL);
}

HOSTILE
