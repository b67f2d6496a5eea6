#include "language/type.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

Type Type::list_of(Type element) {
    Type list{Kind::list};
    list.element = std::make_shared<const Type>(std::move(element));
    return list;
}

Type Type::map_of(Fields keys) {
    Type map{Kind::map};
    map.declared_keys = std::make_shared<const Fields>(std::move(keys));
    return map;
}

Type Type::or_null() const {
    Type type = *this;
    type.nullable = true;
    return type;
}

Declarations declare(Fields form, Fields facts, Fields survey) {
    Declarations all;
    all.documents = {
        {"form", std::move(form)}, {"facts", std::move(facts)}, {"survey", std::move(survey)}};
    for (const char* name : {"variant", "mode", "stage", "received_on", "today", "county"}) {
        all.variables[name] = Type::string();
    }
    all.variables["materials"] = Type::list_of(Type::string());
    return all;
}

}  // namespace v0_9
}  // namespace oneseal::sdk
