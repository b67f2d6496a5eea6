#include "desk/views/public.hpp"

#include <nlohmann/json.hpp>

#include "desk/views.hpp"
#include "desk/views/pick.hpp"

namespace oneseal::desk {

std::string status_on(const StoredLicence& licence, Day today) {
    const std::string day = sdk::format_day(today);
    if (licence.status != "valid") return licence.status;
    if (day < licence.valid_from) return "not_begun";
    return !licence.valid_to.empty() && day > licence.valid_to ? "expired" : "valid";
}

Json verification_view(const StoredLicence& licence, const County& county, Day today) {
    const std::string status = status_on(licence, today);
    const std::string mask = mask_of(county, licence.matter, "name");
    return {{"number", licence.number},
            {"holder", masked(licence.holder_name, mask)},
            {"status", status},
            {"valid", status == "valid"},
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
