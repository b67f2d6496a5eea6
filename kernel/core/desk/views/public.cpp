#include "desk/views/public.hpp"

#include <nlohmann/json.hpp>

#include "desk/views.hpp"
#include "desk/views/pick.hpp"

namespace oneseal::desk {

Json verification_view(const StoredLicence& licence, const County& county, Day today) {
    const std::string day = sdk::format_day(today);
    const bool ended = !licence.valid_to.empty() && day > licence.valid_to;
    const bool valid = licence.status == "valid" && day >= licence.valid_from && !ended;
    const std::string mask = mask_of(county, licence.matter, "name");
    return {{"number", licence.number},
            {"holder", masked(licence.holder_name, mask)},
            {"status", licence.status},
            {"valid", valid},
            {"valid_from", licence.valid_from},
            {"valid_to", licence.valid_to.empty() ? Json() : Json(licence.valid_to)},
            {"authority", to_json(county.terms.bureau)}};
}

Json gate_view(const Json& gate) {
    Json view = Json::object();
    for (const auto& [condition, met] : gate.items()) view[condition] = pick(met, {"state", "on"});
    return view;
}

}  // namespace oneseal::desk
