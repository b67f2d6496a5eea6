#include "language/checker.hpp"

#include "language/call_check.hpp"
#include "language/names.hpp"
#include "language/report.hpp"
#include "language/type_rules.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Node::Kind;

class Checker {
  public:
    explicit Checker(const Declarations& declarations) : names_(declarations) {}

    Checked run(Node& root, const Type& expected, const NonNull& non_null) {
        Type type = type_of(root, non_null);
        if (expected.kind != Type::Kind::dynamic) {
            if (!expected.nullable) report_.require_not_null(root, type);
            if (type.kind != Type::Kind::dynamic && type.kind != expected.kind &&
                type.kind != Type::Kind::null) {
                report_.wrong_type(root, expected.kind, type);
            }
        }
        return {report_.take(), std::move(reads_), non_null_where(root, true, {}, names_)};
    }

  private:
    // Everywhere below, `known` are the names that cannot be null here.

    Type type_of(Node& node, const NonNull& known) {
        Type type = type_as_declared(node, known);
        if (type.nullable) {
            const auto name = names_.full_name(node);
            if (name && known.contains(*name)) type.nullable = false;
        }
        return type;
    }

    Type type_as_declared(Node& node, const NonNull& known) {
        switch (node.kind) {
            case Kind::literal:
                return literal_type(node.literal);
            case Kind::name:
                return name_type(node);
            case Kind::local:
                return names_.local_type(node.slot);
            case Kind::select:
                return select_type(node, known);
            case Kind::has:
                return has_type(node, known);
            case Kind::list:
                return list_type(node, known);
            case Kind::map:
                return map_type(node, known);
            case Kind::call:
                return call_type(node, known);
            case Kind::both:
            case Kind::either:
                return condition_type(node, known);
            case Kind::choice:
                return choice_type(node, known);
            case Kind::macro:
                return macro_type(node, known);
        }
        return {};
    }

    static Type literal_type(const Value& literal) {
        switch (literal.kind()) {
            case Value::Kind::boolean:
                return Type::boolean();
            case Value::Kind::integer:
                return Type::integer();
            case Value::Kind::number:
                return Type::number();
            case Value::Kind::string:
                return Type::string();
            default:
                return {Type::Kind::null};
        }
    }

    Type name_type(Node& node) {
        if (const auto slot = names_.local(node.text)) {
            node.kind = Kind::local;
            node.slot = *slot;
            return names_.local_type(*slot);
        }
        if (names_.is_document(node)) {
            report_.add(node,
                        "not_static",
                        node.text + " 只能用 " + node.text + ".键 的写法选取已声明的键。",
                        "Select a declared key: " + node.text + ".key, nothing else.");
            return {};
        }
        if (const auto type = names_.variable(node.text)) return *type;
        report_.add(node,
                    "undeclared",
                    "没有名为 " + node.text + " 的变量。",
                    "There is no variable " + node.text + ".");
        return {};
    }

    Type select_type(Node& node, const NonNull& known) {
        if (names_.is_document(*node.parts[0])) return read_type(node);
        Node& object = *node.parts[0];
        Type type = type_of(object, known);
        report_.require_not_null(object, type);
        if (const auto found = member_of(type, node.text)) return *found;
        no_member(node, type);
        return {};
    }

    void no_member(const Node& node, const Type& object) {
        if (object.kind != Type::Kind::map) {
            const std::string kind(kind_name(object.kind));
            return report_.add(node,
                               "no_keys",
                               kind + " 没有键可选取。",
                               "There are no keys to select in " + kind + ".");
        }
        report_.add(node,
                    "undeclared",
                    "没有声明键 " + node.text + "。",
                    "The key " + node.text + " is not declared.");
    }

    // A key of a document becomes a name of its own.
    Type read_type(Node& node) {
        const std::string document = node.parts[0]->text;
        const auto type = names_.key_of(document, node.text);
        if (!type) {
            report_.add(node,
                        "undeclared",
                        document + " 中没有声明键 " + node.text + "。",
                        "The key " + node.text + " is not declared in " + document + ".");
            return {};
        }
        node.text = document + "." + node.text;
        node.kind = Kind::name;
        node.place = node.parts[0]->place;
        node.parts.clear();
        reads_.insert(node.text);
        return *type;
    }

    Type has_type(Node& node, const NonNull& known) {
        Node& object = *node.parts[0];
        const bool is_document_key = names_.is_document(object);
        Type type = is_document_key ? Type() : type_of(object, known);
        if (is_document_key || type.declared_keys) {
            report_.add(node,
                        "has_refused",
                        "已声明的键总有值（可能为 null）：请写 != null，不用 has()。",
                        "A declared key is always there, perhaps null: write != null, not has().");
        } else {
            report_.require_not_null(object, type);
            if (!member_of(type, node.text)) no_member(node, type);
        }
        return Type::boolean();
    }

