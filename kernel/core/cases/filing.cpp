// Filing, correcting on the spot, withdrawing.
#include <algorithm>
#include <array>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"
#include "cases/papers.hpp"
#include "text/visible.hpp"

namespace oneseal::cases {
namespace {

// Until the register of licences is alive, a case can only ask for a new licence.
Result<void> may_be_filed(const Matter& matter,
                          const std::string& variant,
                          const std::string& mode) {
    const Variant* terms = matter.variant(variant);
    if (terms != nullptr && terms->effect == "issue" && mode == "general") return {};
    return Error{
        ErrorCode::conflict,
        "VARIANT_NOT_FILED",
        {"本系统目前只能提交核发类、一般程序的申请;"
         "变更、延续、补办、注销和告知承诺可先用“检查”预审。",
         "Only applications for a new licence in the general procedure can be filed so far; "
         "other variants and modes can be checked."},
        {"请到窗口办理该业务。", "Please file this one at the counter."}};
}

Result<void> lawful_submit(const Step& step) {
    return may_be_filed(step.matter(), step.now().variant, step.now().mode);
}

// What the signature is put under.
std::string signed_digest(const Case& now) {
    Json materials = now.materials;
    for (Json& material : materials) material.erase("as_asked");  // our mark, not the applicant's
    return content_digest({{"matter", now.matter},
                           {"variant", now.variant},
                           {"mode", now.mode},
                           {"form", now.form},
                           {"materials", std::move(materials)},
                           {"shared_data", now.shared_data},
                           {"committed", now.committed}});
}

Submission read_submission(const Step& step, Body& body) {
    Submission submission;
    submission.signature = body.text("signature");
    submission.truth = body.flag("truth");
    // LAW: 行政许可法 第三十一条 第一款
    if (!submission.truth) {
        body.wrong("truth",
                   {"申请人须声明对申请材料实质内容的真实性负责。",
                    "The applicant must state to be answerable for the truth of the application."});
    }
    submission.service = body.object("service");
    if (sdk::is_blank(form_text(submission.service, "/address"))) {
        body.wrong("service", {"请填写送达地址。", "The service address is missing."});
    }
    submission.electronic_service = body.object("consent").value("electronic_service", false);
    submission.agent = body.optional_object("agent");
    // LAW: 行政许可法 第二十九条 第二款
    if (!submission.agent.empty() && (sdk::is_blank(form_text(submission.agent, "/name")) ||
                                      sdk::is_blank(form_text(submission.agent, "/authority")))) {
        body.wrong("agent",
                   {"代理人须写明姓名和授权范围。", "Name the agent, and what the power is for."});
    }
    if (submission.agent.empty() && step.now().form.value("by_agent", Json()) == true) {
        body.wrong("agent",
                   {"代理申请须写明代理人及其授权。", "Name the agent who files, and the power."});
    }
    submission.evidence = body.optional_text("evidence");
    const std::string digest = body.optional_text("content_digest");
    submission.content_digest = signed_digest(step.now());
    if (!digest.empty() && digest != submission.content_digest) {
        body.wrong("content_digest",
                   {"签名所依据的内容与现有草稿不一致,请重新核对后签名。",
                    "What was signed is not what the draft holds now; check and sign again."});
    }
    return submission;
}

// At a counter the day is the one on which the papers reached the bureau, however late they are
// entered; online it is the instant of entry.
// LAW: 最高人民法院关于审理行政许可案件若干问题的规定 第六条
Day read_receipt_day(const Step& step, Body& body, Submission& submission) {
    const bool counter = step.actor().kind == Actor::Kind::officer;
    const auto day = body.day("received_on");
    submission.channel = counter ? "counter" : "online";
    if (const std::string channel = body.optional_text("channel"); counter && !channel.empty()) {
        submission.channel = channel;
    }
    if (!day) return step.today();
    if (!counter) {
        body.wrong("received_on",
                   {"网上提交以进入系统之时为准,不能另填收件日。",
                    "An online filing is received when it is entered; no other day can be given."});
    } else if (*day > step.today()) {
        body.wrong("received_on",
                   {"收件日不能在今天之后。", "The day of receipt lies in the future."});
    } else if (*day < step.today() && submission.evidence.empty()) {
        body.wrong("evidence",
                   {"补录此前收到的材料,须注明收件依据(如收件登记、邮戳)。",
                    "Papers that came earlier need the evidence of that day (a log, a postmark)."});
    }
    return *day;
}

Result<void> submit(Step& step) {
    Body body(step.body());
    Submission submission = read_submission(step, body);
    const Day received = read_receipt_day(step, body, submission);
    if (auto read = body.finish(); !read) return read;
    const auto& verdict = step.context().verdict;
    Json data = {{"county", step.now().county},
                 {"id", step.now().id},
                 {"matter", step.now().matter},
                 {"number", step.context().case_number},
                 {"variant", step.now().variant},
                 {"mode", step.now().mode},
                 {"form", step.now().form},
                 {"typed", step.now().typed},
                 {"materials", step.now().materials},
                 {"shared_data", step.now().shared_data},
                 {"committed", step.now().committed},
                 {"applicant", applicant_of(step, step.now().form)},
                 {"pin", step.context().pin},
                 {"submission", submission},
                 {"received_on", sdk::format_day(received)},
                 {"received_at", step.instant()},
                 {"verdict_pending", !verdict},
                 {"outcome_of_filing", verdict ? verdict->outcome : ""}};
    if (step.actor().kind == Actor::Kind::officer) data["intake"] = step.actor().id;
    step.emit("submitted", std::move(data));
    step.issue(1,
               {{"papers", told_materials(step, "")},
                {"channel", submission.channel},
                {"received_on", sdk::format_day(received)},
                {"received_at", step.instant()},
                {"content_digest", submission.content_digest}});
    return {};
}

// While it waits for acceptance; and, accepted by silence, until the survey is assigned or
// proposed, or where a served request asks for it. What was surveyed and proposed falls with it.
Result<void> lawful_correct(const Step& step) {
    const Case& now = step.now();
    if (now.state == State::correcting || now.open_after_silence()) return {};
    if (now.is_asked_to_correct()) return {};
    if (now.accepted()) {
        return unlawful("CORRECTION_CLOSED",
                        "行政许可法 第三十二条 第一款 第三项",
                        {"受理后申请内容已经固定。", "After acceptance the application is fixed."},
                        {"如需修改,请撤回后重新申请。", "To change it, withdraw and file again."});
    }
    // The verdict of the context is already about the corrected form; the case keeps the last one.
    if (now.outcome_of_filing == "form_error" || now.outcome_of_filing == "redirect_variant")
        return {};
    if (now.verdict_pending) return verdict_pending();
    return Error{
        ErrorCode::conflict,
        "NOTHING_TO_CORRECT",
        {"没有可以当场更正的错误。", "There is no error that could be corrected on the spot."},
        {"缺少的材料请按补正告知办理。", "Missing papers go by the supplement notice."}};
}

// The first call opens the correction; the one that brings values, a choice and the signature
// closes it. Both may be one. LAW: 行政许可法 第三十二条 第一款 第三项
Result<void> correct(Step& step) {
    if (step.body().empty() && step.now().state == State::submitted) {
        step.emit("correcting_opened", {{"by", step.actor().id}});
        return {};
    }
    Body body(step.body());
    const std::string signature = body.text("signature");
    const Json form = step.body().contains("form") ? body.object("form") : step.now().form;
    std::string variant = body.optional_text("variant");
    std::string mode = body.optional_text("mode");
    const bool declined = body.flag("decline_redirect");
    if (auto read = body.finish(); !read) return read;
    if (variant.empty()) variant = step.now().variant;
    if (mode.empty()) mode = step.now().mode;
    if (auto filed = may_be_filed(step.matter(), variant, mode); !filed) return filed;
    if (declined && !step.context().verdict) return verdict_pending();
    if (step.now().state != State::correcting) {
        step.emit("correcting_opened", {{"by", step.actor().id}});
    }
    const auto& verdict = step.context().verdict;
    step.emit("corrected",
              {{"form", form},
               {"typed", step.typed()},
               {"variant", variant},
               {"mode", mode},
               {"applicant", applicant_of(step, form)},
               {"signature", signature},
               {"outcome", verdict ? verdict->outcome : ""},
               {"verdict_pending", !verdict},
               {"changes", changed_values(step.now().form, form)}});
    if (!declined) return {};
    // The applicant chooses the procedure: a redirect that was declined hides no other finding.
    for (const VerdictFinding* finding : verdict->with_outcome("redirect_variant")) {
        Resolution resolution;
        resolution.rule = finding->rule;
        resolution.outcome = finding->outcome;
        resolution.reason = "redirect_declined";
        resolution.by = step.actor().id;
        resolution.at = step.instant();
        step.emit("finding_resolved", resolution);
    }
    return {};
}

// The applicant's act; at a counter, with the signed paper as evidence. An agent withdraws only
// with that power. LAW: 行政许可法 第二十九条 第二款
Result<void> withdraw(Step& step) {
    static const Text withdrawn{"申请人书面撤回申请。", "The applicant withdrew, in writing."};
    Body body(step.body());
    const std::string signature = body.text("signature");
    const std::string reason = body.optional_text("reason");
    const std::string evidence = read_evidence_of_paper(step, body);
    const bool agent = body.flag("by_agent");
    if (auto read = body.finish(); !read) return read;
    const Json& power = step.now().submission.agent;
    if (agent && !(power.is_object() && power.value("may_withdraw", false))) {
        return unlawful(
            "AGENT_POWER",
            "行政许可法 第二十九条 第二款",
            {"代理人没有撤回申请的授权。", "The agent has no power to withdraw."},
            {"请由申请人本人撤回,或补充授权。", "The applicant withdraws, or extends the power."});
    }
    step.emit("withdrawal_signed",
              {{"signature", signature},
               {"reason", reason},
               {"by_agent", agent},
               {"evidence", evidence}});
    end_case(step, State::withdrawn, reason.empty() ? "withdrawn_by_applicant" : reason);
    step.issue(23,
               {{"ground", "withdrawn_by_applicant"},
                {"reason", reason.empty() ? to_json(withdrawn) : Json(reason)},
                {"article", "行政许可法 第二十九条"},
                {"originals_returned", true},
                {"remedies", remedies(*step.context().county, "termination")}});
    return {};
}

}  // namespace

Applicant applicant_of(const Step& step, const Json& form) {
    Applicant applicant = step.now().applicant;
    const Matter& matter = step.matter();
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
    const std::string evidence = body.optional_text("evidence");
    if (evidence.empty() && step.actor().kind == Actor::Kind::officer) {
        body.wrong("evidence",
                   {"窗口代为登记的,须注明申请人签名书面材料的存放处。",
                    "At the counter, say where the applicant's signed paper lies."});
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

void end_case(Step& step, State state, const std::string& reason) {
    step.emit("ended",
              {{"state", state_name(state)},
               {"reason", reason},
               {"on", sdk::format_day(step.today())},
               {"by", step.actor().id}});
}

std::vector<State> every_undecided_state() {
    std::vector<State> states = states_under_review();
    states.insert(states.end(), {State::submitted, State::correcting, State::supplement_wait});
    return states;
}

std::vector<State> states_under_review() {
    return {State::accepted,
            State::reviewing,
            State::survey_assigned,
            State::surveying,
            State::deciding};
}

std::span<const ActionDefinition> filing_actions() {
    static const std::array<ActionDefinition, 3> table{{
        {"submit",
         {"提交申请", "submit"},
         {State::draft},
         {"applicant", "intake"},
         lawful_submit,
         submit},
        {"correct",
         {"当场更正", "correct on the spot"},
         {State::submitted, State::correcting, State::accepted, State::reviewing, State::deciding},
         {"applicant", "intake"},
         lawful_correct,
         correct},
        {"withdraw",
         {"撤回申请", "withdraw"},
         every_undecided_state(),
         {"applicant", "intake"},
         always,
         withdraw},
    }};
    return table;
}

}  // namespace oneseal::cases
