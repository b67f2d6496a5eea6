/* Opens a folder. */
#include "hostile.h"

static long attempt(void) {
    return open("/", O_RDONLY | O_DIRECTORY);
}

HOSTILE_CONSTRUCTOR
