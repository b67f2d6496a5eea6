/* Removes a file. */
#include "hostile.h"

static long attempt(void) {
    return unlink("/tmp/oneseal_broken_plugin");
}

HOSTILE
