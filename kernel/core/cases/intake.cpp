// What the counter decides: no licence needed, no power, accepted.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"
#include "cases/words.hpp"

namespace oneseal::cases {
namespace {

// At the counter before acceptance; after an acceptance by silence the decider closes it as such.
Result<void> lawful_to_close(const Step& step) {
    const Case& now = step.now();
    if (!now.accepted()) {
        if (step.by(Role::intake)) return {};
        return role_missing({Role::intake});
    }
    if (now.intake.accepted_by_silence && step.by(Role::decider)) return is_fit_to_decide(step);
    return errors::already_accepted();
}

// The finding that says so, or the officer's own ground with its article.
Result<Json> scope_ground(Step& step, Body& body, VerdictOutcome outcome) {
    const std::string reason = body.text("reason");
    const std::string article = body.text("article");
    const auto verdict = step.verdict();
    const auto findings =
        verdict ? verdict->with_outcome(outcome) : std::vector<const VerdictFinding*>{};
    if (findings.empty()) {
        if (reason.empty()) {
            body.wrong("reason", errors::verdict_has_no_such_finding_say_why());
        }
        if (article.empty()) body.wrong("article", errors::name_article());
    }
    if (auto read = body.finish(); !read) return read.error();
    Json grounds = told_findings(findings, *step.context().county);
    if (!reason.empty())
        grounds.push_back({{"reason", reason}, {"article", article}, {"by", step.actor().id}});
    return {boost::system::in_place_value, std::move(grounds)};
}

// Claims of shared data that replace a material now, and that nobody has seen proven.
std::vector<std::string> unproven_waiver_ids(const Verdict& verdict, const Case& now) {
    std::vector<std::string> unproven;
    for (const RequiredMaterial& material : verdict.materials) {
        if (material.state == "waived" && !now.review.proven_waivers.contains(material.id)) {
            unproven.push_back(material.id);
        }
    }
    return unproven;
}

Error open_findings(const Verdict& verdict) {
    Error error = errors::not_complete();
    for (const VerdictFinding& finding : verdict.findings) {
        if (finding.outcome == VerdictOutcome::flag || finding.outcome == VerdictOutcome::deny)
            continue;
        error.findings.push_back({finding.pointer, finding.message, finding.rule, ""});
    }
    return error;
}

// Only once the five days are over without a served notice.
// LAW: 行政许可法 第三十二条 第一款 第四项
Result<void> lawful_silence(const Step& step) {
    for (const CaseClock& clock : clocks(step.now(), step.context())) {
        if (clock.kind == ClockKind::intake && clock.running && step.today() > *clock.proof.due)
            return {};
    }
    return errors::five_days_not_over();
}

// A limit with its length, in days that count, and its last day.
Json told_clock(const std::vector<CaseClock>& all, ClockKind kind) {
    for (const CaseClock& clock : all) {
        if (clock.kind != kind) continue;
        return {{"counted_days",
                 std::ranges::count(clock.proof.days, ProofDay::Use::counted, &ProofDay::use)},
                {"last_day", clock.proof.due ? Json(sdk::format_day(*clock.proof.due)) : Json()},
                {"provisional", clock.proof.provisional},
                {"article", clock.article}};
    }
    return Json();
}

bool was_supplemented(const Case& now) {
    return std::ranges::any_of(now.supplement.notices, [](const SupplementNotice& notice) {
        return notice.answered && !notice.served_at.empty();
    });
}

void issue_acceptance(Step& step, bool silence) {
    const auto all = clocks(step.now(), step.context());
    step.issue(3,
               {{"article", article(silence ? "acceptance_by_silence" : "acceptance")},
                {"accepted_on", sdk::format_day(*step.now().intake.accepted_on)},
                {"deemed_accepted_on",
                 silence ? Json(sdk::format_day(*step.now().intake.accepted_on)) : Json()},
                {"received_on", sdk::format_day(*step.now().filing.received_on)},
                {"by_silence", silence},
                {"supplemented", was_supplemented(step.now())},
                {"statutory_limit", told_clock(all, ClockKind::decision)},
                {"promised_limit", told_clock(all, ClockKind::promise)},
                {"query_code", step.now().filing.query_code}});
}

}  // namespace

Result<void> waivers_are_proven(const Verdict& verdict, const Step& step) {
    const auto materials = unproven_waiver_ids(verdict, step.now());
    if (materials.empty()) return {};
    Error error = errors::waiver_unproven();
    for (const std::string& id : materials) {
        const MaterialTerms* terms = step.matter().material(id);
        const Text title = terms != nullptr ? terms->title : Text{id, id};
        error.findings.push_back({"/shared_data", errors::not_verified(title), "MAT:" + id, ""});
    }
    return error;
}

Result<void> lawful_not_needed(const Step& step) {
    return lawful_to_close(step);
}

// LAW: 行政许可法 第三十二条 第一款 第一项
Result<void> perform_not_needed(Step& step) {
    Body body(step.body());
    const std::string where_to_go = body.text("where_to_go");
    const auto grounds = scope_ground(step, body, VerdictOutcome::no_licence_needed);
    if (!grounds) return grounds.error();
    end_case(step, State::not_accepted_no_need, "no_licence_needed");
    step.issue(4,
               {{"reasons", *grounds},
                {"where_to_go", where_to_go},
                {"remedies", remedies(*step.context().county, "not_needed")}});
    return {};
}

Result<void> lawful_no_power(const Step& step) {
    return lawful_to_close(step);
}

// The right authority is named, and reasons are given.
// LAW: 行政许可法 第三十二条 第一款 第二项
// LAW: 行政许可法 第七十二条
Result<void> perform_no_power(Step& step) {
    Body body(step.body());
    const std::string right_authority = body.text("right_authority");
    const auto grounds = scope_ground(step, body, VerdictOutcome::wrong_authority);
    if (!grounds) return grounds.error();
    end_case(step, State::not_accepted_no_power, "wrong_authority");
    step.issue(5,
               {{"reasons", *grounds},
                {"right_authority", right_authority},
                {"remedies", remedies(*step.context().county, "non_acceptance")}});
    return {};
}

// Complete and in form: then it must be accepted, whatever will be decided in the end. A ground for
// refusal never blocks acceptance.
// LAW: 行政许可法 第三十二条 第一款 第五项
// LAW: 行政许可法 第七十二条
Result<void> lawful_accept(const Step& step) {
    if (step.by(Role::system)) return lawful_silence(step);
    if (step.now().state == State::supplement_wait) {
        return errors::supplement_open();
    }
    // Where the rules do not answer, the counter goes by its own reading of the papers.
    const auto verdict = step.verdict();
    if (!verdict) return {};
    if (verdict->outcome != VerdictOutcome::acceptable &&
        verdict->outcome != VerdictOutcome::deny) {
        return open_findings(*verdict);
    }
    return waivers_are_proven(*verdict, step);
}

// Acceptance bears the day on which everything asked for was in; without a notice, the day of the
// act. Silence is acceptance from the day of receipt, not from its fifth day.
// LAW: 行政许可法 第三十二条 第一款 第四项
Result<void> perform_accept(Step& step) {
    const bool silence = step.by(Role::system);
    const bool supplemented = was_supplemented(step.now());
    const Day on = silence || supplemented ? *step.now().intake.intake_from : step.today();
    if (silence) raise_alarm(step, ClockKind::intake);
    step.emit(Accepted{.on = on,
                       .silence = silence,
                       .without_verdict = !silence && !step.context().verdict,
                       .intake = silence ? "" : step.actor().id});
    issue_acceptance(step, silence);
    // Acceptance waits for nobody: without a reviewer the head is alarmed.
    if (!step.variant().immediate) (void)draw_reviewer(step);
    return {};
}

}  // namespace oneseal::cases
