/* No fault: the measure for the others. */
#include "echo.h"

ECHO_PLUGIN(echo_open, echo_evaluate, echo_close)
