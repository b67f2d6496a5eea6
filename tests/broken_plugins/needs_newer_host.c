/* Needs what only a later host can do. */
#include "echo.h"

ECHO_ENTRY(ONESEAL_MAGIC, ONESEAL_ABI_MAJOR, 99u, echo_open, echo_evaluate, echo_close)
