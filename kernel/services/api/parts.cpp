#include "api/parts.hpp"

#include <map>

#include "api/errors.hpp"
#include "cases/words.hpp"

namespace oneseal::api {
namespace {

const std::vector<Role>& roles_of(Part part) {
    static const std::map<Part, std::vector<Role>> all{
        {Part::take_in, {Role::intake}},
        {Part::survey, {Role::surveyor}},
        {Part::seal, {Role::seal_keeper}},
        {Part::figures,
         {Role::head, Role::decider, Role::supervisor, Role::integrity, Role::legal}},
        {Part::installation, {Role::admin, Role::head}},
        // Whom a draw chooses from is the bureau's own to know.
        {Part::people,
         {Role::intake,
          Role::reviewer,
          Role::surveyor,
          Role::decider,
          Role::head,
          Role::seal_keeper,
          Role::supervisor,
          Role::integrity,
          Role::legal,
          Role::admin}},
        {Part::replay, {Role::supervisor, Role::integrity, Role::legal, Role::head}}};
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
    Text titles;
    for (const Role role : roles_of(part)) {
        if (access::may(who, role)) return {};
        const Text title = cases::role_title(role);
        titles = titles.zh_cn.empty() ? title : errors::or_role(titles, title);
    }
    return errors::access_role_missing(titles);
}

}  // namespace oneseal::api
