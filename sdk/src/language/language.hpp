// The rule language: a subset of CEL that always terminates, checked when a package is opened and
// evaluated with values that are known, null or unknown. All of it is pure; an Expression may be
// evaluated from several threads at once.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "days/days.hpp"
#include "language/problem.hpp"
#include "language/type.hpp"
#include "language/value.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Node;

// The values that an expression sees. A name that is not set is unknown.
class Scope {
  public:
    // The calendar must outlive the scope.
    explicit Scope(const WorkCalendar& calendar) : calendar_(&calendar) {}

    // "variant", "received_on"; a key of a document by its full name: "form.items", "survey.s01".
    void set(std::string name, Value value) { values_[std::move(name)] = std::move(value); }
    // Null where the name is not set.
    const Value* find(std::string_view name) const;
    const WorkCalendar& calendar() const { return *calendar_; }

  private:
    const WorkCalendar* calendar_;
    std::map<std::string, Value, std::less<>> values_{};
};

struct Evaluated {
    // Unknown, with the names that it waits for; or an error, with its place; or known.
    Value value{};
    // A workday function counted in a year without a holiday notice.
    bool provisional = false;
};

class Expression {
  public:
    Evaluated evaluate(const Scope& scope) const;
    // The full names of what it mentions of the documents, sorted: {"facts.revoked", "form.items"}.
    const std::vector<std::string>& reads() const { return reads_; }
    // The names that cannot be null where it is true: what `require` may rely on after `when`.
    const std::set<std::string>& implied_non_null() const { return implied_non_null_; }
    // Its tree, for literals.hpp.
    const Node& root() const { return *root_; }

  private:
    friend std::variant<Expression, std::vector<Problem>> compile(std::string_view,
                                                                  const Declarations&,
                                                                  const Type&,
                                                                  const std::set<std::string>&);
    Expression() = default;

    std::shared_ptr<const Node> root_{};
    std::vector<std::string> reads_{};
    std::set<std::string> implied_non_null_{};
};

// Reads and checks an expression whose result is to be of the type `expected` (dynamic: anything).
// `non_null` are names that cannot be null where it will be evaluated. At most 16 KiB of text.
// Fails with every problem that was found; with the first one where the text cannot be read.
std::variant<Expression, std::vector<Problem>> compile(std::string_view text,
                                                       const Declarations& declarations,
                                                       const Type& expected,
                                                       const std::set<std::string>& non_null = {});

}  // namespace v0_9
}  // namespace oneseal::sdk
