#include "language/names.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Node::Kind;

// No declared name begins with a digit.
std::string local_name(std::size_t slot) {
    return std::to_string(slot);
}

}  // namespace

std::size_t Names::open_local(std::string name, Type type) {
    locals_.push_back({std::move(name), std::move(type)});
    return locals_.size() - 1;
}

std::optional<std::size_t> Names::local(std::string_view name) const {
    for (std::size_t i = locals_.size(); i > 0; --i) {
        if (locals_[i - 1].name == name) return i - 1;
    }
    return {};
}

std::optional<Type> Names::variable(const std::string& name) const {
    const auto found = declarations_.variables.find(name);
    if (found != declarations_.variables.end()) return found->second;
    return declarations_.open ? std::optional(Type::dynamic()) : std::nullopt;
}

std::optional<Type> Names::key_of(const std::string& document, const std::string& key) const {
    const Fields& keys = declarations_.documents.find(document)->second;
    const auto found = keys.find(key);
    if (found != keys.end()) return found->second;
    return declarations_.open ? std::optional(Type::dynamic()) : std::nullopt;
}

bool Names::is_document(const Node& node) const {
    return node.kind == Kind::name && !local(node.text) &&
           declarations_.documents.contains(node.text);
}

std::optional<std::string> Names::full_name(const Node& node) const {
    if (node.kind == Kind::local) return local_name(node.slot);
    if (node.kind == Kind::name) {
        const auto slot = local(node.text);
        return slot ? local_name(*slot) : node.text;
    }
    if (node.kind != Kind::select) return {};
    const auto object = full_name(*node.parts[0]);
    if (!object) return {};
    return *object + "." + node.text;
}

bool Names::never_null(const Node& node) const {
    const auto type = declared(node);
    return type && !type->nullable && type->kind != Type::Kind::dynamic;
}

// Without complaint: none where nothing is declared.
std::optional<Type> Names::declared(const Node& node) const {
    if (node.kind == Kind::local) return locals_[node.slot].type;
    if (node.kind == Kind::name) {
        if (const auto slot = local(node.text)) return locals_[*slot].type;
        const std::size_t dot = node.text.find('.');
        if (dot == std::string::npos) return variable(node.text);
        return key_of(node.text.substr(0, dot), node.text.substr(dot + 1));
    }
    if (node.kind != Kind::select) return {};
    const Node& object = *node.parts[0];
    if (is_document(object)) return key_of(object.text, node.text);
    const auto type = declared(object);
    return type ? member_of(*type, node.text) : std::nullopt;
}

std::optional<Type> member_of(const Type& object, const std::string& key) {
    if (object.kind == Type::Kind::dynamic) return Type::dynamic();
    if (object.kind != Type::Kind::map) return {};
    if (!object.declared_keys) return Type::dynamic();
    const auto found = object.declared_keys->find(key);
    return found != object.declared_keys->end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace v0_9
}  // namespace oneseal::sdk
