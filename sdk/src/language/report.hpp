// The problems that the check finds, gathered in the order of the text.
#pragma once

#include <string>
#include <vector>

#include "language/syntax.hpp"
#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

class Report {
  public:
    void add(const Node& node, std::string code, std::string zh_cn, std::string en);
    void wrong_type(const Node& node, Type::Kind wanted, const Type& found);
    // Afterwards the type counts as not null, so that one mistake is told once.
    void require_not_null(const Node& node, Type& type);

    std::vector<Problem> take() { return std::move(problems_); }

  private:
    std::vector<Problem> problems_{};
};

}  // namespace v0_9
}  // namespace oneseal::sdk
