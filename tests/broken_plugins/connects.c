/* Makes a socket to reach other machines. */
#include <sys/socket.h>

#include "hostile.h"

static long attempt(void) {
    return socket(AF_INET, SOCK_STREAM, 0);
}

HOSTILE
