/* Makes a socket by the calls of a 32-bit program. */
#include "hostile.h"

static long attempt(void) {
#ifdef __x86_64__
    long result = 359;
    __asm__ volatile("int $0x80" : "+a"(result) : "b"(1), "c"(1), "d"(0) : "memory");
    return result;
#else
    abort();
#endif
}

HOSTILE