    Type list_type(Node& node, const NonNull& known) {
        std::optional<Type> element;
        for (const NodePtr& part : node.parts) {
            const Type type = type_of(*part, known);
            element = element ? join(*element, type) : type;
        }
        make_literal(node);
        return Type::list_of(element.value_or(Type::dynamic()));
    }

    // A list of literals is built once, not whenever a rule asks `x in ['a', 'b']`.
    static void make_literal(Node& node) {
        Value::List elements;
        for (const NodePtr& part : node.parts) {
            if (part->kind != Kind::literal) return;
            elements.push_back(part->literal);
        }
        node.kind = Kind::literal;
        node.literal = std::move(elements);
        node.parts.clear();
    }

    Type map_type(Node& node, const NonNull& known) {
        for (std::size_t i = 0; i < node.parts.size(); i += 2) {
            const Type key = type_of(*node.parts[i], known);
            type_of(*node.parts[i + 1], known);
            const bool is_key = key.kind == Type::Kind::string || key.kind == Type::Kind::integer ||
                                key.kind == Type::Kind::boolean || key.kind == Type::Kind::dynamic;
            if (!is_key || key.nullable)
                report_.wrong_type(*node.parts[i], Type::Kind::string, key);
        }
        return {Type::Kind::map};
    }

    void require_boolean(Node& node, const NonNull& known) {
        Type type = type_of(node, known);
        report_.require_not_null(node, type);
        if (type.kind != Type::Kind::boolean && type.kind != Type::Kind::dynamic &&
            type.kind != Type::Kind::null) {
            report_.wrong_type(node, Type::Kind::boolean, type);
        }
    }

    // What any part says holds for all of them: where it does not, the others decide nothing.
    Type condition_type(Node& node, const NonNull& known) {
        const NonNull all = non_null_where(node, node.kind == Kind::both, known, names_);
        for (const NodePtr& part : node.parts) require_boolean(*part, all);
        return Type::boolean();
    }

    Type choice_type(Node& node, const NonNull& known) {
        Node& condition = *node.parts[0];
        const NonNull where_true = non_null_where(condition, true, known, names_);
        const NonNull where_false = non_null_where(condition, false, known, names_);
        require_boolean(condition, known);
        const Type yes = type_of(*node.parts[1], where_true);
        const Type no = type_of(*node.parts[2], where_false);
        const Type joined = join(yes, no);
        if (joined.kind == Type::Kind::dynamic && yes.kind != Type::Kind::dynamic &&
            no.kind != Type::Kind::dynamic) {
            report_.wrong_type(*node.parts[2], yes.kind, no);
        }
        return joined;
    }

    Type macro_type(Node& node, const NonNull& known) {
        Node& range = *node.parts[0];
        Type type = type_of(range, known);
        report_.require_not_null(range, type);
        Type element;
        if (type.kind == Type::Kind::list) {
            element = element_of(type);
        } else if (type.kind != Type::Kind::map && type.kind != Type::Kind::dynamic) {
            if (type.kind != Type::Kind::null) report_.wrong_type(range, Type::Kind::list, type);
        }
        node.slot = names_.open_local(node.text, element);
        const Type result = macro_body_type(node, element, known);
        names_.close_local();
        return result;
    }

    Type macro_body_type(Node& node, const Type& element, const NonNull& known) {
        if (node.macro != Macro::map) {
            require_boolean(*node.parts[1], known);
            return node.macro == Macro::filter ? Type::list_of(element) : Type::boolean();
        }
        if (node.parts.size() == 2) return Type::list_of(type_of(*node.parts[1], known));
        const NonNull where_kept = non_null_where(*node.parts[1], true, known, names_);
        require_boolean(*node.parts[1], known);
        return Type::list_of(type_of(*node.parts[2], where_kept));
    }

    Type call_type(Node& node, const NonNull& known) {
        std::vector<Type> types;
        for (const NodePtr& part : node.parts) types.push_back(type_of(*part, known));
        return check_call(node, std::move(types), report_);
    }

    Names names_;
    Report report_{};
    std::set<std::string> reads_{};
};

}  // namespace

Checked check(Node& root,
              const Declarations& declarations,
              const Type& expected,
              const NonNull& non_null) {
    return Checker(declarations).run(root, expected, non_null);
}

}  // namespace v0_9
}  // namespace oneseal::sdk
