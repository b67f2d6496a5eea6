#include "api/parts.hpp"

#include <map>

namespace oneseal::api {
namespace {

const std::vector<Role>& roles_of(Part part) {
    static const std::map<Part, std::vector<Role>> all{
        {Part::take_in, {Role::intake}},
        {Part::seal, {Role::seal_keeper}},
        {Part::figures,
         {Role::head, Role::decider, Role::supervisor, Role::integrity, Role::legal}},
        {Part::installation, {Role::admin, Role::head}}};
    return all.at(part);
}

}  // namespace

std::vector<std::string> parts_of(const access::Principal& who) {
    std::vector<std::string> names;
    for (const char* name : parts.names) {
        if (require(who, *parts.find(name))) names.emplace_back(name);
    }
    return names;
}

Result<void> require(const access::Principal& who, Part part) {
    return access::require_role(who, roles_of(part));
}

}  // namespace oneseal::api
