// The texts that an expression compares names with: `variant == "finale"` is true for nobody where
// no variant is called so, and whoever declared the names can say it.
#pragma once

#include <string>
#include <vector>

#include "language/syntax.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct ComparedText {
    std::string name{};  // "variant", "materials", "form.kind", "survey.s01.result"
    std::string text{};
    Place place{};
};

// By ==, != and in, also with each text of a list. REQUIRES: the check has completed the tree.
std::vector<ComparedText> compared_texts(const Node& root);

}  // namespace v0_9
}  // namespace oneseal::sdk
