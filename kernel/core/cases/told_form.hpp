// A form as people read it: what was asked and what was answered, in the order of the layout.
#pragma once

#include <string>
#include <vector>

#include "catalogue/matter.hpp"

namespace oneseal::cases {

struct ToldAnswer {
    Text title{};
    Text value{};  // an entry of a list a line
};

struct ToldGroup {
    Text title{};  // empty for what stands in no group
    std::vector<ToldAnswer> answers{};
};

// Chosen options by their titles; what has none by its id. `options` is {id: title}.
Text told_options(const Json& chosen, const Json& options);

// All that was given, whether or not it counts: what is signed is what is shown. `county` is the
// title of the bureau's county, by which its `code` is told.
std::vector<ToldGroup> told_form(const Matter& matter,
                                 const std::string& code,
                                 const Text& county,
                                 const Json& form);

}  // namespace oneseal::cases
