#include "language/language.hpp"

#include <algorithm>
#include <iterator>

#include "language/checker.hpp"
#include "language/evaluator.hpp"
#include "language/parser.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

const Value* Scope::find(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : &found->second;
}

Evaluated Expression::evaluate(const Scope& scope) const {
    return v0_9::evaluate(*root_, scope);
}

std::variant<Expression, std::vector<Problem>> compile(std::string_view text,
                                                       const Declarations& declarations,
                                                       const Type& expected,
                                                       const std::set<std::string>& non_null) {
    auto parsed = parse(text);
    if (auto* problem = std::get_if<Problem>(&parsed)) return std::vector{std::move(*problem)};
    auto root = std::get<NodePtr>(std::move(parsed));
    Checked checked = check(*root, declarations, expected, non_null);
    if (!checked.problems.empty()) return std::move(checked.problems);

    Expression expression;
    expression.root_ = std::move(root);
    expression.reads_.assign(checked.reads.begin(), checked.reads.end());
    expression.implied_non_null_ = std::move(checked.implied);
    return expression;
}

}  // namespace v0_9
}  // namespace oneseal::sdk
