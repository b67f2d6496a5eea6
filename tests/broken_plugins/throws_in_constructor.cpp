// Lets a C++ exception out of the constructor of a static object.
#include <stdexcept>

#include "echo.h"

namespace {

const struct Throwing {
    Throwing() { throw std::runtime_error("nobody catches this"); }
} throwing;

}  // namespace

ECHO_PLUGIN(echo_open, echo_evaluate, echo_close)
