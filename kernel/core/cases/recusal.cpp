// Recusal: asked for by the applicant, answered by the head, who never names a successor.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

bool handles(const Case& now, const std::string& person) {
    return person == now.people.reviewer || now.people.in_team(person);
}

// Draws anew wherever the recused person stood.
Result<void> replace(Step& step, const std::string& person, const std::string& relax_sod7) {
    if (person == step.now().people.reviewer) {
        if (auto drawn = draw_again(step, Role::reviewer, "", {}); !drawn) return drawn;
    }
    if (!step.now().people.in_team(person)) return {};
    return draw_again(step, Role::surveyor, relax_sod7, {});
}

}  // namespace

Result<void> lawful_request_recusal(const Step&) {
    return {};
}

// LAW: 公务员法 第七十六条
Result<void> perform_request_recusal(Step& step) {
    Body body(step.body());
    Recusal recusal;
    recusal.person = body.text("person");
    recusal.ground = body.text("ground");
    recusal.evidence = read_evidence_of_paper(step, body);
    recusal.asked_at = step.instant();
    if (!recusal.person.empty() && !handles(step.now(), recusal.person)) {
        body.wrong("person", errors::person_does_not_handle_case());
    }
    if (auto read = body.finish(); !read) return read;
    step.emit(RecusalRequested{recusal});
    return {};
}

Result<void> lawful_answer_recusal(const Step& step) {
    if (step.now().people.recusal_is_open()) return {};
    return errors::no_recusal_open();
}

Result<void> perform_answer_recusal(Step& step) {
    Body body(step.body());
    const std::string person = body.text("person");
    const std::string answer = body.text("answer");
    const std::string reason = body.text("reason");
    const std::string relax_sod7 = body.text("relax_sod7");
    const auto open = std::ranges::find_if(step.now().people.recusals, [&](const Recusal& recusal) {
        return recusal.person == person && recusal.answer.empty();
    });
    if (!person.empty() && open == step.now().people.recusals.end()) {
        body.wrong("person", errors::no_request_about_person_open());
    }
    if (auto read = body.finish(); !read) return read;
    // LAW: 公务员法 第七十六条
    if (person == step.actor().id) {
        return errors::sod_6();
    }
    Recusal recusal = *open;
    recusal.answer = answer;
    recusal.reason = reason;
    recusal.answered_by = step.actor().id;
    step.emit(RecusalAnswered{recusal});
    step.issue(34,
               {{"name", name_of(step, person)},
                {"ground", recusal.ground},
                {"answer", answer},
                {"granted", answer == "granted"},
                {"reason", reason}});
    return answer == "granted" ? replace(step, person, relax_sod7) : Result<void>{};
}

}  // namespace oneseal::cases
