// The types that the check knows, and what a package declares of them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace oneseal::sdk {
inline namespace v0_9 {

struct Type;
using Fields = std::map<std::string, Type, std::less<>>;

// Dates are strings. `dynamic` is known only when evaluated, and never refused by the check.
struct Type {
    enum class Kind { dynamic, null, boolean, integer, number, string, list, map };

    Kind kind = Kind::dynamic;
    bool nullable = false;                          // may be null ("known to be none")
    std::shared_ptr<const Type> element{};          // of a list; none: dynamic
    std::shared_ptr<const Fields> declared_keys{};  // of a map that has these and no others

    static Type dynamic() { return {}; }
    static Type boolean() { return {Kind::boolean}; }
    static Type integer() { return {Kind::integer}; }
    static Type number() { return {Kind::number}; }
    static Type string() { return {Kind::string}; }
    static Type list_of(Type element);
    static Type map_of(Fields keys);
    // The same type, but it may be null.
    Type or_null() const;
};

// What an expression may mention.
struct Declarations {
    // Selected statically: {"form": {"items": list of string, ...}, "facts": ..., "survey": ...}.
    std::map<std::string, Fields, std::less<>> documents{};
    Fields variables{};
    // Every other name, and every other key of a document, is taken to exist and to be dynamic: for
    // the command line, where nothing is declared.
    bool open = false;
};

// The declarations of a department's expressions: the three documents, and variant, mode, stage,
// received_on, today, county (strings) and materials (a list of strings).
// A survey item is declared as Type::map_of({{"result", Type::string()}, {"value", ...}}).
Declarations declare(Fields form, Fields facts, Fields survey);

}  // namespace v0_9
}  // namespace oneseal::sdk
