// Files of materials: put in a draft, while it is corrected or supplemented, and after an
// acceptance by silence or a request for further papers.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"
#include "cases/errors.hpp"

namespace oneseal::cases {
namespace {

constexpr int most_sheets = 10'000;
constexpr std::size_t most_files = 30;
constexpr int as_many_as_asked = 0;  // where nobody said how many
constexpr const char* by_system = "system";

Text kind_title(const std::string& kind) {
    if (kind == "original") return errors::kind_original();
    if (kind == "copy") return errors::kind_copy();
    return errors::kind_electronic();
}

int pages_of(const std::vector<MaterialFile>& files) {
    int pages = 0;
    for (const MaterialFile& file : files) pages += file.pages;
    return pages;
}

// A paper that was not as asked for gives way to its files.
HandedIn as_it_stands(const FilingAspect& filing, const std::string& id) {
    const auto found = std::ranges::find(filing.materials, id, &HandedIn::id);
    if (found == filing.materials.end() || !found->made_by.empty()) {
        return {.id = id, .kind = "electronic"};
    }
    if (found->as_asked) return *found;
    return {.id = id, .kind = "electronic", .files = found->files};
}

// In place of the one of the same key. A counter's scan of a paper that is there hands nothing in:
// it must not pass for the applicant's answer to a notice.
Result<void> put_file(HandedIn& material, MaterialFile file, bool by_applicant) {
    if (by_applicant || material.kind == "electronic" || material.received_at.empty()) {
        material.received_at = file.received_at;
        material.received_by = file.received_by;
    }
    const auto same = std::ranges::find(material.files, file.key, &MaterialFile::key);
    if (same != material.files.end()) {
        *same = std::move(file);
    } else if (material.files.size() < most_files) {
        material.files.push_back(std::move(file));
    } else {
        return errors::too_many_files(most_files);
    }
    if (material.kind == "electronic") material.pages = pages_of(material.files);
    return {};
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
    return HandedIn{.id = paper["id"], .kind = kind, .copies = *copies, .pages = *pages};
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

void make_application(FilingAspect& filing, const Matter& matter) {
    std::erase_if(filing.materials, [](const HandedIn& one) { return one.made_by == by_system; });
    for (const MaterialTerms& terms : matter.materials) {
        if (!terms.made_by_system || !terms.is_of(filing.variant)) continue;
        const auto own = std::ranges::find(filing.materials, terms.id, &HandedIn::id);
        if (own != filing.materials.end()) continue;
        filing.materials.push_back(
            {.id = terms.id, .kind = "electronic", .copies = terms.copies, .made_by = by_system});
    }
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

// The body is {id, file}, the file as the store has taken it.
// LAW: 行政许可法 第三十一条 第一款
Result<void> perform_put_material(Step& step) {
    auto file = member(step.body(), "file").get<MaterialFile>();
    file.received_at = step.instant();
    HandedIn material = as_it_stands(step.now().filing, text_at(step.body(), "id"));
    if (auto fits = put_file(material, std::move(file), step.by(Role::applicant)); !fits)
        return fits;
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

bool take_out(FilingAspect& filing, const std::string& material, const std::string& key) {
    const auto found = std::ranges::find(filing.materials, material, &HandedIn::id);
    if (found == filing.materials.end()) return false;
    if (key.empty()) {
        filing.materials.erase(found);
        return true;
    }
    const auto file = std::ranges::find(found->files, key, &MaterialFile::key);
    if (file == found->files.end()) return false;
    found->files.erase(file);
    if (found->kind != "electronic") return true;  // the paper is there all the same
    if (found->files.empty()) {
        filing.materials.erase(found);
    } else {
        found->pages = pages_of(found->files);
    }
    return true;
}

void record_paper(FilingAspect& filing, HandedIn paper) {
    const auto before = std::ranges::find(filing.materials, paper.id, &HandedIn::id);
    if (before == filing.materials.end()) {
        filing.materials.push_back(std::move(paper));
        return;
    }
    paper.files = std::move(before->files);
    *before = std::move(paper);
}

}  // namespace oneseal::cases
