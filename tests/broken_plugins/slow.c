/* Takes 400 ms over an input that says "slow", asleep, and computes for 400 ms over one that says
 * "busy". */
#include <time.h>

#include "echo.h"

static void compute_400_ms(void) {
    struct timespec now;
    struct timespec begin;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    do {
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    } while ((now.tv_sec - begin.tv_sec) * 1000000000L + now.tv_nsec - begin.tv_nsec < 400000000L);
}

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    const struct timespec a_while = {0, 400000000};
    if (says(input, "slow")) nanosleep(&a_while, NULL);
    if (says(input, "busy")) compute_400_ms();
    return echo_evaluate(instance, input, answer);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
