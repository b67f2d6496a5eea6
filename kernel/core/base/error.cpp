#include "base/error.hpp"

#include <stdexcept>

namespace oneseal {

void throw_exception_from_error(const Error& error, const boost::source_location& at) {
    throw std::logic_error("value() of a failed result: " + error.id + " " + error.message.en +
                           " at " + at.to_string());
}

}  // namespace oneseal
