// Canonical JSON (RFC 8785): the same document is always the same bytes, so that digests and stored
// verdicts can be compared byte for byte. One exception, on purpose: an integer is written as it
// is, also beyond 2^53.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace oneseal::sdk {
inline namespace v0_9 {

// REQUIRES: strings are UTF-8, numbers are finite, no binary values. Keys are written in the order
// of their UTF-16 code units, whatever order the document keeps. [any thread]
std::string canonical(const nlohmann::json& document);
std::string canonical(const nlohmann::ordered_json& document);

// A number as ECMAScript writes it: 3, 0.1, 1e+21. REQUIRES: finite.
std::string number_text(double number);

}  // namespace v0_9
}  // namespace oneseal::sdk
