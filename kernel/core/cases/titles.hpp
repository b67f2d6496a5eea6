// What everything that a screen shows by a short name is called, from the documents that say it
// already and from words.json for what no other document says.
#pragma once

#include "base/json.hpp"

namespace oneseal::cases {

// {group: {name: {"zh-CN", "en"}}}: states, roles, clocks, lights, outcomes …, papers by the number
// of their kind, actions by name. Made at the first call. Throws std::logic_error where a document
// that words.json points to does not have the titles. REQUIRES: no add_action() after it.
// [any thread]
const Json& titles();

}  // namespace oneseal::cases
