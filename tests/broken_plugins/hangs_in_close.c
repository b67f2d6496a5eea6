/* Never comes back from closing a context. */
#include <poll.h>

#include "echo.h"

static void hang(oneseal_instance* instance) {
    (void)instance;
    for (;;) poll(NULL, 0, -1);
}

ECHO_PLUGIN(echo_open, echo_evaluate, hang)
