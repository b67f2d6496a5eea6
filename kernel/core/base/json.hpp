// JSON as it comes from outside: read with limits before any tree is built, written canonically
// (RFC 8785, sdk/src/text/canonical.hpp). Callers that only pass JSON on include json_fwd.hpp.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "base/error.hpp"

namespace oneseal {

using Json = nlohmann::json;

struct JsonLimits {
    std::size_t bytes = 1 << 20;
    int depth = 64;
};

// Reads one JSON document. Fails as `malformed` (JSON_MALFORMED, JSON_TOO_DEEP, JSON_NUL,
// JSON_NUMBER), `invalid_input` (JSON_DUPLICATE_KEY) or `too_large` (JSON_TOO_LARGE), each with the
// place. A string with a NUL character is refused, because a database may cut it; so is an integer
// beyond 2^53-1, which other programs would round.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// {"zh-CN": ..., "en": ...}; a missing language is empty.
Text text_from_json(const Json& json);
Json to_json(const Text& text);

// A member of an object that came from outside: empty, or false, where it is missing or of another
// kind. (nlohmann's value() throws there.)
std::string text_at(const Json& object, const char* key);
// Without a copy; null where it is missing or the holder is no object.
const Json& member(const Json& object, const char* key);
bool flag_at(const Json& object, const char* key);

// One step of an RFC 6901 pointer, with ~ and / escaped.
std::string pointer_token(std::string_view key);

}  // namespace oneseal
