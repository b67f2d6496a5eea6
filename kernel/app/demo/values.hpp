// The places of a step's body, or of a form, that are filled when it is taken: a text that begins
// with `$` names a value.
#pragma once

#include <functional>
#include <string>

#include "base/json.hpp"

namespace oneseal::demo {

// Null: there is none, and the member is left out.
using Value = std::function<Json(const std::string& name)>;

Json fill(const Json& pattern, const Value& value);

// day, day+30, day-60: that many days from a day; nothing for another name.
std::string day_from(const std::string& name, const std::string& word, const std::string& day);

}  // namespace oneseal::demo
