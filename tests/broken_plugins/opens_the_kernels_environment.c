/* Opens the environment of the process that started it. */
#include "hostile.h"

static long attempt(void) {
    char path[50];
    snprintf(path, sizeof path, "/proc/%d/environ", (int)kernel_pid);
    return open(path, O_RDONLY);
}

HOSTILE_CONSTRUCTOR
