/* Stops the process that started it, by its thread. */
#include <signal.h>
#include <sys/syscall.h>

#include "hostile.h"

static long attempt(void) {
    return syscall(SYS_tgkill, kernel_pid, kernel_pid, SIGSTOP);
}

HOSTILE
