// The answer to a supplement notice, or its want.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"
#include "cases/words.hpp"

namespace oneseal::cases {
namespace {

bool answered(const NoticeItem& item,
              const std::optional<Verdict>& verdict,
              const Case& now,
              const std::string& since) {
    if (item.id.starts_with("CLK:")) return now.filing.put_since(item.material, since);
    if (verdict) return !verdict->has(item.id);
    // Without a verdict, what was asked for only under a condition is taken as answered.
    if (!item.condition.zh_cn.empty()) return true;
    return !item.material.empty() && now.filing.handed_in(item.material);
}

// By the calendar of today: a notice of holidays may have moved the day since the service.
// LAW: 民法典 第二百零三条
bool period_is_over(const Step& step) {
    for (const CaseClock& clock : clocks(step.now(), step.context())) {
        if (clock.kind == ClockKind::supplement) return step.today() > *clock.proof.due;
    }
    return false;
}

}  // namespace

Result<void> lawful_complete_supplement(const Step& step) {
    if (!step.now().asked_papers_in_at().empty()) return {};
    return errors::supplement_open();
}

// Files count when they are stored: where all that was asked for is in and nobody has signed, the
// answer is complete from the day of the last one.
Result<void> perform_complete_supplement(Step& step) {
    const std::string at = step.now().asked_papers_in_at();
    const std::string since =
        std::max(step.now().supplement.open_notice()->issued_at, step.now().last_receipt_at());
    step.emit(Supplemented{
        .complete = true, .on = legal_day(*parse_instant(at)), .verdict_pending = true});
    issue_receipt(step, since, at, true);
    return {};
}

Result<void> lawful_supplement(const Step&) {
    return {};
}

// A part gets its receipt and the case waits on; with the last part, or the applicant's word that
// it is complete, a new clock of five days starts.
Result<void> perform_supplement(Step& step) {
    Body body(step.body());
    const std::string signature = body.text("signature");
    const bool declared = body.flag("complete");
    const Json form = step.body().contains("form") ? body.object("form") : step.now().filing.form;
    const auto materials = read_paper_materials(step, body);
    if (auto read = body.finish(); !read) return read;
    Case after = step.now();
    for (const HandedIn& material : materials) {
        std::erase_if(after.filing.materials,
                      [&](const HandedIn& m) { return m.id == material.id; });
        after.filing.materials.push_back(material);
    }
    const SupplementNotice& notice = *step.now().supplement.open_notice();
    const auto& verdict = step.context().verdict;
    const bool complete =
        declared || std::ranges::all_of(notice.items, [&](const NoticeItem& item) {
            return answered(item, verdict, after, notice.issued_at);
        });
    const std::string since = std::max(notice.issued_at, step.now().last_receipt_at());
    step.emit(Supplemented{.form = form,
                           .typed = step.typed(),
                           .applicant = applicant_of(step, form),
                           .changes = changed_values(step.now().filing.form, form),
                           .materials = materials,
                           .signature = signature,
                           .complete = complete,
                           .declared = declared,
                           .on = step.today(),
                           .outcome = verdict ? verdict->outcome : VerdictOutcome::none,
                           .verdict_pending = complete && !verdict});
    issue_receipt(step, since, step.instant(), complete);
    return {};
}

Result<void> lawful_no_answer(const Step& step) {
    if (auto decider = is_fit_to_decide(step); !decider) return decider;
    if (period_is_over(step) && !step.variant().terminates_by_law) return {};
    return errors::answer_still_open();
}

// LAW: 行政许可法 第七十二条
Result<void> perform_no_answer(Step& step) {
    Body body(step.body());
    const std::string reason = body.text("reason");
    if (auto read = body.finish(); !read) return read;
    end_case(step, State::not_accepted_no_answer, reason);
    const SupplementNotice& notice = step.now().supplement.notices.back();
    const PaperRecord& paper = *step.now().paper(notice.paper);
    step.issue(5,
               {{"unanswered", true},
                {"reasons",
                 Json::array({{{"reason", reason},
                               {"unanswered_notice", paper.number},
                               {"served_on", day_of(notice.served_at)},
                               {"answer_by", notice.answer_by}}})},
                {"article", article("no_answer")},
                {"right_authority", Json()},
                {"papers_returned", true},
                {"new_filing_open", true},
                {"remedies", remedies(*step.context().county, "no_answer")}});
    return {};
}

Result<void> lawful_terminate(const Step& step) {
    if (!step.by(Role::system)) return is_fit_to_decide(step);
    if (period_is_over(step) && step.variant().terminates_by_law) return {};
    return errors::no_law_terminates();
}

Result<void> perform_terminate(Step& step) {
    Body body(step.body());
    Json ground = {{"ground", "unanswered_notice"}, {"originals_returned", true}};
    if (step.by(Role::system)) {
        ground["reason"] = to_json(errors::notice_was_not_answered_in_time_by());
        ground["basis"] = told_basis(step.variant().supplement_basis, *step.context().county);
    } else {
        ground["ground"] = body.text("ground");
        ground["reason"] = body.text("reason");
        if (body.text("ground").empty() || body.text("reason").empty()) {
            body.wrong("ground", errors::say_on_which_ground_and_why());
        }
        const Json basis = body.list("basis");
        if (!is_basis(basis, *step.context().county)) {
            body.wrong("basis", errors::name_basis_from_law_register());
        } else {
            ground["basis"] = told_basis(basis, *step.context().county);
        }
    }
    if (auto read = body.finish(); !read) return read;
    end_case(step, State::terminated, ground["ground"]);
    ground["remedies"] = remedies(*step.context().county, "termination");
    step.issue(23, std::move(ground));
    return {};
}

}  // namespace oneseal::cases
