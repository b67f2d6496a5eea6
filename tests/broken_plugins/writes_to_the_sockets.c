/* Writes bytes that are no frame where answers are expected. */
#include "hostile.h"

static long attempt(void) {
    static const unsigned char bytes[64] = {255, 255, 255, 255, 255, 255, 255, 255, 255};
    if (write(6, bytes, sizeof bytes) < 0 || write(7, bytes, sizeof bytes) < 0) return -1;
    return wait_for_ever();
}

HOSTILE
