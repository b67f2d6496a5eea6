#include "language/evaluator.hpp"

#include <cmath>

#include "language/functions.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Node::Kind;

// An evaluation always ends; this bounds how late. Nested macros over long lists can reach it. It
// is counted, not timed, so that the same input always has the same answer.
constexpr std::int64_t most_steps = 5'000'000;

// What becomes of operands that are not all known: unknown wins over an error, unknowns add up, of
// errors the first stays.
class Operands {
  public:
    void add(const Value& value) {
        if (value.is_unknown() && failed_ && failed_->is_unknown()) {
            Value::Names names = failed_->waits_for();
            names.insert(value.waits_for().begin(), value.waits_for().end());
            failed_ = Value::unknown(std::move(names));
        } else if (value.is_unknown() || (value.is_error() && !failed_)) {
            failed_ = value;
        }
    }
    bool all_known() const { return !failed_; }
    const Value& failed() const { return *failed_; }

  private:
    std::optional<Value> failed_{};
};

bool is_known(const Value& value) {
    return !value.is_unknown() && !value.is_error();
}

bool is_finite(const Value& value) {
    const auto all = [](const auto& values, const auto& of) {
        for (const auto& each : values) {
            if (!is_finite(of(each))) return false;
        }
        return true;
    };
    if (value.is(Value::Kind::number)) return std::isfinite(value.number());
    if (value.is(Value::Kind::list)) {
        return all(value.list(), [](const Value& element) { return element; });
    }
    if (value.is(Value::Kind::map)) {
        return all(value.map(), [](const auto& member) { return member.second; });
    }
    return true;
}

class Evaluation {
  public:
    explicit Evaluation(const Scope& scope) : scope_(scope) {}

    Evaluated run(const Node& root) {
        Value value = evaluate(root);
        if (!is_finite(value)) {
            value = error(
                root, "not_finite", "结果不是有限的数。", "The result is not a finite number.");
        }
        return {std::move(value), provisional_};
    }

  private:
    static Value error(const Node& node, std::string code, std::string zh_cn, std::string en) {
        return Value::error(
            problem_at(node.place, std::move(code), std::move(zh_cn), std::move(en)));
    }

    Value evaluate(const Node& node) {
        if (--steps_left_ < 0) {
            return error(node, "too_costly", "计算量过大。", "This takes too many steps.");
        }
        switch (node.kind) {
            case Kind::literal:
                return node.literal;
            case Kind::name: {
                const Value* const found = scope_.find(node.text);
                return found != nullptr ? *found : Value::unknown({node.text});
            }
            case Kind::local:
                return locals_[node.slot];
            case Kind::select:
            case Kind::has:
                return select(node);
            case Kind::list:
                return list(node);
            case Kind::map:
                return map(node);
            case Kind::call:
                return call(node);
            case Kind::both:
            case Kind::either:
                return condition(node);
            case Kind::choice:
                return choice(node);
            case Kind::macro:
                return macro(node);
        }
        return {};
    }

    Value select(const Node& node) {
        const Value object = evaluate(*node.parts[0]);
        if (!is_known(object)) return object;
        if (!object.is(Value::Kind::map)) return no_overload(node, {&object, 1});
        const auto found = object.map().find(node.text);
        const bool is_there = found != object.map().end();
        if (node.kind == Kind::has) return is_there;
        if (is_there) return found->second;
        return error(node,
                     "no_such_key",
                     "没有键 " + node.text + "。",
                     "There is no key " + node.text + ".");
    }

    Value list(const Node& node) {
        Operands operands;
        Value::List elements;
        for (const NodePtr& part : node.parts) {
            elements.push_back(evaluate(*part));
            operands.add(elements.back());
        }
        return operands.all_known() ? Value(std::move(elements)) : operands.failed();
    }

    Value map(const Node& node) {
        Operands operands;
        Value::Map members;
        for (std::size_t i = 0; i < node.parts.size(); i += 2) {
            const Value key = evaluate(*node.parts[i]);
            const Value value = evaluate(*node.parts[i + 1]);
            operands.add(key);
            operands.add(value);
            if (!is_known(key)) continue;
            const auto as_key = key_from(key);
            if (!as_key) {
                operands.add(no_overload(*node.parts[i], {&key, 1}));
            } else if (!members.emplace(*as_key, value).second) {
                operands.add(
                    error(*node.parts[i], "duplicate_key", "键重复。", "The key is there twice."));
            }
        }
        return operands.all_known() ? Value(std::move(members)) : operands.failed();
    }

    static std::optional<Value::Key> key_from(const Value& value) {
        if (value.is(Value::Kind::boolean)) return value.boolean();
        if (value.is(Value::Kind::integer)) return value.integer();
        if (value.is(Value::Kind::string)) return value.string();
        return {};
    }

