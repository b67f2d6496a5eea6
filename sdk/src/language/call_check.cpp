#include "language/call_check.hpp"

#include <algorithm>
#include <array>

#include "language/functions.hpp"
#include "language/names.hpp"
#include "language/type_rules.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

// CEL's own, left out on purpose: to be refused by name, not as a misspelling.
bool is_left_out(std::string_view function) {
    constexpr std::array<std::string_view, 16> names = {"bytes",
                                                        "uint",
                                                        "timestamp",
                                                        "duration",
                                                        "type",
                                                        "dyn",
                                                        "getDate",
                                                        "getHours",
                                                        "getDayOfMonth",
                                                        "getDayOfWeek",
                                                        "getDayOfYear",
                                                        "getFullYear",
                                                        "getMinutes",
                                                        "getMonth",
                                                        "getMilliseconds",
                                                        "getSeconds"};
    return std::find(names.begin(), names.end(), function) != names.end();
}

class CallCheck {
  public:
    explicit CallCheck(Report& report) : report_(report) {}

    Type run(Node& node, std::vector<Type> types) {
        node.overloads = overloads(node.text, node.is_method);
        if (node.overloads.empty()) {
            no_function(node);
            return {};
        }
        for (std::size_t i = 0; i < types.size(); ++i) {
            if (!takes_null(node, i)) report_.require_not_null(*node.parts[i], types[i]);
        }
        std::vector<const Function*> fitting;
        for (const Function& function : node.overloads) {
            if (fits(function, types)) fitting.push_back(&function);
        }
        if (fitting.empty()) {
            no_overload(node, types);
            return {};
        }
        check_further(node, types);
        return result_of(node, fitting, types);
    }

  private:
    // Null is told before the types are looked at, by position.
    static bool takes_null(const Node& node, std::size_t argument) {
        return argument >= 2 ||
               std::all_of(
                   node.overloads.begin(), node.overloads.end(), [&](const Function& function) {
                       return function.params[argument] == Param::anything;
                   });
    }

    static bool fits(const Function& function, const std::vector<Type>& types) {
        if (function.arity() != types.size()) return false;
        for (std::size_t i = 0; i < types.size(); ++i) {
            // What was already told to be null is not told again.
            const bool told = types[i].kind == Type::Kind::null;
            if (!told && !accepts(function.params[i], types[i])) return false;
        }
        return true;
    }

    Type result_of(const Node& node,
                   const std::vector<const Function*>& fitting,
                   const std::vector<Type>& types) {
        if (node.text == "[]") return index_type(node, types);
        Type result{fitting[0]->result};
        for (const Function* function : fitting) {
            if (function->result != result.kind) return {};
        }
        if (result.kind == Type::Kind::list) return join(types[0], types[1]);
        return result;
    }

    Type index_type(const Node& node, const std::vector<Type>& types) {
        if (types[0].kind == Type::Kind::list) return element_of(types[0]);
        const Value& key = node.parts[1]->literal;
        if (!types[0].declared_keys || !key.is(Value::Kind::string)) return {};
        if (const auto found = member_of(types[0], key.string())) return *found;
        report_.add(*node.parts[1],
                    "undeclared",
                    "没有声明键 " + key.string() + "。",
                    "The key " + key.string() + " is not declared.");
        return {};
    }

    void no_function(const Node& node) {
        if (is_left_out(node.text)) {
            return report_.add(node,
                               "unsupported",
                               "本平台的规则语言不含 " + node.text + "。",
                               node.text + " is left out of this language.");
        }
        const bool is_other_form = !overloads(node.text, !node.is_method).empty();
        report_.add(node,
                    "no_function",
                    is_other_form
                        ? node.text + (node.is_method ? " 的写法是 " + node.text + "(值)。"
                                                      : " 的写法是 值." + node.text + "(…)。")
                        : "没有名为 " + node.text + " 的函数。",
                    is_other_form ? "Write " + (node.is_method ? node.text + "(value, …)."
                                                               : "value." + node.text + "(…).")
                                  : "There is no function " + node.text + ".");
    }

    void no_overload(const Node& node, const std::vector<Type>& types) {
        const auto has = [&](Type::Kind kind) {
            return std::any_of(
                types.begin(), types.end(), [&](const Type& type) { return type.kind == kind; });
        };
        if (has(Type::Kind::integer) && has(Type::Kind::number)) {
            return report_.add(node,
                               "mixed_numbers",
                               "int 与 double 不能直接运算：请用 double(…) 转换。",
                               "An int and a double do not mix: convert with double(...).");
        }
        std::string list;
        for (const Type& type : types) {
            list += (list.empty() ? "" : ", ") + std::string(kind_name(type.kind));
        }
        report_.add(node,
                    "no_overload",
                    node.text + " 不能用于 (" + list + ")。",
                    node.text + " cannot take (" + list + ").");
    }

    // What the kinds of the arguments do not tell.
    void check_further(Node& node, const std::vector<Type>& types) {
        if (node.text == "==" || node.text == "!=") return check_equality(node, types[0], types[1]);
        if (node.text == "in" && types[1].kind == Type::Kind::list) {
            return check_equality(node, types[0], element_of(types[1]));
        }
        if (node.text != "matches" && node.text != "date_text") return;
        const Value& literal = node.parts[1]->literal;
        if (!literal.is(Value::Kind::string)) return;
        if (node.text == "matches") return check_pattern(node, literal.string());
        if (literal.string() != "YYYY" && literal.string() != "YYYYMMDD") {
            report_.add(*node.parts[1],
                        "bad_format",
                        "格式只能是 'YYYYMMDD' 或 'YYYY'。",
                        "The format is 'YYYYMMDD' or 'YYYY'.");
        }
    }

    void check_equality(const Node& node, const Type& a, const Type& b) {
        if (comparable(a, b)) return;
        if (a.kind == Type::Kind::null || b.kind == Type::Kind::null) {
            return report_.add(
                node,
                "never_null",
                "列表从不为 null:没有填写时是 [],请与 [] 比较。",
                "A list is never null: where nothing is given it is []. Compare with [].");
        }
        const std::string kinds =
            std::string(kind_name(a.kind)) + ", " + std::string(kind_name(b.kind));
        report_.add(node,
                    "never_equal",
                    "两边的类型不同(" + kinds + "),永远不会相等。",
                    "These types (" + kinds + ") are never equal.");
    }

    void check_pattern(Node& node, const std::string& text) {
        auto pattern = Pattern::compile(text);
        if (auto* bad = std::get_if<Problem>(&pattern)) {
            return report_.add(*node.parts[1], bad->code, bad->zh_cn, bad->en);
        }
        node.pattern = std::get<Pattern>(std::move(pattern));
    }

    Report& report_;
};

}  // namespace

Type check_call(Node& node, std::vector<Type> types, Report& report) {
    return CallCheck(report).run(node, std::move(types));
}

}  // namespace v0_9
}  // namespace oneseal::sdk
