// The answer to a supplement notice, or its want.
#include <algorithm>
#include <array>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

bool answered(const NoticeItem& item,
              const std::optional<Verdict>& verdict,
              const Case& now,
              const std::string& since) {
    if (item.id.starts_with("CLK:")) return now.put_since(item.material, since);
    if (verdict) return !verdict->has(item.id);
    // Without a verdict, what was asked for only under a condition is taken as answered.
    if (!item.condition.zh_cn.empty()) return true;
    return !item.material.empty() && now.handed_in(item.material);
}

// A part gets its receipt and the case waits on; with the last part, or the applicant's word that
// it is complete, a new clock of five days starts.
Result<void> supplement(Step& step) {
    Body body(step.body());
    const std::string signature = body.text("signature");
    const bool declared = body.flag("complete");
    const Json form = step.body().contains("form") ? body.object("form") : step.now().form;
    const auto materials = read_paper_materials(step, body);
    if (auto read = body.finish(); !read) return read;
    Case after = step.now();
    for (const HandedIn& material : materials) {
        std::erase_if(after.materials, [&](const HandedIn& m) { return m.id == material.id; });
        after.materials.push_back(material);
    }
    const SupplementNotice& notice = *step.now().open_notice();
    const auto& verdict = step.context().verdict;
    const bool complete =
        declared || std::ranges::all_of(notice.items, [&](const NoticeItem& item) {
            return answered(item, verdict, after, notice.issued_at);
        });
    const std::string since = std::max(notice.issued_at, step.now().last_receipt_at());
    step.emit("supplemented",
              {{"form", form},
               {"typed", step.typed()},
               {"applicant", applicant_of(step, form)},
               {"changes", changed_values(step.now().form, form)},
               {"materials", materials},
               {"signature", signature},
               {"complete", complete},
               {"declared", declared},
               {"on", sdk::format_day(step.today())},
               {"outcome", verdict ? verdict->outcome : ""},
               {"verdict_pending", complete && !verdict}});
    issue_receipt(step, since, step.instant(), complete);
    return {};
}

// Files count when they are stored: where all that was asked for is in and nobody has signed, the
// answer is complete from the day of the last one.
Result<void> complete_supplement(Step& step) {
    const std::string at = step.now().asked_papers_in_at();
    const std::string since =
        std::max(step.now().open_notice()->issued_at, step.now().last_receipt_at());
    step.emit("supplemented",
              {{"complete", true},
               {"on", sdk::format_day(legal_day(*parse_instant(at)))},
               {"outcome", ""},
               {"verdict_pending", true}});
    issue_receipt(step, since, at, true);
    return {};
}

Result<void> lawful_complete_supplement(const Step& step) {
    if (!step.now().asked_papers_in_at().empty()) return {};
    return Error{ErrorCode::conflict,
                 "SUPPLEMENT_OPEN",
                 {"要求补正的材料尚未交齐。", "Not all that was asked for is in."},
                 {"待申请人补齐后自动办理。", "It happens by itself when all is in."}};
}

// By the calendar of today: a notice of holidays may have moved the day since the service.
// LAW: 民法典 第二百零三条
bool period_is_over(const Step& step) {
    for (const CaseClock& clock : clocks(step.now(), step.context())) {
        if (clock.kind == "supplement") return step.today() > *clock.proof.due;
    }
    return false;
}

Result<void> lawful_no_answer(const Step& step) {
    if (auto decider = is_fit_to_decide(step); !decider) return decider;
    if (period_is_over(step) && !step.variant().terminates_by_law) return {};
    return unlawful("ANSWER_STILL_OPEN",
                    "行政许可法 第三十二条 第一款 第四项",
                    {"补正告知书未送达,或者补正期限尚未届满。",
                     "The notice is not served, or the applicant's period has not ended."},
                    {"请在补正期限届满后办理。", "Wait for the end of the period."});
}

// LAW: 行政许可法 第七十二条
Result<void> no_answer(Step& step) {
    Body body(step.body());
    const std::string reason = body.text("reason");
    if (auto read = body.finish(); !read) return read;
    end_case(step, State::not_accepted_no_answer, reason);
    step.issue(5,
               {{"reasons",
                 Json::array({{{"reason", reason},
                               {"unanswered_notice", step.now().notices.back().paper},
                               {"by", step.actor().id}}})},
                {"article", "行政许可法 第三十二条 第一款 第四项"},
                {"right_authority", Json()},
                {"papers_returned", true},
                {"new_filing_open", true},
                {"remedies", remedies(*step.context().county, "no_answer")}});
    return {};
}

Result<void> lawful_terminate(const Step& step) {
    if (step.actor().kind != Actor::Kind::system) return is_fit_to_decide(step);
    if (period_is_over(step) && step.variant().terminates_by_law) return {};
    return unlawful(
        "NO_LAW_TERMINATES",
        "行政许可法 第三十二条",
        {"没有法律规定该申请逾期未补正即终止。",
         "No law ends this application for want of an answer."},
        {"请由决定人书面说明理由不予受理。", "The decider decides not to accept, with reasons."});
}

Result<void> terminate(Step& step) {
    Body body(step.body());
    Json ground = {{"ground", "unanswered_notice"}};
    if (step.actor().kind == Actor::Kind::system) {
        ground["reason"] = {{"zh-CN", "逾期未补正,依法视为放弃申请。"},
                            {"en", "The notice was not answered in time: by law, given up."}};
        ground["basis"] = told_basis(step.variant().supplement_basis, *step.context().county);
    } else {
        ground["ground"] = body.one_of(
            "ground", {"applicant_died", "applicant_dissolved", "matter_cancelled", "quota_gone"});
        ground["reason"] = body.text("reason");
        const Json basis = body.array("basis");
        if (!is_basis(basis, *step.context().county)) {
            body.wrong("basis",
                       {"须写明法规登记中的依据。", "Name the basis, from the law register."});
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

}  // namespace

std::span<const ActionDefinition> supplement_actions() {
    static const std::array<ActionDefinition, 4> table{{
        {"complete_supplement",
         {"补正材料收齐", "take the supplement as complete"},
         {State::supplement_wait},
         {"system"},
         lawful_complete_supplement,
         complete_supplement},
        {"supplement",
         {"提交补正", "supplement"},
         {State::supplement_wait},
         {"applicant", "intake"},
         always,
         supplement},
        {"no_answer",
         {"逾期未补正,不予受理", "do not accept: no answer"},
         {State::supplement_wait},
         {"decider"},
         lawful_no_answer,
         no_answer},
        {"terminate",
         {"终止办理", "terminate"},
         every_undecided_state(),
         {"decider", "system"},
         lawful_terminate,
         terminate},
    }};
    return table;
}

}  // namespace oneseal::cases
