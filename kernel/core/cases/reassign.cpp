// The head takes a case out of somebody's hands: the draw is made anew without that person, and
// nobody names a successor.
#include "cases/clauses.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {
namespace {

bool stands_as(const Case& now, Role role, const std::string& person) {
    if (person.empty()) return false;
    return role == Role::reviewer ? person == now.people.reviewer : now.people.in_team(person);
}

}  // namespace

// LAW: 公务员法 第七十六条
Result<void> lawful_reassign(const Step& step) {
    return has_no_interest(step);
}

// LAW: 行政许可法 第三十四条 第三款
Result<void> perform_reassign(Step& step) {
    Body body(step.body());
    const Role role = *roles.find(body.text("role"));  // its document allows these two only
    const bool reviewer = role == Role::reviewer && body.text("person").empty();
    const std::string person = reviewer ? step.now().people.reviewer : body.text("person");
    if (!stands_as(step.now(), role, person)) {
        body.wrong("person", errors::person_does_not_have_role_here());
    }
    // What was found at the site stands: a record that displeases is no reason for another team.
    if (role == Role::surveyor && step.now().survey && !step.now().survey->recorded_at.empty()) {
        body.wrong("role", errors::survey_recorded_its_team_not());
    }
    if (auto read = body.finish(); !read) return read;
    step.emit(Noted{"reassigned",
                    {{"role", roles.of(role)},
                     {"person", person},
                     {"reason", body.text("reason")},
                     {"by", step.actor().id}}});
    return draw_again(step, role, "", {{person, "REASSIGNED"}});
}

}  // namespace oneseal::cases
