// The one supplement notice: all that is missing or not in form, told at once.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

// All that is missing or not in form. A ground for refusal never stands in a notice: that would be
// a decision before acceptance.
std::vector<NoticeItem> items_of_verdict(const Verdict& verdict) {
    std::vector<NoticeItem> items;
    for (const VerdictFinding& finding : verdict.findings) {
        if (!finding.can_be_mended()) continue;
        NoticeItem item{finding.rule, finding.pointer, "", finding.message, finding.basis, {}};
        if (finding.rule.starts_with("MAT:")) item.material = finding.rule.substr(4);
        items.push_back(std::move(item));
    }
    return items;
}

bool is_form_pointer(const std::string& name) {
    return name.starts_with("/");
}

// What hangs only on the applicant's own answers is named in plain words, so that it can be asked
// for later; what hangs on registers, data or surveys is the bureau's to settle.
void add_conditional_items(const Verdict& verdict,
                           const Matter& matter,
                           std::vector<NoticeItem>& items) {
    for (const RequiredMaterial& material : verdict.materials) {
        if (material.state != "depends" || material.on.empty() ||
            !std::ranges::all_of(material.on, is_form_pointer)) {
            continue;
        }
        const MaterialTerms* terms = matter.material(material.id);
        if (terms == nullptr) continue;
        const Text condition = terms->condition.zh_cn.empty()
                                   ? errors::only_if_your_corrected_answers_call()
                                   : terms->condition;
        items.push_back(
            {"MAT:" + material.id, "", material.id, terms->title, terms->basis, condition});
    }
}

// The clerk's own: a defect of a paper that was handed in. It needs the article that asks for it.
// LAW: 行政许可法 第三十一条 第一款
void add_clerk_items(Step& step, Body& body, std::vector<NoticeItem>& items) {
    std::size_t index = 0;
    for (const Json& given : body.list("items")) {
        const std::string at = "items/" + std::to_string(index++);
        const auto text = [&given](const char* key) {
            const bool there = given.is_object() && given.contains(key) && given[key].is_string();
            return there ? given[key].get<std::string>() : std::string();
        };
        const std::string material = text("material");
        const std::string defect = text("defect");
        const Json basis = given.is_object() ? given.value("basis", Json()) : Json();
        // A claim of shared data that proves untrue is such a defect too.
        if (std::ranges::count(step.now().filing.materials, material, &HandedIn::id) == 0 &&
            std::ranges::find(step.now().filing.shared_data, material) ==
                step.now().filing.shared_data.end()) {
            body.wrong((at + "/material"), errors::applicant_has_not_handed_in_what());
        }
        if (defect.empty()) body.wrong((at + "/defect"), errors::say_what_wrong());
        if (!is_basis(basis, *step.context().county)) {
            body.wrong((at + "/basis"), errors::name_basis_from_law_register());
        }
        items.push_back(
            {"CLK:" + material, "/materials/" + material, material, {defect, defect}, basis, {}});
    }
}

// Rules that waited for a field named in the notice count as named by it.
std::vector<std::string> named_by(const std::vector<NoticeItem>& items, const Verdict& verdict) {
    std::set<std::string> named;
    std::set<std::string> fields;
    for (const NoticeItem& item : items) {
        named.insert(item.id);
        if (item.id.starts_with("FLD:")) {
            const std::string path = item.id.substr(4);
            fields.insert("form." + path.substr(0, path.find('/')));
        }
    }
    for (const std::string& rule : verdict.waiting) {
        const auto reads = verdict.reads.find(rule);
        if (reads == verdict.reads.end()) continue;
        if (std::ranges::any_of(reads->second,
                                [&](const auto& name) { return fields.contains(name); })) {
            named.insert(rule);
        }
    }
    return {named.begin(), named.end()};
}

bool reads_changed_field(const std::vector<std::string>& reads, const Case& now, const Json& then) {
    return std::ranges::any_of(reads, [&](const std::string& name) {
        if (!name.starts_with("form.")) return false;
        const std::string key = name.substr(5);
        return now.filing.form.value(key, Json()) != then.value(key, Json());
    });
}

bool was_named(const NoticeItem& item, const SupplementNotice& notice) {
    if (std::ranges::find(notice.named, item.id) != notice.named.end()) return true;
    return std::ranges::any_of(notice.items, [&](const NoticeItem& named) {
        return !item.material.empty() && named.material == item.material;
    });
}

