// What a filed case keeps from the day of its filing: its package and what was promised then.
#include "desk/desk.hpp"
#include "desk/errors.hpp"
#include "storage/objects.hpp"

namespace oneseal::desk {

Error not_installed(const cases::Case& now) {
    const cases::Pin& pin = now.pin;
    const std::string name =
        pin.plugin.empty() ? now.matter
                           : pin.plugin + " " + pin.version + ", SHA-256 " + pin.package_digest;
    return errors::matter_not_installed(name);
}

// What was promised at the filing holds, whatever the county promises since. Only a case that was
// filed under another effective matter needs a look into the database, once for all of its kind.
std::map<std::string, int> Desk::promised_to(const cases::Case& now,
                                             const MatterInForce& in_force) const {
    const std::string& digest = now.pin.matter_digest;
    if (digest.empty() || digest == in_force.matter->digest) return in_force.promised_days;
    const std::lock_guard lock(lasting_->promises_mutex);
    const auto known = lasting_->promises.find(now.county + digest);
    if (known != lasting_->promises.end()) return known->second;
    const auto body = storage::load(database(), now.county, digest);
    // Where it was filed before effective matters were kept, the county's promise of today is all
    // that is known.
    if (!body || !*body) return in_force.promised_days;
    const Json effective = Json::parse(**body);
    return lasting_->promises[now.county + digest] =
               effective.value("promised_days", std::map<std::string, int>{});
}

}  // namespace oneseal::desk
