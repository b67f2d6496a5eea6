#include "catalogue/effective_form.hpp"

#include <set>

namespace oneseal {
namespace {

// RFC 6901; empty where it is no pointer to a key of the form itself.
std::string key_of(const std::string& pointer) {
    if (pointer.size() < 2 || pointer.front() != '/' || pointer.find('/', 1) != pointer.npos) {
        return "";
    }
    std::string key;
    for (std::size_t i = 1; i < pointer.size(); ++i) {
        const bool escaped = pointer[i] == '~' && i + 1 < pointer.size();
        if (!escaped) {
            key += pointer[i];
        } else {
            key += pointer[++i] == '1' ? '/' : '~';
        }
    }
    return key;
}

void collect(const Json& pointers, std::set<std::string>& into) {
    if (pointers.is_string()) into.insert(pointers.get<std::string>());
    if (!pointers.is_structured()) return;
    for (const Json& one : pointers) collect(one, into);
}

}  // namespace

Json effective_form(Json form, const std::vector<std::string>& ignored) {
    for (const std::string& pointer : ignored) form.erase(key_of(pointer));
    return form;
}

bool leave_out_parties(const Matter& matter,
                       const std::vector<std::string>& ignored,
                       Json& form,
                       std::vector<std::string>& left_out) {
    std::set<std::string> counting;
    collect(matter.document.value("party", Json::object()), counting);
    for (const FactTerms& fact : matter.facts) {
        if (fact.from.is_object()) collect(fact.from.value("key", Json::array()), counting);
    }
    const std::size_t before = left_out.size();
    for (const std::string& pointer : ignored) {
        if (counting.contains(pointer) && form.erase(key_of(pointer)) > 0) {
            left_out.push_back(pointer);
        }
    }
    return left_out.size() > before;
}

}  // namespace oneseal
