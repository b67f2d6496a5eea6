/* Maps the bytes that it was loaded from to write to them. */
#include <sys/mman.h>

#include "hostile.h"

static long attempt(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 3, 0) == MAP_FAILED ? -1 : 0;
}

HOSTILE_CONSTRUCTOR
