/* Takes 600 ms to open. */
#include <time.h>

#include "echo.h"

static int32_t open(const oneseal_host* host,
                    oneseal_text documents,
                    oneseal_text context,
                    const oneseal_writer* answer,
                    oneseal_instance** instance) {
    const struct timespec a_while = {0, 600000000};
    nanosleep(&a_while, NULL);
    return echo_open(host, documents, context, answer, instance);
}

ECHO_PLUGIN(open, echo_evaluate, echo_close)
