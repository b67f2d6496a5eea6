/* Becomes another program. */
#include "hostile.h"

static long attempt(void) {
    return execl("/bin/true", "true", NULL);
}

HOSTILE
