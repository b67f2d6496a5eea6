#include "language/literals.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

namespace {

using Kind = Node::Kind;

// Empty for what is no name of the document's own.
std::string name_of(const Node& node) {
    if (node.kind == Kind::name) return node.text;
    if (node.kind != Kind::select) return {};
    const std::string object = name_of(*node.parts[0]);
    return object.empty() ? object : object + "." + node.text;
}

void collect_texts(const std::string& name, const Node& node, std::vector<ComparedText>& found) {
    if (node.kind == Kind::literal && node.literal.is(Value::Kind::string)) {
        found.push_back({name, node.literal.string(), node.place});
    } else if (node.kind == Kind::literal && node.literal.is(Value::Kind::list)) {
        for (const Value& one : node.literal.list()) {
            if (one.is(Value::Kind::string)) found.push_back({name, one.string(), node.place});
        }
    } else if (node.kind == Kind::list) {
        for (const auto& part : node.parts) collect_texts(name, *part, found);
    }
}

void collect(const Node& node, std::vector<ComparedText>& found) {
    const bool compares = node.text == "==" || node.text == "!=" || node.text == "in";
    if (node.kind == Kind::call && compares && !node.is_method) {
        for (const std::size_t side : {0, 1}) {
            const std::string name = name_of(*node.parts[side]);
            if (!name.empty()) collect_texts(name, *node.parts[1 - side], found);
        }
    }
    for (const auto& part : node.parts) collect(*part, found);
}

}  // namespace

std::vector<ComparedText> compared_texts(const Node& root) {
    std::vector<ComparedText> found;
    collect(root, found);
    return found;
}

}  // namespace v0_9
}  // namespace oneseal::sdk
