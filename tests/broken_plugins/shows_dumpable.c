/* Answers with whether other processes may read it, as it was when it was loaded. */
#include <stdio.h>
#include <sys/prctl.h>

#include "echo.h"

static int dumpable = -1;

__attribute__((constructor)) static void look(void) {
    dumpable = prctl(PR_GET_DUMPABLE);
}

static int32_t evaluate(oneseal_instance* instance,
                        oneseal_text input,
                        const oneseal_writer* answer) {
    char text[50];
    (void)instance;
    (void)input;
    snprintf(text, sizeof text, "{\"dumpable\":%d}", dumpable);
    return put(answer, text);
}

ECHO_PLUGIN(echo_open, evaluate, echo_close)
