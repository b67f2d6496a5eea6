/* Opens the memory of the process that started it. */
#include "hostile.h"

static long attempt(void) {
    char path[50];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)kernel_pid);
    return open(path, O_RDWR);
}

HOSTILE_CONSTRUCTOR
