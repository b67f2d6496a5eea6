// Files of materials: put in a draft, while it is corrected or supplemented, and after an
// acceptance by silence or a request for further papers.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {
namespace {

constexpr int most_sheets = 10'000;
constexpr int as_many_as_asked = 0;  // where nobody said how many

Text kind_title(const std::string& kind) {
    if (kind == "original") return errors::kind_original();
    if (kind == "copy") return errors::kind_copy();
    return errors::kind_electronic();
}

}  // namespace

std::optional<HandedIn> read_paper_material(const Json& item) {
    const Json paper = item.is_string() ? Json{{"id", item}} : item;
    if (!paper.is_object()) return {};
    const auto whole = [&paper](const char* key, int usual) {
        const Json value = paper.value(key, Json(usual));
        const bool fits = value.is_number_integer() && value >= 0 && value <= most_sheets;
        return fits ? std::optional(value.get<int>()) : std::nullopt;
    };
    const auto copies = whole("copies", as_many_as_asked);
    const auto pages = whole("pages", 0);
    const bool none = paper.contains("copies") && copies == 0;
    if (text_at(paper, "id").empty() || !copies || none || !pages) return {};
    const Json kind = paper.value("kind", Json(""));
    static const std::set<Json> kinds{"", "original", "copy", "electronic"};
    if (!kinds.contains(kind)) return {};
    return HandedIn{paper["id"], kind, *copies, *pages};
}

bool complete_material(HandedIn& material, const Matter& matter) {
    const MaterialTerms* terms = matter.material(material.id);
    if (terms == nullptr) return false;
    if (material.kind.empty()) {
        const auto paper = std::ranges::find_if(
            terms->kinds, [](const std::string& kind) { return kind != "electronic"; });
        material.kind = paper == terms->kinds.end() ? "electronic" : *paper;
    }
    if (material.copies == as_many_as_asked) material.copies = terms->copies;
    const bool enough = material.kind == "electronic" || material.copies >= terms->copies;
    material.as_asked = enough && std::ranges::count(terms->kinds, material.kind) > 0;
    return true;
}

void take_in(std::vector<HandedIn>& materials, const std::string& at, const std::string& by) {
    for (HandedIn& material : materials) {
        if (!material.received_at.empty()) continue;
        material.received_at = at;
        material.received_by = by;
    }
}

Text asked_of(const MaterialTerms& terms) {
    Text kinds;
    for (const std::string& kind : terms.kinds) {
        kinds = kinds.zh_cn.empty() ? kind_title(kind) : errors::or_(kinds, kind_title(kind));
    }
    const std::string copies = std::to_string(terms.copies);
    return errors::must_be_handed_in_as(kinds, copies);
}

Result<void> lawful_put_material(const Step& step) {
    const Case& now = step.now();
    if (!now.accepted() || now.open_after_silence()) return {};
    if (now.intake.accepted_by_silence && !now.supplement.requests.empty()) return {};
    return errors::materials_closed();
}

// The body is the material as the file store has taken it: {id, kind, sha256, bytes …}.
Result<void> perform_put_material(Step& step) {
    HandedIn material = step.body().get<HandedIn>();
    material.received_at = step.instant();
    if (!complete_material(material, step.matter())) {
        return errors::material_unknown(material.id);
    }
    if (!material.as_asked) {
        return errors::material_kind();
    }
    if (step.now().accepted() && !step.now().may_still_hand_in(material.id)) {
        return errors::materials_closed();
    }
    step.emit(MaterialPut{material});
    return {};
}

}  // namespace oneseal::cases
