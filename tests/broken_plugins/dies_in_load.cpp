// Dies before it is asked anything, in a constructor of a static object.
#include "echo.h"

namespace {

const struct Deadly {
    Deadly() { std::abort(); }
} deadly;

}  // namespace

ECHO_PLUGIN(echo_open, echo_evaluate, echo_close)
