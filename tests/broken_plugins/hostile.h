/* A plugin that tries what it must not: attempt() fails as a system call does. HOSTILE tries when
 * the input says "try", HOSTILE_CONSTRUCTOR while it is loaded, where less is forbidden; both
 * answer
 * {"failed":<errno>}, 0 where it could be done. */
#ifndef ONESEAL_TESTS_BROKEN_PLUGINS_HOSTILE_H
#define ONESEAL_TESTS_BROKEN_PLUGINS_HOSTILE_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

#include "echo.h"

static pid_t kernel_pid;
static int failed = -1;

static long attempt(void);

/* As the host is started: its first argument is the kernel's pid. */
static inline void begin(char** argv) {
    kernel_pid = atoi(argv[1]);
}

static inline void try_it(void) {
    errno = 0;
    failed = attempt() < 0 ? errno : 0;
}

static inline int32_t tell(oneseal_instance* instance,
                           oneseal_text input,
                           const oneseal_writer* answer) {
    char text[50];
    if (!says(input, "try")) return echo_evaluate(instance, input, answer);
    if (failed < 0) try_it();
    snprintf(text, sizeof text, "{\"failed\":%d}", failed);
    return put(answer, text);
}

/* A frame of the protocol between host and kernel; file descriptors 6 and 7 take the calls. */
static inline void send_frame(int fd, int type, unsigned number, const char* payload) {
    unsigned char frame[200];
    const size_t size = strlen(payload);
    memset(frame, 0, sizeof frame);
    frame[0] = (unsigned char)size;
    frame[4] = (unsigned char)type;
    for (int i = 0; i < 4; ++i) frame[5 + i] = (unsigned char)(number >> 8 * i);
    memcpy(frame + 9, payload, size);
    if (write(fd, frame, 9 + size) < 0) return;
}

static inline long wait_for_ever(void) {
    for (;;) poll(NULL, 0, -1);
    return 0;
}

#define HOSTILE                                                                             \
    __attribute__((constructor)) static void construct(int argc, char** argv, char** env) { \
        (void)argc;                                                                         \
        (void)env;                                                                          \
        begin(argv);                                                                        \
    }                                                                                       \
    ECHO_PLUGIN(echo_open, tell, echo_close)

#define HOSTILE_CONSTRUCTOR                                                                 \
    __attribute__((constructor)) static void construct(int argc, char** argv, char** env) { \
        (void)argc;                                                                         \
        (void)env;                                                                          \
        begin(argv);                                                                        \
        try_it();                                                                           \
    }                                                                                       \
    ECHO_PLUGIN(echo_open, tell, echo_close)

#endif
