// Sealing, archiving; alarms and verdicts that come later.
#include <algorithm>
#include <array>
#include <set>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

bool is_unsealed(const PaperRecord& paper) {
    return paper.seal == "licensing" && paper.sealed_at.empty();
}

// Whoever decided the case; otherwise the one reviewer, decider or head who made all of the papers;
// empty where nobody has approved by that. A clerk of the counter may only have written them down.
std::string approver_by_act(const Step& step) {
    if (step.now().decision.outcome) return step.now().decision.outcome->by;
    std::set<std::string> makers;
    for (const PaperRecord& paper : step.now().papers) {
        if (is_unsealed(paper)) makers.insert(paper.issued_by);
    }
    const Officer* maker = makers.size() == 1 ? step.context().officer(*makers.begin()) : nullptr;
    if (maker == nullptr || maker->roles.contains(Role::intake)) return "";
    const bool approves =
        std::ranges::any_of(std::array{Role::reviewer, Role::decider, Role::head},
                            [&](Role role) { return maker->roles.contains(role); });
    return approves ? maker->id : "";
}

// What an applicant, a timer or a clerk brought about needs the name of a head.
std::string read_approver(const Step& step, Body& body) {
    const std::string named = body.text("approver");
    if (const std::string approver = approver_by_act(step); !approver.empty()) {
        if (!named.empty() && named != approver) {
            body.wrong("approver", errors::who_made_paper_has_approved());
        }
        return approver;
    }
    const Officer* officer = step.context().officer(named);
    if (officer == nullptr || !officer->roles.contains(Role::head) || named == step.actor().id) {
        body.wrong("approver", errors::name_head_who_approved_not_one_who());
    }
    return named;
}

// Of each file; of the application that of what was signed; paper without a scan has an empty one.
std::vector<std::string> digests_of(const HandedIn& material, const Submission& filed) {
    if (!material.made_by.empty()) return {filed.content_digest};
    std::vector<std::string> digests;
    for (const MaterialFile& file : material.files) digests.push_back(file.sha256);
    if (digests.empty()) digests.emplace_back();
    return digests;
}

}  // namespace

// LAW: 行政许可法 第七十四条 第二项
bool raise_alarm(Step& step, ClockKind kind) {
    for (const CaseClock& clock : clocks(step.now(), step.context())) {
        if (clock.kind != kind || !clock.running || !clock.proof.due) continue;
        const Day due = *clock.proof.due;
        const auto raised = step.now().alarms.find(clock_kinds.of(kind));
        if (step.today() <= due) continue;
        if (raised != step.now().alarms.end() && raised->second == due) continue;
        step.emit(AlarmRaised{clock_kinds.of(kind), due, clock.article, clock.title});
        return true;
    }
    return false;
}

// Who drafted, as reviewer, decider or whoever made one of the papers, does not seal.
Result<void> lawful_seal(const Step& step) {
    const Case& now = step.now();
    const std::string& person = step.actor().id;
    if (std::ranges::none_of(now.papers, is_unsealed)) {
        return errors::nothing_to_seal();
    }
    const bool drafted = now.people.was_drawn_as(Role::reviewer, person) ||
                         now.people.is_recused(person) ||
                         (now.decision.outcome && person == now.decision.outcome->by) ||
                         std::ranges::any_of(now.papers, [&](const PaperRecord& paper) {
                             return is_unsealed(paper) && paper.issued_by == person;
                         });
    if (!drafted) return {};
    return errors::sod_5();
}

// One act for the decision and the certificate, by their hashes. LAW: 行政许可法 第三十九条 第一款
Result<void> perform_seal(Step& step) {
    Body body(step.body());
    const std::string approver = read_approver(step, body);
    if (auto read = body.finish(); !read) return read;
    const bool grant = step.now().state == State::granted;
    if (grant) {
        step.issue(17,
                   {{"licence", step.now().decision.licence},
                    {"attributes", told_attributes(step, step.now().decision.licence)},
                    {"certificate_number", step.now().decision.licence_number},
                    {"issued_on", sdk::format_day(*step.now().decision.outcome->on)}});
    }
    Json papers = Json::array();
    for (const PaperRecord& paper : step.now().papers) {
        if (!is_unsealed(paper)) continue;
        papers.push_back({{"paper", paper.id},
                          {"title", to_json(paper.title)},
                          {"document_number", paper.number},
                          {"sha256", paper.content_sha256}});
    }
    step.emit(Sealed{step.actor().id, step.today(), papers});
    step.issue(28,
               {{"papers", papers},
                {"seal_id", step.now().county + "-licensing"},
                {"applied_by", name_of(step, step.actor().id)},
                {"approver", name_of(step, approver)},
                {"at", step.instant()}});
    if (grant) step.emit(Certified{step.now().decision.licence_number});
    return {};
}

Result<void> lawful_archive(const Step& step) {
    if (step.now().file_is_complete()) return {};
    return errors::file_incomplete();
}

Result<void> perform_archive(Step& step) {
    Json list = Json::array();
    for (const PaperRecord& paper : step.now().papers) {
        list.push_back({{"paper", paper.id},
                        {"title", to_json(paper.title)},
                        {"sha256", paper.content_sha256}});
    }
    for (const HandedIn& material : step.now().filing.materials) {
        const MaterialTerms* terms = step.matter().material(material.id);
        for (const std::string& sha256 : digests_of(material, step.now().filing.submission)) {
            list.push_back(
                {{"material", material.id},
                 {"title",
                  to_json(terms != nullptr ? terms->title : Text{material.id, material.id})},
                 {"kind", material.kind},
                 {"sha256", sha256}});
        }
    }
    step.emit(Archived{});
    step.issue(35, {{"list", std::move(list)}});
    return {};
}

Result<void> lawful_raise_alarm(const Step&) {
    return {};
}

// A limit has passed: on record with its article, once. The promise is alarmed apart from the law.
Result<void> perform_raise_alarm(Step& step) {
    Body body(step.body());
    const std::string kind = body.text("kind");
    if (auto read = body.finish(); !read) return read;
    if (const auto clock = clock_kinds.find(kind); clock && raise_alarm(step, *clock)) return {};
    return errors::no_limit_missed();
}

Result<void> lawful_recount(const Step&) {
    return {};
}

// A last day that was provisional, counted anew by the notices that have come since.
Result<void> perform_recount(Step& step) {
    Body body(step.body());
    const std::string before = body.text("before");
    if (auto read = body.finish(); !read) return read;
    const auto all = clocks(step.now(), step.context());
    const CaseClock* clock = leading_clock(all);
    if (clock == nullptr || !clock->proof.due) return {};
    step.emit(
        Recounted{clock_kinds.of(clock->kind), before, clock->proof.due, clock->proof.provisional});
    return {};
}

Result<void> lawful_evaluate(const Step&) {
    return {};
}

// The verdict that a filing had to wait for.
Result<void> perform_evaluate(Step& step) {
    const auto verdict = step.verdict();
    if (!verdict) return verdict.error();
    // Who is a party is known only now. Nobody's right to act for another one was seen, though.
    // LAW: 行政许可法 第二十九条 第二款
    std::optional<Applicant> applicant = applicant_of(step, step.now().filing.form);
    const bool another =
        !applicant->code.empty() && applicant->code != step.now().filing.applicant.code;
    if (another) applicant.reset();
    step.emit(Evaluated{verdict->outcome, std::move(applicant)});
    return {};
}

}  // namespace oneseal::cases
