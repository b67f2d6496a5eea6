/* Opens a file when it is asked. */
#include "hostile.h"

static long attempt(void) {
    return open("/etc/passwd", O_RDONLY);
}

HOSTILE
