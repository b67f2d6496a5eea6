/* Sets limits for itself. */
#include <sys/resource.h>

#include "hostile.h"

static long attempt(void) {
    const struct rlimit many = {1000, 1000};
    return setrlimit(RLIMIT_NOFILE, &many);
}

HOSTILE_CONSTRUCTOR
