// Errors as application/problem+json (RFC 9457).
#pragma once

#include <string_view>

#include "base/error.hpp"
#include "http/message.hpp"

namespace oneseal::http {

enum class Language { zh_cn, en };

// What the request's Accept-Language prefers of the two; Chinese where it names neither.
Language language_of(const Request& request);
Language language_from(std::string_view accept_language);

const std::string& in(Language language, const Text& text);
const char* tag_of(Language language);  // BCP 47

// The status of an error's code, as base/error.hpp says.
int status_of(ErrorCode code);

// {type, title, status, detail, code, remedy, law?, errors[{pointer, message, rule?, basis?}]}.
// The first 50 errors and how many there are besides; texts of at most 1,000 bytes: an answer does
// not grow with what was sent. Retry-After where the error says when, and always for `unavailable`
// and `throttled`.
Response problem(const Error& error, Language language);
// With a status that has no ErrorCode, because only HTTP knows it: 405, 408, 415, 431.
Response problem(int status, const Error& error, Language language);

}  // namespace oneseal::http
