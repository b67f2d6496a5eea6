/* Was built for another ABI. */
#include "echo.h"

ECHO_ENTRY(ONESEAL_MAGIC, 77u, 9u, echo_open, echo_evaluate, echo_close)
