/* Writes into the page of progress that it is in another call, and dies. */
#include <stdint.h>
#include <sys/mman.h>

#include "hostile.h"

static long attempt(void) {
    void* page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, 4, 0);
    if (page == MAP_FAILED) return -1;
    *(volatile uint64_t*)page = UINT64_MAX;
    abort();
}

HOSTILE
