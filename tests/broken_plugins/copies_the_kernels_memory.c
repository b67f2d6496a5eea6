/* Reads the memory of the process that started it by a system call. */
#include <sys/uio.h>

#include "hostile.h"

static long attempt(void) {
    static char byte;
    struct iovec here = {&byte, 1};
    struct iovec there = {&byte, 1};
    return process_vm_readv(kernel_pid, &here, 1, &there, 1, 0);
}

HOSTILE
