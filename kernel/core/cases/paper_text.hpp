// The operative part of a paper: the Mustache text of its document, filled with the paper's content
// in both languages. HTML is not escaped here: the content is text, and a page escapes it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/json.hpp"

namespace oneseal::cases {

// Fields say how each value is told: text, day, instant, number, flag, word, list and object (with
// `of`). Inside a list, `last` is true for the last item and `number` counts from 1. What a content
// lacks is told as empty.
Text fill_paper(const Text& text, const Json& fields, const Json& content);

// The first name that a text uses and that no field or common value has, or that the template
// cannot be read; empty where it holds.
std::string fault_of_text(const std::string& text, const Json& fields);

}  // namespace oneseal::cases
