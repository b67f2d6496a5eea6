/* Takes all the memory that it gets, and ends. */
#include "hostile.h"

static long attempt(void) {
    for (;;) {
        char* more = (char*)malloc(1 << 20);
        if (more == NULL) abort();
        memset(more, 1, 1 << 20);
    }
}

HOSTILE_CONSTRUCTOR
