// Lets a C++ exception out of evaluate when the input says "try".
#include <stdexcept>

#include "echo.h"

namespace {

int32_t evaluate(oneseal_instance* instance, oneseal_text input, const oneseal_writer* answer) {
    if (says(input, "try")) throw std::runtime_error("nobody catches this");
    return echo_evaluate(instance, input, answer);
}

}  // namespace

ECHO_PLUGIN(echo_open, evaluate, echo_close)
