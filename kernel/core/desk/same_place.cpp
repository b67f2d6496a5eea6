#include "desk/same_place.hpp"

#include "base/text_normal.hpp"
#include "desk/errors.hpp"
#include "desk/list_repository.hpp"
#include "desk/rights.hpp"
#include "desk/snapshot.hpp"

namespace oneseal::desk {
namespace {

Json told(const cases::Case& other, const std::string& licence_number) {
    const Text message = licence_number.empty() ? errors::same_place_case(other.number)
                                                : errors::same_place_licence(licence_number);
    return {{"number", other.number},
            {"licence_number", licence_number},
            {"message", to_json(message)}};
}

}  // namespace

Result<Json> same_place(storage::Database& database,
                        const Matter& matter,
                        const cases::Case& now,
                        Day today) {
    Result<Json> found(boost::system::in_place_value, Json::array());
    const std::string place = normal_code(matter.place(now.filing.form));
    const std::string code = normal_code(matter.applicant_code(now.filing.form));
    if (place.empty() || code.empty()) return found;
    // Who renews or changes a licence holds it, of course.
    const Variant* variant = matter.variant(now.filing.variant);
    const bool asks_for_new = variant == nullptr || variant->effect == "issue";
    const auto filed = filed_by(database, now.county, matter.id, code, sdk::format_day(today));
    if (!filed) return filed.error();
    for (const FiledCase& one : *filed) {
        if (one.id == now.id) continue;
        // A damaged case is named where it is read itself.
        const auto other = read_snapshot(one.snapshot, one.id);
        if (!other || normal_code(matter.place(other->filing.form)) != place) continue;
        // What waits for its seal has told nobody how it was decided.
        if (other->undecided() || decision_awaits_seal(*other)) {
            found->push_back(told(*other, ""));
        } else if (one.is_licensed && asks_for_new) {
            found->push_back(told(*other, other->decision.licence_number));
        }
    }
    return found;
}

}  // namespace oneseal::desk
