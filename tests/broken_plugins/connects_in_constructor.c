/* Makes a socket while it is loaded. */
#include <sys/socket.h>

#include "hostile.h"

static long attempt(void) {
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

HOSTILE_CONSTRUCTOR
