#include "language/non_null.hpp"

#include <algorithm>
#include <iterator>

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Node::Kind;

class Implication {
  public:
    explicit Implication(const Names& names) : names_(names) {}

    NonNull where(const Node& node, bool outcome, const NonNull& known) const {
        if (node.kind == Kind::both || node.kind == Kind::either) {
            // "a and b" is true, "a or b" is false, only where both parts are.
            const bool needs_every_part = (node.kind == Kind::both) == outcome;
            return needs_every_part ? in_every(node, outcome, known) : in_any(node, outcome, known);
        }
        if (node.kind != Kind::call) return known;
        if (node.text == "!") return where(*node.parts[0], !outcome, known);
        if (node.text == "!=") return compared(node, !outcome, known);
        if (node.text == "==") return compared(node, outcome, known);
        if (outcome && node.text == "in" && has_no_null(*node.parts[1], known)) {
            return with(*node.parts[0], known);
        }
        if (outcome && node.text.ends_with("_ok") && node.parts.size() == 1) {
            return with(*node.parts[0], known);
        }
        return known;
    }

  private:
    NonNull in_every(const Node& node, bool outcome, const NonNull& known) const {
        NonNull all = known;
        for (const NodePtr& part : node.parts) all = where(*part, outcome, all);
        return all;
    }

    NonNull in_any(const Node& node, bool outcome, const NonNull& known) const {
        NonNull common = where(*node.parts[0], outcome, known);
        for (const NodePtr& part : node.parts) {
            const NonNull here = where(*part, outcome, known);
            NonNull kept;
            std::set_intersection(common.begin(),
                                  common.end(),
                                  here.begin(),
                                  here.end(),
                                  std::inserter(kept, kept.end()));
            common = std::move(kept);
        }
        return common;
    }

    NonNull compared(const Node& node, bool equal, const NonNull& known) const {
        NonNull result = known;
        for (const std::size_t side : {0, 1}) {
            const Node& other = *node.parts[1 - side];
            const bool is_null = other.kind == Kind::literal && other.literal.is_null();
            if (equal ? is_not_null(other, known) : is_null) {
                result.merge(with(*node.parts[side], known));
            }
        }
        return result;
    }

    NonNull with(const Node& node, const NonNull& known) const {
        NonNull result = known;
        if (const auto name = names_.full_name(node)) result.insert(*name);
        return result;
    }

    bool is_not_null(const Node& node, const NonNull& known) const {
        if (node.kind == Kind::literal) return !node.literal.is_null();
        const auto name = names_.full_name(node);
        return name && (known.contains(*name) || names_.never_null(node));
    }

    // A list that is written out, so that membership is never asked of what fails.
    bool has_no_null(const Node& node, const NonNull& known) const {
        if (node.kind == Kind::literal && node.literal.is(Value::Kind::list)) {
            return std::none_of(node.literal.list().begin(),
                                node.literal.list().end(),
                                [](const Value& element) { return element.is_null(); });
        }
        return node.kind == Kind::list &&
               std::all_of(node.parts.begin(), node.parts.end(), [&](const NodePtr& part) {
                   return is_not_null(*part, known);
               });
    }

    const Names& names_;
};

}  // namespace

NonNull non_null_where(const Node& node, bool outcome, const NonNull& known, const Names& names) {
    return Implication(names).where(node, outcome, known);
}

}  // namespace v0_9
}  // namespace oneseal::sdk
