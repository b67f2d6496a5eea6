// Whose part of a work list: what somebody is shown of it, and what is counted for them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "cases/worklists.hpp"

namespace oneseal::desk {

struct WorkPlace {
    cases::Worklist list{};
    std::string person{};  // as in WorkItem
    bool every_matter = true;
    std::vector<std::string> matters{};  // otherwise of these

    bool holds(const std::string& of_person, const std::string& matter) const {
        return person == of_person &&
               (every_matter || std::ranges::find(matters, matter) != matters.end());
    }
};

}  // namespace oneseal::desk
