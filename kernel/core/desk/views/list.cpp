#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "cases/words.hpp"
#include "desk/views.hpp"

namespace oneseal::desk {
namespace {

Json or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

std::string light_of(const CaseListRow& row, Day today) {
    if (row.due_on.empty()) return "";
    return cases::light_on({sdk::parse_day(row.yellow_on),
                            sdk::parse_day(row.orange_on),
                            *sdk::parse_day(row.due_on) + std::chrono::days{1}},
                           today);
}

Json title_of_variant(const Matter* matter, const std::string& variant) {
    const Variant* found = matter != nullptr ? matter->variant(variant) : nullptr;
    return to_json(found != nullptr ? found->title : Text{variant, variant});
}

// What it waits for, and who alone can go on with it.
void add_work(const CaseListRow& row,
              const County& county,
              const access::Principal& who,
              Json& view) {
    Json waits_for = Json::array();
    Json holders = Json::array();
    const Json work = Json::parse(row.work, nullptr, false);
    for (const Json& item : work.is_array() ? work : Json::array()) {
        const auto list = cases::worklists.find(item[0].get<std::string>());
        const bool applicants = list == cases::Worklist::to_answer;
        if (!list || who.is_applicant() != applicants) continue;
        if (!applicants && !sees_course(who) && list != cases::Worklist::to_seal) continue;
        const Json entry{{"list", item[0]}, {"title", to_json(cases::worklist_title(*list))}};
        if (std::ranges::find(waits_for, entry) == waits_for.end()) waits_for.push_back(entry);
        const auto officer =
            std::ranges::find(county.officers, item[1].get<std::string>(), &cases::Officer::id);
        if (officer != county.officers.end()) {
            holders.push_back({{"id", officer->id}, {"name", officer->name}});
        }
    }
    view["waits_for"] = std::move(waits_for);
    view["holders"] = std::move(holders);
}

}  // namespace

// Not the department that supervises, nor who only seals: who was drawn is not theirs to know.
bool sees_course(const access::Principal& who) {
    static constexpr std::array roles{Role::intake,
                                      Role::reviewer,
                                      Role::decider,
                                      Role::surveyor,
                                      Role::head,
                                      Role::legal,
                                      Role::supervisor,
                                      Role::integrity};
    return std::ranges::any_of(roles, [&](Role role) { return access::may(who, role); });
}

Json list_view(const CaseListRow& row,
               const County& county,
               const access::Principal& who,
               Day today) {
    const MatterInForce* in_force = county.matter(row.matter);
    const Matter* matter = in_force != nullptr ? in_force->matter.get() : nullptr;
    const std::string name_mask = matter != nullptr ? mask_of(*matter, "name") : "name";
    const std::string code_mask = matter != nullptr ? mask_of(*matter, "code") : "id";
    const Text title = matter != nullptr ? matter->title : Text{row.matter, row.matter};
    const auto state = cases::states.find(row.state);
    Json view{{"id", row.id},
              {"number", or_null(row.number)},
              {"version", row.version},
              {"state", row.state},
              {"state_title", to_json(cases::state_title(state.value_or(cases::State::draft)))},
              {"matter", row.matter},
              {"matter_title", to_json(title)},
              {"variant", row.variant},
              {"variant_title", title_of_variant(matter, row.variant)},
              {"applicant",
               {{"name", masked(shortened(row.applicant_name, longest_name), name_mask)},
                {"code", masked(shortened(row.applicant_code, longest_code), code_mask)}}},
              {"received_on", or_null(row.received_on)},
              {"due_on", or_null(row.due_on)},
              {"provisional", row.provisional},
              {"updated_at", row.updated_at}};
    add_work(row, county, who, view);
    if (who.is_applicant()) return view;
    view["promised_on"] = or_null(row.promised_on);
    view["light"] = or_null(light_of(row, today));
    return view;
}

}  // namespace oneseal::desk
