// Files of materials: put in a draft, while it is corrected or supplemented, and after an
// acceptance by silence or a request for further papers.
#include <algorithm>
#include <array>

#include "cases/actions.hpp"
#include "cases/case_json.hpp"

namespace oneseal::cases {
namespace {

Result<void> lawful_put(const Step& step) {
    const Case& now = step.now();
    if (!now.accepted() || now.open_after_silence()) return {};
    if (now.accepted_by_silence && !now.requests.empty()) return {};
    return unlawful("MATERIALS_CLOSED",
                    "行政许可法 第三十二条",
                    {"受理后申请材料已经固定。", "After acceptance the papers are fixed."},
                    {"如需修改,请撤回后重新申请。", "To change them, withdraw and file again."});
}

// The body is the material as the file store has taken it: {id, kind, sha256, bytes …}.
Result<void> put_material(Step& step) {
    const HandedIn material = step.body().get<HandedIn>();
    const MaterialTerms* terms = step.matter().material(material.id);
    if (terms == nullptr) {
        return Error{ErrorCode::not_found,
                     "MATERIAL_UNKNOWN",
                     {"该事项没有这一材料:" + material.id,
                      "The matter has no material " + material.id + "."},
                     {"请查看事项的材料清单。", "See the matter's list of materials."}};
    }
    if (std::ranges::find(terms->kinds, material.kind) == terms->kinds.end()) {
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

}  // namespace

std::span<const ActionDefinition> file_actions() {
    static const std::array<ActionDefinition, 1> table{{
        {"put_material",
         {"上传材料", "put a material"},
         {State::draft,
          State::correcting,
          State::supplement_wait,
          State::accepted,
          State::reviewing,
          State::survey_assigned,
          State::surveying,
          State::deciding},
         {"applicant", "intake"},
         lawful_put,
         put_material},
    }};
    return table;
}

}  // namespace oneseal::cases
