// The tree of an expression: made by the parser, completed by the check, walked by the evaluator.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "language/lexer.hpp"
#include "language/pattern.hpp"
#include "language/value.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

struct Function;
struct Node;
using NodePtr = std::unique_ptr<Node>;

enum class Macro { all, exists, exists_one, map, filter };

struct Node {
    enum class Kind {
        literal,
        name,    // of a variable, or by its full name of a document's key: form.items
        local,   // a macro's variable
        select,  // parts[0].text
        has,     // has(parts[0].text)
        list,    // parts
        map,     // parts: key, value, key, value ...
        call,    // a function or operator, strict in its arguments: parts
        both,    // parts joined by &&
        either,  // parts joined by ||
        choice,  // parts[0] ? parts[1] : parts[2]
        macro    // parts[0].macro(text, parts[1]...)
    };

    Kind kind = Kind::literal;
    Place place{};
    std::string text{};
    std::vector<NodePtr> parts{};
    Value literal{};
    Macro macro = Macro::all;
    bool is_method = false;  // of a call: it was written after its first argument
    int height = 1;

    // By the check:
    std::size_t slot = 0;                   // of a local, and of the variable a macro binds
    std::span<const Function> overloads{};  // of a call
    std::optional<Pattern> pattern{};       // of a call of `matches` with a literal
};

}  // namespace v0_9
}  // namespace oneseal::sdk
