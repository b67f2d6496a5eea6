/* Makes a file. */
#include "hostile.h"

static long attempt(void) {
    return open("/tmp/oneseal_broken_plugin", O_WRONLY | O_CREAT, 0600);
}

HOSTILE_CONSTRUCTOR
