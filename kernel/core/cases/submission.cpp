// Filing, correcting on the spot, withdrawing.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"
#include "cases/words.hpp"
#include "catalogue/effective_form.hpp"

namespace oneseal::cases {
namespace {

// Until the register of licences is alive, a case can only ask for a new licence.
Result<void> may_be_filed(const Matter& matter,
                          const std::string& variant,
                          const std::string& mode) {
    const Variant* terms = matter.variant(variant);
    if (terms != nullptr && terms->effect == "issue" && mode == "general") return {};
    return errors::variant_not_filed();
}

Submission read_submission(const Step& step, Body& body) {
    Submission submission;
    submission.signature = body.text("signature");
    submission.truth = body.flag("truth");
    // LAW: 行政许可法 第三十一条 第一款
    if (!submission.truth) {
        body.wrong("truth", errors::applicant_must_state_answerable_for());
    }
    submission.service = body.object("service");
    submission.electronic_service = body.object("consent").value("electronic_service", false);
    submission.agent = body.object("agent");
    // LAW: 行政许可法 第二十九条 第二款
    if (!submission.agent.empty() && (form_text(submission.agent, "/name").empty() ||
                                      form_text(submission.agent, "/authority").empty())) {
        body.wrong("agent", errors::name_agent_and_what_power_for());
    }
    if (submission.agent.empty() && step.now().filing.form.value("by_agent", Json()) == true) {
        body.wrong("agent", errors::name_agent_who_files_and_power());
    }
    submission.evidence = body.text("evidence");
    const std::string digest = body.text("content_digest");
    submission.content_digest = signed_digest(step.now());
    if (!digest.empty() && digest != submission.content_digest) {
        body.wrong("content_digest", errors::what_was_signed_not_what_draft());
    }
    return submission;
}

// What was received so long ago has been accepted by silence, or will be at once: no clerk brings
// that about alone.
void check_late_entry(const Step& step, Body& body, Day received) {
    const auto& opened = step.context().county->opened_on;
    if (opened && received < *opened) {
        body.wrong("received_on", errors::before_the_bureau_opened(sdk::format_day(*opened)));
    }
    const auto counted = step.context().calendar->workdays_between(received, step.today());
    if (counted.workdays <= intake_days) return;
    if (body.text("late_reason").empty()) {
        body.wrong("late_reason", errors::late_entry_needs_a_reason());
    }
    const Officer* second = step.context().officer(body.text("seen_by"));
    if (second == nullptr || second->id == step.actor().id || !second->on_duty) {
        body.wrong("seen_by", errors::late_entry_needs_a_second_person());
    }
}

// At a counter the day is the one on which the papers reached the bureau, however late they are
// entered; online it is the instant of entry.
// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第六条
Day read_receipt_day(const Step& step, Body& body, Submission& submission) {
    const bool counter = step.by(Role::intake);
    const auto day = body.day("received_on");
    submission.channel = counter ? "counter" : "online";
    if (const std::string channel = body.text("channel"); counter && !channel.empty()) {
        submission.channel = channel;
    }
    if (!day) return step.today();
    if (!counter) {
        body.wrong("received_on", errors::online_filing_received_when_entered());
    } else if (*day > step.today()) {
        body.wrong("received_on", errors::day_receipt_lies_in_future());
    } else if (*day < step.today() && submission.evidence.empty()) {
        body.wrong("evidence", errors::papers_came_earlier_need_evidence());
    }
    if (counter) check_late_entry(step, body, *day);
    return *day;
}

}  // namespace

std::string signed_digest(const Case& now) {
    Json materials = now.filing.materials;
    for (Json& material : materials) material.erase("as_asked");  // our mark, not the applicant's
    return content_digest({{"matter", now.matter},
                           {"variant", now.filing.variant},
                           {"mode", now.filing.mode},
                           {"form", now.filing.form},
                           {"materials", std::move(materials)},
                           {"shared_data", now.filing.shared_data},
                           {"committed", now.filing.committed}});
}

Applicant applicant_of(const Step& step, const Json& given) {
    Applicant applicant = step.now().filing.applicant;
    const Matter& matter = step.matter();
    const auto& verdict = step.context().verdict;
    const Json form = verdict ? effective_form(given, verdict->ignored) : given;
    applicant.name = matter.applicant_name(form);
    applicant.code = matter.applicant_code(form);
    applicant.representative_name = matter.representative_name(form);
    applicant.representative_code = matter.representative_code(form);
    applicant.mobile = matter.mobile(form);
    return applicant;
}

Json changed_values(const Json& before, const Json& after) {
    Json changes = Json::array();
    for (const auto& [key, value] : after.items()) {
        const Json old = before.value(key, Json());
        if (old != value) {
            changes.push_back(
                {{"pointer", "/" + pointer_token(key)}, {"old", old}, {"new", value}});
        }
    }
    for (const auto& [key, value] : before.items()) {
        if (!after.contains(key)) {
            changes.push_back(
                {{"pointer", "/" + pointer_token(key)}, {"old", value}, {"new", Json()}});
        }
    }
    return changes;
}

// LAW: 优化营商环境条例 第三十七条
std::string read_evidence_of_paper(const Step& step, Body& body) {
    const std::string evidence = body.text("evidence");
    if (evidence.empty() && step.by(Role::intake)) {
        body.wrong("evidence", errors::at_counter_say_where_applicants());
    }
    return evidence;
}

bool is_basis(const Json& basis, const CountyTerms& county) {
    if (!basis.is_array() || basis.empty()) return false;
    return std::ranges::all_of(basis, [&](const Json& one) {
        return one.is_object() && one.contains("law") && one["law"].is_string() &&
               county.law_titles.contains(one["law"].get<std::string>());
    });
}

std::string name_of(const Step& step, const std::string& person) {
    const Officer* officer = step.context().officer(person);
    return officer != nullptr ? officer->name : person;
}

Json day_of(const std::string& instant) {
    const auto at = parse_instant(instant);
    return at ? Json(sdk::format_day(legal_day(*at))) : Json();
}

void end_case(Step& step, State state, const std::string& reason) {
    step.emit(Ended{state, reason, step.today(), step.actor().id});
}

Result<void> lawful_submit(const Step& step) {
    return may_be_filed(step.matter(), step.now().filing.variant, step.now().filing.mode);
}

Result<void> perform_submit(Step& step) {
    Body body(step.body());
    Submission submission = read_submission(step, body);
    const Day received = read_receipt_day(step, body, submission);
    if (auto read = body.finish(); !read) return read;
    const auto& verdict = step.context().verdict;
    Submitted filed{.county = step.now().county,
                    .id = step.now().id,
                    .matter = step.now().matter,
                    .number = step.context().case_number,
                    .pin = step.context().pin,
                    .filing = step.now().filing,
                    .verdict_pending = !verdict,
                    .outcome_of_filing = verdict ? verdict->outcome : VerdictOutcome::none,
                    .late_reason = body.text("late_reason"),
                    .seen_by = body.text("seen_by")};
    filed.filing.applicant = applicant_of(step, filed.filing.form);
    filed.filing.submission = submission;
    filed.filing.received_on = received;
    filed.filing.received_at = step.instant();
    filed.filing.query_code = step.context().query_code;
    take_in(filed.filing.materials, step.instant(), step.actor().id);
    if (step.by(Role::intake)) filed.intake = step.actor().id;
    step.emit(std::move(filed));
    step.issue(1,
               {{"papers", told_materials(step, "")},
                {"channel", submission.channel},
                {"received_on", sdk::format_day(received)},
                {"received_at", step.instant()},
                {"content_digest", submission.content_digest},
                {"query_code", step.now().filing.query_code}});
    return {};
}

// While it waits for acceptance; and, accepted by silence, until the survey is assigned or
// proposed, or where a served request asks for it. What was surveyed and proposed falls with it.
Result<void> lawful_correct(const Step& step) {
    const Case& now = step.now();
    if (now.state == State::correcting || now.open_after_silence()) return {};
    if (now.is_asked_to_correct()) return {};
    if (now.accepted()) {
        return errors::correction_closed();
    }
    // The verdict of the context is already about the corrected form; the case keeps the last one.
    if (now.intake.outcome_of_filing == VerdictOutcome::form_error ||
        now.intake.outcome_of_filing == VerdictOutcome::redirect_variant)
        return {};
    if (now.intake.verdict_pending) return errors::verdict_pending();
    return errors::nothing_to_correct();
}

// The first call opens the correction; the one that brings values, a choice and the signature
// closes it. Both may be one. LAW: 行政许可法 第三十二条 第一款 第三项
Result<void> perform_correct(Step& step) {
    if (step.body().empty() && step.now().state == State::submitted) {
        step.emit(CorrectingOpened{step.actor().id});
        return {};
    }
    Body body(step.body());
    const std::string signature = body.text("signature");
    if (signature.empty()) {
        body.wrong("signature", errors::applicant_signs_correction());
    }
    const Json form = step.body().contains("form") ? body.object("form") : step.now().filing.form;
    std::string variant = body.text("variant");
    std::string mode = body.text("mode");
    const bool declined = body.flag("decline_redirect");
    if (auto read = body.finish(); !read) return read;
    if (variant.empty()) variant = step.now().filing.variant;
    if (mode.empty()) mode = step.now().filing.mode;
    if (auto filed = may_be_filed(step.matter(), variant, mode); !filed) return filed;
    if (declined && !step.context().verdict) return errors::verdict_pending();
    if (step.now().state != State::correcting) {
        step.emit(CorrectingOpened{step.actor().id});
    }
    const auto& verdict = step.context().verdict;
    step.emit(Corrected{.variant = variant,
                        .mode = mode,
                        .form = form,
                        .typed = step.typed(),
                        .applicant = applicant_of(step, form),
                        .signature = signature,
                        .outcome = verdict ? verdict->outcome : VerdictOutcome::none,
                        .verdict_pending = !verdict,
                        .changes = changed_values(step.now().filing.form, form)});
    if (!declined) return {};
    // The applicant chooses the procedure: a redirect that was declined hides no other finding.
    for (const VerdictFinding* finding : verdict->with_outcome(VerdictOutcome::redirect_variant)) {
        Resolution resolution;
        resolution.rule = finding->rule;
        resolution.outcome = finding->outcome;
        resolution.reason = "redirect_declined";
        resolution.by = step.actor().id;
        resolution.at = step.instant();
        step.emit(FindingResolved{resolution});
    }
    return {};
}

Result<void> lawful_withdraw(const Step&) {
    return {};
}

// The applicant's act; at a counter, with the signed paper as evidence. An agent withdraws only
// with that power. LAW: 行政许可法 第二十九条 第二款
Result<void> perform_withdraw(Step& step) {
    static const Text withdrawn = errors::applicant_withdrew_in_writing();
    Body body(step.body());
    const std::string signature = body.text("signature");
    const std::string reason = body.text("reason");
    const std::string evidence = read_evidence_of_paper(step, body);
    const bool agent = step.actor().as_agent;
    if (auto read = body.finish(); !read) return read;
    const Json& power = step.now().filing.submission.agent;
    const bool with_power = power.is_object() && power.value("may_withdraw", false);
    if (agent && !with_power && !step.actor().may_withdraw) {
        return errors::agent_power();
    }
    step.emit(WithdrawalSigned{signature, reason, agent, evidence});
    end_case(step, State::withdrawn, reason.empty() ? "withdrawn_by_applicant" : reason);
    step.issue(23,
               {{"withdrawn", true},
                {"ground", "withdrawn_by_applicant"},
                {"reason", reason.empty() ? to_json(withdrawn) : Json(reason)},
                {"article", article("withdrawal")},
                {"originals_returned", true},
                {"remedies", remedies(*step.context().county, "termination")}});
    return {};
}

}  // namespace oneseal::cases