// Whether another notice may name this: an earlier one named it, or what was handed in since the
// last one brought it. A clerk sees a paper once: a new defect needs a new paper.
bool may_be_asked_again(const NoticeItem& item, const Verdict& verdict, const Case& now) {
    const SupplementNotice& last = now.supplement.notices.back();
    if (item.id.starts_with("CLK:")) {
        const bool same =
            std::ranges::any_of(now.supplement.notices, [&](const SupplementNotice& notice) {
                return std::ranges::any_of(notice.items, [&](const NoticeItem& named) {
                    return named.id == item.id && named.message == item.message;
                });
            });
        return same || now.filing.put_since(item.material, last.issued_at);
    }
    if (std::ranges::any_of(now.supplement.notices,
                            [&](const auto& n) { return was_named(item, n); }))
        return true;
    const auto reads = verdict.reads.find(item.id);
    if (reads != verdict.reads.end())
        return reads_changed_field(reads->second, now, last.form_then);
    return now.filing.form != last.form_then;
}

// LAW: 行政许可法 第三十二条 第一款 第四项
// LAW: 行政许可法 第七十二条
Result<void> once_only(const std::vector<NoticeItem>& items,
                       const Verdict& verdict,
                       const Case& now) {
    if (now.supplement.notices.empty()) return {};
    Error error = errors::one_time_notice();
    for (const NoticeItem& item : items) {
        if (!may_be_asked_again(item, verdict, now)) {
            error.findings.push_back({item.pointer, item.message, item.id, ""});
        }
    }
    if (error.findings.empty()) return {};
    return error;
}

// How to put it right, beside what is wrong.
Text how_to_correct(const NoticeItem& item, const Step& step) {
    if (item.material.empty()) {
        return errors::correct_in_application_form_sign();
    }
    const Text way = errors::hand_paper_in_online_or_at_counter();
    const bool unfit = std::ranges::any_of(
        step.now().filing.materials,
        [&](const HandedIn& handed) { return handed.id == item.material && !handed.as_asked; });
    const MaterialTerms* terms = step.matter().material(item.material);
    if (!unfit || terms == nullptr) return way;
    const Text asked = asked_of(*terms);
    return errors::what_you_handed_in_not_what_asked(asked, way);
}

// What is missing is asked for by its title; a defect is said as it was found.
Text what_to_correct(const NoticeItem& item, const Step& step) {
    const MaterialTerms* terms = step.matter().material(item.material);
    const bool missing = item.id == "MAT:" + item.material;
    return missing && terms != nullptr ? errors::hand_in(terms->title) : item.message;
}

Json told_items(const std::vector<NoticeItem>& items, const Step& step) {
    Json told = Json::array();
    for (const NoticeItem& item : items) {
        Json one = {{"id", item.id},
                    {"pointer", item.pointer},
                    {"material", item.material},
                    {"what", to_json(what_to_correct(item, step))},
                    {"how", to_json(how_to_correct(item, step))},
                    {"basis", basis_of_correction(item.basis, *step.context().county)}};
        if (!item.condition.zh_cn.empty()) one["only_if"] = to_json(item.condition);
        told.push_back(std::move(one));
    }
    return told;
}

}  // namespace

Result<void> lawful_request_supplement(const Step& step) {
    // Where the rules do not answer, the clerk asks for what is seen to be wrong.
    const auto verdict = step.verdict();
    if (!verdict) return {};
    for (const VerdictOutcome outcome :
         {VerdictOutcome::no_licence_needed, VerdictOutcome::wrong_authority}) {
        if (!verdict->has_outcome(outcome)) continue;
        return errors::scope_first();
    }
    // What another variant or mode would need is not known before the applicant has chosen it.
    if (verdict->outcome != VerdictOutcome::redirect_variant) return {};
    return errors::redirect_first();
}

Result<void> perform_request_supplement(Step& step) {
    const auto answered = step.verdict();
    const Verdict verdict = answered ? *answered : Verdict{};
    std::vector<NoticeItem> items = items_of_verdict(verdict);
    add_conditional_items(verdict, step.matter(), items);
    const bool nothing_found = items.empty();
    Body body(step.body());
    add_clerk_items(step, body, items);
    if (nothing_found && items.empty()) {
        body.wrong("items", errors::application_complete_and_in_form());
    }
    if (auto read = body.finish(); !read) return read;
    if (auto once = once_only(items, verdict, step.now()); !once) return once;

    SupplementNotice notice;
    notice.items = items;
    notice.named = named_by(items, verdict);
    notice.form_then = step.now().filing.form;
    for (const HandedIn& handed : step.now().filing.materials)
        notice.materials_then.push_back(handed.id);
    notice.days =
        step.variant().supplement_days > 0 ? step.variant().supplement_days : usual_supplement_days;
    notice.issued_at = step.instant();
    notice.paper = step.issue(
        2,
        {{"items", told_items(items, step)},
         {"days", notice.days},
         {"period_basis", told_basis(step.variant().supplement_basis, *step.context().county)},
         {"given_up_by_law", step.variant().terminates_by_law}});
    step.emit(NoticeIssued{notice});
    if (!answered) step.emit(Noted{"without_verdict", {{"by", step.actor().id}}});
    return {};
}

}  // namespace oneseal::cases
