/* Opens a file to read it. */
#include "hostile.h"

static long attempt(void) {
    return open("/etc/passwd", O_RDONLY);
}

HOSTILE_CONSTRUCTOR
