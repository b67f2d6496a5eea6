#include "language/type_rules.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {
namespace {

using Kind = Type::Kind;

bool is_number(const Type& type) {
    return type.kind == Kind::integer || type.kind == Kind::number;
}

}  // namespace

Type element_of(const Type& list) {
    return list.element ? *list.element : Type::dynamic();
}

Type join(const Type& a, const Type& b) {
    if (a.kind == Kind::null) return b.kind == Kind::null ? b : b.or_null();
    if (b.kind == Kind::null) return a.or_null();
    Type joined;
    if (a.kind == b.kind) joined.kind = a.kind;
    if (joined.kind == Kind::list) joined = Type::list_of(join(element_of(a), element_of(b)));
    if (joined.kind == Kind::map && a.declared_keys == b.declared_keys) {
        joined.declared_keys = a.declared_keys;
    }
    joined.nullable = a.nullable || b.nullable;
    return joined;
}

bool comparable(const Type& a, const Type& b) {
    if (a.kind == Kind::dynamic || b.kind == Kind::dynamic) return true;
    // A single value may turn out to be null; a list or map is never null unless it says so.
    const auto can_be_null = [](const Type& type) {
        return type.nullable || (type.kind != Kind::list && type.kind != Kind::map);
    };
    if (a.kind == Kind::null) return can_be_null(b);
    if (b.kind == Kind::null) return can_be_null(a);
    if (a.kind == Kind::list && b.kind == Kind::list) {
        return comparable(element_of(a), element_of(b));
    }
    return a.kind == b.kind || (is_number(a) && is_number(b));
}

bool accepts(Param param, const Type& type) {
    if (type.kind == Kind::dynamic) return param != Param::none;
    switch (param) {
        case Param::anything:
            return true;
        case Param::boolean:
            return type.kind == Kind::boolean;
        case Param::integer:
            return type.kind == Kind::integer;
        case Param::number:
            return type.kind == Kind::number;
        case Param::string:
            return type.kind == Kind::string;
        case Param::list:
            return type.kind == Kind::list;
        case Param::numbers:
            return type.kind == Kind::list && !element_of(type).nullable &&
                   accepts(Param::number, element_of(type));
        case Param::map:
            return type.kind == Kind::map;
        default:
            return false;
    }
}

}  // namespace v0_9
}  // namespace oneseal::sdk
