/* Maps far more memory than it may have. */
#include <sys/mman.h>

#include "hostile.h"

static long attempt(void) {
    const size_t much = (size_t)1 << 40;
    return mmap(NULL, much, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                   MAP_FAILED
               ? -1
               : 0;
}

HOSTILE
