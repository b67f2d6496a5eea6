// Files of materials: put in a draft, while it is corrected or supplemented, and after an
// acceptance by silence or a request for further papers.
#include <algorithm>

#include "cases/case_json.hpp"
#include "cases/clauses.hpp"

namespace oneseal::cases {
namespace {

constexpr int most_sheets = 10'000;
constexpr int as_many_as_asked = 0;  // where nobody said how many

Text kind_title(const std::string& kind) {
    if (kind == "original") return {"原件", "the original"};
    if (kind == "copy") return {"复印件", "a copy"};
    return {"电子件", "a file"};
}

}  // namespace

const Text put_as_a_file{"电子件请逐件上传文件。", "Put what is electronic as a file."};

const Text not_a_material{
    "须为材料标识,或 {id, kind, copies, pages};份数、页数为整数。",
    "An id, or {id, kind, copies, pages}; copies and pages are whole numbers."};

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

Text asked_of(const MaterialTerms& terms) {
    Text kinds;
    for (const std::string& kind : terms.kinds) {
        kinds.zh_cn += (kinds.zh_cn.empty() ? "" : "或") + kind_title(kind).zh_cn;
        kinds.en += (kinds.en.empty() ? "" : " or ") + kind_title(kind).en;
    }
    const std::string copies = std::to_string(terms.copies);
    return {"须为" + kinds.zh_cn + "," + copies + " 份", kinds.en + ", " + copies + " of it"};
}

Result<void> lawful_put_material(const Step& step) {
    const Case& now = step.now();
    if (!now.accepted() || now.open_after_silence()) return {};
    if (now.accepted_by_silence && !now.requests.empty()) return {};
    return unlawful("MATERIALS_CLOSED",
                    "行政许可法 第三十二条",
                    {"受理后申请材料已经固定。", "After acceptance the papers are fixed."},
                    {"如需修改,请撤回后重新申请。", "To change them, withdraw and file again."});
}

// The body is the material as the file store has taken it: {id, kind, sha256, bytes …}.
Result<void> perform_put_material(Step& step) {
    HandedIn material = step.body().get<HandedIn>();
    if (!complete_material(material, step.matter())) {
        return Error{ErrorCode::not_found,
                     "MATERIAL_UNKNOWN",
                     {"该事项没有这一材料:" + material.id,
                      "The matter has no material " + material.id + "."},
                     {"请查看事项的材料清单。", "See the matter's list of materials."}};
    }
    if (!material.as_asked) {
        return Error{ErrorCode::invalid_input,
                     "MATERIAL_KIND",
                     {"该材料不能以这种形式提交。", "This material is not handed in in this kind."},
                     {"请到窗口提交原件或复印件。", "Hand the paper in at the counter."}};
    }
    if (step.now().accepted() && !step.now().may_still_hand_in(material.id)) {
        return unlawful("MATERIALS_CLOSED",
                        "行政许可法 第三十二条",
                        {"未要求提供该材料。", "This material was not asked for."},
                        {"只能提供通知中列明的材料。", "Hand in what the request names."});
    }
    step.emit("material_put", material);
    return {};
}

}  // namespace oneseal::cases
