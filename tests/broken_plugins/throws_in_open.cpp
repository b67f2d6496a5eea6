// Lets a C++ exception out of open.
#include <stdexcept>

#include "echo.h"

namespace {

int32_t open(
    const oneseal_host*, oneseal_text, oneseal_text, const oneseal_writer*, oneseal_instance**) {
    throw std::runtime_error("nobody catches this");
}

}  // namespace

ECHO_PLUGIN(open, echo_evaluate, echo_close)
