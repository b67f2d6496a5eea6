#include "language/report.hpp"

#include "language/functions.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

std::string source_of(const Node& node) {
    if (node.kind == Node::Kind::select) return source_of(*node.parts[0]) + "." + node.text;
    const bool is_name = node.kind == Node::Kind::name || node.kind == Node::Kind::local;
    return is_name ? node.text : "…";
}

}  // namespace

void Report::add(const Node& node, std::string code, std::string zh_cn, std::string en) {
    problems_.push_back(problem_at(node.place, std::move(code), std::move(zh_cn), std::move(en)));
}

void Report::wrong_type(const Node& node, Type::Kind wanted, const Type& found) {
    const std::string want(kind_name(wanted));
    const std::string have(kind_name(found.kind));
    add(node,
        "wrong_type",
        "此处应为 " + want + ",实际是 " + have + "。",
        "Expected " + want + " here, not " + have + ".");
}

void Report::require_not_null(const Node& node, Type& type) {
    if (!type.nullable && type.kind != Type::Kind::null) return;
    type.nullable = false;
    const std::string what = source_of(node);
    add(node,
        "may_be_null",
        "此处的值可能为 null:请在同一条件中先写 " + what + " != null &&。",
        "This may be null: write " + what + " != null && in the same condition.");
}

}  // namespace v0_9
}  // namespace oneseal::sdk
