/* Closes whatever it was given. */
#include "hostile.h"

static long attempt(void) {
    for (int fd = 0; fd < 64; ++fd) close(fd);
    return wait_for_ever();
}

HOSTILE
