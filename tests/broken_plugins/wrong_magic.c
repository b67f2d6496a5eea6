/* Exports a symbol of the right name that is no entry. */
#include "echo.h"

ECHO_ENTRY(UINT64_C(1), ONESEAL_ABI_MAJOR, 9u, echo_open, echo_evaluate, echo_close)
