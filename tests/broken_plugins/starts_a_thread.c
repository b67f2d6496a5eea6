/* Makes a thread. */
#include <pthread.h>

#include "hostile.h"

static void* stay(void* nothing) {
    wait_for_ever();
    return nothing;
}

static long attempt(void) {
    pthread_t thread;
    return -pthread_create(&thread, NULL, stay, NULL);
}

HOSTILE
