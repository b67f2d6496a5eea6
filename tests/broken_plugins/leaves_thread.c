/* Starts a thread that never ends. */
#include <pthread.h>
#include <unistd.h>

#include "echo.h"

static void* wait_for_ever(void* nothing) {
    (void)nothing;
    for (;;) pause();
    return NULL;
}

static int32_t open(const oneseal_host* host,
                    oneseal_text documents,
                    oneseal_text context,
                    const oneseal_writer* answer,
                    oneseal_instance** instance) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_for_ever, NULL) != 0) return ONESEAL_E_INTERNAL;
    return echo_open(host, documents, context, answer, instance);
}

ECHO_PLUGIN(open, echo_evaluate, echo_close)
