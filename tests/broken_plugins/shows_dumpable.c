/* Answers with what the kernel lets be seen of it: the size of its core files, and whether others
 * may read it. */
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "echo.h"

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    struct rlimit core;
    char text[100];
    (void)instance;
    (void)input;
    getrlimit(RLIMIT_CORE, &core);
    snprintf(text,
             sizeof text,
             "{\"core\":%ld,\"dumpable\":%d}",
             (long)core.rlim_max,
             prctl(PR_GET_DUMPABLE));
    return put(answer, text);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
