// Expected failures as values. A code exists only because a caller acts on it; `id` is the stable
// name that programs and tests look for, as SURVEY_MISSING.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace oneseal {

enum class ErrorCode {
    malformed,            // cannot be read: not JSON, too deep, too long. HTTP 400
    invalid_input,        // can be read, but not accepted as it is. 422
    unauthenticated,      // no valid session. 401
    forbidden,            // this person may not, here. 403
    not_found,            // 404
    conflict,             // the state does not allow it. 409
    stale,                // the version that was seen is no longer the current one. 412
    precondition_needed,  // If-Match or Idempotency-Key is missing. 428
    too_large,            // 413
    unlawful,             // a rule of law forbids it now; `law` names the article. 409
    unavailable,          // cannot be done at the moment, try again. 503
    throttled,            // too many attempts, wait. 429
    storage_full,         // 507
    internal              // a fault of ours. 500
};

// Where in the input something is wrong.
struct Finding {
    std::string pointer{};  // RFC 6901, into the body
    Text message{};
    std::string rule{};   // the rule or article that says so, where there is one
    std::string basis{};  // law and article, as printed to people
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string id{};
    Text message{};
    Text remedy{};
    std::string law{};
    std::vector<Finding> findings{};
    int retry_after_s = 0;  // 0: not said
};

template <typename T>
using Result = boost::system::result<T, Error>;

// What Result::value() does where there is an error: our own broken promise, so it throws
// std::logic_error with the error's id.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& at);

}  // namespace oneseal
