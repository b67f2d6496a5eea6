// The documents of actions/ and papers/ with the functions of that name; made by built_in.cmake.
#pragma once

#include <span>

#include "cases/action.hpp"

namespace oneseal::cases {

std::span<const ActionSource> built_in_actions();

// The texts of papers/*.json.
std::span<const char* const> built_in_papers();

// The text of words.json.
const char* built_in_words();

}  // namespace oneseal::cases
