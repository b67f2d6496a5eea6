// Many faulty entries of one list, told as one finding that names their numbers: what is filed must
// not decide how long the verdict becomes.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "department/finding.hpp"
#include "form/field.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

class FoldedItems {
  public:
    // What was found at this entry, counted from 0. Entries come in their order.
    void add(std::size_t item, const Finding& finding);
    // Nothing where nothing was added; otherwise what the applicant has to put right, and beside
    // that what could not be evaluated.
    std::vector<Finding> told(const Field& list, const std::string& pointer) const;

  private:
    struct Said {
        std::string zh_cn{};
        std::string en{};
        std::vector<std::size_t> items{};
    };
    struct Group {
        Finding gravest{};
        std::vector<Said> said{};
        std::map<std::string, std::size_t> places{};  // of what is said, by its text
        std::vector<std::size_t> items{};
    };
    static void add(Group& group, std::size_t item, const Finding& finding);
    static Finding told(const Group& group, const Field& list, const std::string& pointer);

    Group faults_{};
    Group failures_{};
};

}  // namespace v0_9
}  // namespace oneseal::sdk
