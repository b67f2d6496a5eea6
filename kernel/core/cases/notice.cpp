// The one supplement notice: all that is missing or not in form, told at once.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
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

Text if_it_applies() {
    return {"按更正后的申请内容需要该材料的,才提供", "Only if your corrected answers call for it"};
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
        const Text condition = terms->condition.zh_cn.empty() ? if_it_applies() : terms->condition;
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
        if (std::ranges::count(step.now().materials, material, &HandedIn::id) == 0 &&
            std::ranges::find(step.now().shared_data, material) == step.now().shared_data.end()) {
            body.wrong((at + "/material"),
                       {"申请人没有提交该材料;缺少的材料由审查规则列出。",
                        "The applicant has not handed it in; what is missing the rules name."});
        }
        if (defect.empty()) body.wrong((at + "/defect"), {"须写明缺陷。", "Say what is wrong."});
        if (!is_basis(basis, *step.context().county)) {
            body.wrong((at + "/basis"),
                       {"须写明法规登记中的依据。", "Name the basis, from the law register."});
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
        return now.form.value(key, Json()) != then.value(key, Json());
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
    const SupplementNotice& last = now.notices.back();
    if (item.id.starts_with("CLK:")) {
        const bool same = std::ranges::any_of(now.notices, [&](const SupplementNotice& notice) {
            return std::ranges::any_of(notice.items, [&](const NoticeItem& named) {
                return named.id == item.id && named.message == item.message;
            });
        });
        return same || now.put_since(item.material, last.issued_at);
    }
    if (std::ranges::any_of(now.notices, [&](const auto& n) { return was_named(item, n); }))
        return true;
    const auto reads = verdict.reads.find(item.id);
    if (reads != verdict.reads.end())
        return reads_changed_field(reads->second, now, last.form_then);
    return now.form != last.form_then;
}

// LAW: 行政许可法 第三十二条 第一款 第四项
// LAW: 行政许可法 第七十二条
Result<void> once_only(const std::vector<NoticeItem>& items,
                       const Verdict& verdict,
                       const Case& now) {
    if (now.notices.empty()) return {};
    Error error =
        unlawful("ONE_TIME_NOTICE",
                 "行政许可法 第三十二条 第一款 第四项;第七十二条",
                 {"补正只能一次性告知:以下内容在首次告知时已可见,不得再次要求。",
                  "Everything is to be told at once: these could be seen at the first notice "
                  "and may not be asked for now."},
                 {"请不再要求这些内容,直接受理并依法审查。",
                  "Do not ask for them; accept and review by the law."});
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
        return {"在申请书中更正该项,签名后提交。",
                "Correct it in the application form, sign and hand it in."};
    }
    const Text way{"补交该材料,网上上传或者到窗口提交。",
                   "Hand the paper in, online or at the counter."};
    const bool unfit = std::ranges::any_of(step.now().materials, [&](const HandedIn& handed) {
        return handed.id == item.material && !handed.as_asked;
    });
    const MaterialTerms* terms = step.matter().material(item.material);
    if (!unfit || terms == nullptr) return way;
    const Text asked = asked_of(*terms);
    return {"已收到的不符合要求:" + asked.zh_cn + "。" + way.zh_cn,
            "What you handed in is not what is asked for: " + asked.en + ". " + way.en};
}

Json told_items(const std::vector<NoticeItem>& items, const Step& step) {
    Json told = Json::array();
    for (const NoticeItem& item : items) {
        Json one = {{"id", item.id},
                    {"pointer", item.pointer},
                    {"material", item.material},
                    {"what", to_json(item.message)},
                    {"how", to_json(how_to_correct(item, step))},
                    {"basis", basis_of_correction(item.basis, *step.context().county)}};
        if (!item.condition.zh_cn.empty()) one["only_if"] = to_json(item.condition);
        told.push_back(std::move(one));
    }
    return told;
}

}  // namespace

Result<void> lawful_request_supplement(const Step& step) {
    const auto verdict = step.verdict();
    if (!verdict) return verdict.error();
    for (const char* outcome : {"no_licence_needed", "wrong_authority"}) {
        if (!verdict->has_outcome(outcome)) continue;
        return unlawful("SCOPE_FIRST",
                        "行政许可法 第三十二条 第一款",
                        {"该申请不属于本机关许可范围,不应要求补正。",
                         "The application is not within scope; nothing is to be supplemented."},
                        {"请作不受理或不予受理处理。", "Close it as not needed or no power."});
    }
    // What another variant or mode would need is not known before the applicant has chosen it.
    if (verdict->outcome != "redirect_variant") return {};
    return unlawful("REDIRECT_FIRST",
                    "行政许可法 第三十二条 第一款 第三项",
                    {"应当先由申请人选择办理方式。", "The applicant chooses the procedure first."},
                    {"请通知申请人当场更正或者声明不改。",
                     "Let the applicant correct on the spot, or decline the redirect."});
}

Result<void> perform_request_supplement(Step& step) {
    const Verdict verdict = *step.verdict();
    std::vector<NoticeItem> items = items_of_verdict(verdict);
    add_conditional_items(verdict, step.matter(), items);
    const bool nothing_found = items.empty();
    Body body(step.body());
    add_clerk_items(step, body, items);
    if (nothing_found && items.empty()) {
        body.wrong("items",
                   {"材料齐全、符合法定形式,没有可要求补正的内容,应当受理。",
                    "The application is complete and in form: there is nothing to ask for."});
    }
    if (auto read = body.finish(); !read) return read;
    if (auto once = once_only(items, verdict, step.now()); !once) return once;

    SupplementNotice notice;
    notice.items = items;
    notice.named = named_by(items, verdict);
    notice.form_then = step.now().form;
    for (const HandedIn& handed : step.now().materials) notice.materials_then.push_back(handed.id);
    notice.days =
        step.variant().supplement_days > 0 ? step.variant().supplement_days : usual_supplement_days;
    notice.issued_at = step.instant();
    notice.paper = step.issue(
        2,
        {{"items", told_items(items, step)},
         {"days", notice.days},
         {"period_basis", told_basis(step.variant().supplement_basis, *step.context().county)},
         {"given_up_by_law", step.variant().terminates_by_law}});
    step.emit("notice_issued", notice);
    return {};
}

}  // namespace oneseal::cases