    Value call(const Node& node) {
        std::array<Value, 2> arguments;
        Operands operands;
        for (std::size_t i = 0; i < node.parts.size(); ++i) {
            arguments[i] = evaluate(*node.parts[i]);
            operands.add(arguments[i]);
        }
        if (!operands.all_known()) return operands.failed();
        for (const Function& function : node.overloads) {
            if (!takes(function, arguments, node.parts.size())) continue;
            const Pattern* const pattern = node.pattern ? &*node.pattern : nullptr;
            Call lent{scope_.calendar(), provisional_, steps_left_, pattern};
            return placed(node, function.call(lent, arguments.data()));
        }
        return no_overload(node, {arguments.data(), node.parts.size()});
    }

    static bool takes(const Function& function,
                      const std::array<Value, 2>& arguments,
                      std::size_t count) {
        if (function.arity() != count) return false;
        for (std::size_t i = 0; i < count; ++i) {
            if (!accepts(function.params[i], arguments[i])) return false;
        }
        return true;
    }

    // A function does not know where it is called.
    static Value placed(const Node& node, Value value) {
        if (!value.is_error()) return value;
        Problem problem = value.problem();
        problem.line = node.place.line;
        problem.column = node.place.column;
        return Value::error(std::move(problem));
    }

    static Value no_overload(const Node& node, std::span<const Value> arguments) {
        std::string kinds;
        for (const Value& argument : arguments) {
            if (argument.is_null()) {
                return error(node, "null", "此处的值为 null。", "A value here is null.");
            }
            kinds += (kinds.empty() ? "" : ", ") + std::string(kind_name(argument.kind()));
        }
        return error(node,
                     "no_overload",
                     "此处不能用于 (" + kinds + ")。",
                     "This cannot take (" + kinds + ").");
    }

    // The value of a condition: itself, or an error where it is no boolean.
    Value boolean(const Node& node) {
        Value value = evaluate(node);
        if (!is_known(value) || value.is(Value::Kind::boolean)) return value;
        return no_overload(node, {&value, 1});
    }

    Value condition(const Node& node) {
        const bool decisive = node.kind == Kind::either;
        Operands operands;
        for (const NodePtr& part : node.parts) {
            const Value value = boolean(*part);
            if (is_known(value) && value.boolean() == decisive) return decisive;
            operands.add(value);
        }
        return operands.all_known() ? Value(!decisive) : operands.failed();
    }

    Value choice(const Node& node) {
        const Value value = boolean(*node.parts[0]);
        if (!is_known(value)) return value;
        return evaluate(*node.parts[value.boolean() ? 1 : 2]);
    }

    Value macro(const Node& node) {
        const Value range = evaluate(*node.parts[0]);
        if (!is_known(range)) return range;
        if (range.is(Value::Kind::list)) return over(node, range.list());
        if (!range.is(Value::Kind::map)) return no_overload(node, {&range, 1});
        Value::List keys;
        for (const auto& [key, value] : range.map()) {
            keys.push_back(std::visit([](const auto& each) { return Value(each); }, key));
        }
        return over(node, keys);
    }

    Value over(const Node& node, const Value::List& elements) {
        locals_.resize(node.slot + 1);
        switch (node.macro) {
            case Macro::all:
                return quantified(node, elements, false);
            case Macro::exists:
                return quantified(node, elements, true);
            default:
                return collected(node, elements);
        }
    }

    Value quantified(const Node& node, const Value::List& elements, bool decisive) {
        Operands operands;
        for (const Value& element : elements) {
            locals_[node.slot] = element;
            const Value value = boolean(*node.parts[1]);
            if (is_known(value) && value.boolean() == decisive) return decisive;
            operands.add(value);
        }
        return operands.all_known() ? Value(!decisive) : operands.failed();
    }

    // exists_one, map and filter need every element: one that is not known spoils all.
    Value collected(const Node& node, const Value::List& elements) {
        const bool has_condition = node.macro != Macro::map || node.parts.size() == 3;
        Operands operands;
        Value::List kept;
        for (const Value& element : elements) {
            locals_[node.slot] = element;
            if (has_condition) {
                const Value value = boolean(*node.parts[1]);
                operands.add(value);
                if (!value.is_true()) continue;
            }
            if (node.macro == Macro::map) {
                kept.push_back(evaluate(*node.parts.back()));
                operands.add(kept.back());
            } else {
                kept.push_back(element);
            }
        }
        if (!operands.all_known()) return operands.failed();
        if (node.macro == Macro::exists_one) return kept.size() == 1;
        return kept;
    }

    const Scope& scope_;
    bool provisional_ = false;
    std::int64_t steps_left_ = most_steps;
    std::vector<Value> locals_{};
};

}  // namespace

Evaluated evaluate(const Node& root, const Scope& scope) {
    return Evaluation(scope).run(root);
}

}  // namespace v0_9
}  // namespace oneseal::sdk
