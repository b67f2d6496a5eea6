// Further papers after an acceptance by silence, and what was handed in at a counter.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

// What comes in may itself bring about the acceptance that was due, at the same instant.
std::string just_before(const std::string& instant) {
    return format_instant(*parse_instant(instant) - std::chrono::milliseconds{1});
}

}  // namespace

std::vector<HandedIn> read_paper_materials(Step& step, Body& body) {
    std::vector<HandedIn> materials;
    const Json list = body.list("materials");
    if (!list.empty() && step.by(Role::applicant)) {
        body.wrong("materials", errors::online_each_material_put_as_file());
        return materials;
    }
    std::size_t index = 0;
    for (const Json& item : list) {
        const std::string at = "materials/" + std::to_string(index++);
        auto handed = read_paper_material(item);
        if (!handed) {
            body.wrong(at, errors::not_a_material());
            continue;
        }
        if (!complete_material(*handed, step.matter())) {
            body.wrong(at, errors::matter_has_no_such_material());
            continue;
        }
        if (handed->kind == "electronic") {
            body.wrong(at, errors::put_as_a_file());
            continue;
        }
        if (!handed->as_asked) {
            body.wrong(at, asked_of(*step.matter().material(handed->id)));
            continue;
        }
        const auto& before = step.now().filing.materials;
        const auto same = std::ranges::find(before, handed->id, &HandedIn::id);
        if (same != before.end()) handed->files = same->files;  // scans stay beside the paper
        materials.push_back(std::move(*handed));
    }
    take_in(materials, step.instant(), step.actor().id);
    return materials;
}

Json told_materials(const Step& step, const std::string& since) {
    Json list = Json::array();
    for (const HandedIn& material : step.now().filing.materials) {
        if (!since.empty() && material.received_at <= since) continue;
        const MaterialTerms* terms = step.matter().material(material.id);
        list.push_back({{"id", material.id},
                        {"title", to_json(terms ? terms->title : Text{material.id, material.id})},
                        {"kind", material.kind},
                        {"copies", material.copies},
                        {"pages", material.pages > 0 ? Json(material.pages) : Json()}});
    }
    return list;
}

void issue_receipt(Step& step,
                   const std::string& since,
                   const std::string& received_at,
                   bool complete) {
    step.issue(31,
               {{"papers", told_materials(step, since)},
                {"received_at", received_at},
                {"complete", complete}});
}

// Only after an acceptance by silence, where nobody asked in time: for papers, and for what the
// verdict finds wrong in the form.
Result<void> lawful_request_materials(const Step& step) {
    if (auto assigned = assigned_reviewer(step); !assigned) return assigned;
    if (const auto verdict = step.verdict(); !verdict) return verdict.error();
    if (step.now().intake.accepted_by_silence) return {};
    return errors::one_time_notice();
}

Result<void> perform_request_materials(Step& step) {
    Body body(step.body());
    MaterialRequest request;
    request.days = static_cast<int>(body.number("days", usual_supplement_days));
    const std::string reason = body.text("reason");
    Json told = Json::array();
    for (const Json& id : body.list("materials")) {
        const MaterialTerms* terms =
            id.is_string() ? step.matter().material(id.get<std::string>()) : nullptr;
        if (terms == nullptr) {
            body.wrong("materials", errors::holds_what_no_material_matter());
            continue;
        }
        request.materials.push_back(terms->id);
        told.push_back({{"id", terms->id},
                        {"title", to_json(terms->title)},
                        {"basis", told_basis(terms->basis, *step.context().county)}});
    }
    const auto verdict = step.verdict();
    for (const Json& id : body.list("findings")) {
        const auto finding = std::ranges::find_if(verdict->findings, [&](const auto& one) {
            return one.can_be_mended() && id == one.rule;
        });
        if (finding == verdict->findings.end()) {
            body.wrong("findings", errors::verdict_has_no_such_finding());
            continue;
        }
        if (finding->rule.starts_with("MAT:")) {
            request.materials.push_back(finding->rule.substr(4));
        } else {
            request.findings.push_back(finding->rule);
        }
        told.push_back({{"id", finding->rule},
                        {"title", to_json(finding->message)},
                        {"basis", basis_of_correction(finding->basis, *step.context().county)}});
    }
    if (told.empty()) body.wrong("materials", errors::name_at_least_one());
    if (auto read = body.finish(); !read) return read;
    request.paper = step.issue(32, {{"papers", told}, {"reason", reason}, {"days", request.days}});
    step.emit(MaterialsRequested{request});
    return {};
}

// What was asked for, until the decision; before the survey or the proposal also of one's own
// accord.
Result<void> lawful_provide_materials(const Step& step) {
    const Case& now = step.now();
    if (now.open_after_silence() ||
        (now.intake.accepted_by_silence && !now.supplement.requests.empty()))
        return {};
    return errors::materials_closed();
}

// The form is corrected by `correct`, and only as long as that is open.
Result<void> perform_provide_materials(Step& step) {
    Body body(step.body());
    const std::string signature = body.text("signature");
    const auto materials = read_paper_materials(step, body);
    for (const HandedIn& material : materials) {
        if (step.now().may_still_hand_in(material.id)) continue;
        body.wrong("materials", errors::was_not_asked_for(material.id));
    }
    if (auto read = body.finish(); !read) return read;
    const std::string since =
        std::max(just_before(step.now().intake.accepted_at), step.now().last_receipt_at());
    step.emit(MaterialsProvided{materials, signature});
    const bool complete =
        std::ranges::all_of(step.now().supplement.requests, [&](const MaterialRequest& request) {
            return std::ranges::all_of(
                request.materials, [&](const auto& id) { return step.now().filing.handed_in(id); });
        });
    issue_receipt(step, since, step.instant(), complete);
    return {};
}

}  // namespace oneseal::cases
