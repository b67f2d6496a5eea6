// Identities that a counter has checked, and the handlers that parties authorise.
#include <nlohmann/json.hpp>

#include "access/errors.hpp"
#include "access/state.hpp"
#include "base/ids.hpp"
#include "base/text_normal.hpp"
#include "identifiers/identifiers.hpp"

namespace oneseal::access {
namespace {

constexpr std::chrono::years longest_authorisation{2};

// The same day after so many years; the last of February where there is none.
Day years_after(Day day, std::chrono::years years) {
    std::chrono::year_month_day date{day};
    date += years;
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
    return date;
}

// The party with the giver's own name for it; nothing where the giver does not stand for it itself,
// for who is only authorised authorises nobody.
std::optional<Represented> own_party(const Principal& giver, const std::string& code) {
    if (!giver.verified || !giver.acts_itself_for(code)) return {};
    if (code == giver.id_number) return Represented{giver.name, "person", code};
    for (const Represented& party : giver.represents) {
        if (party.authorisation.empty() && party.code == code) return party;
    }
    return {};
}

}  // namespace

// LAW: 个人信息保护法 第六条
Result<Principal> Access::identify(const Identity& identity) {
    const Instant now = state_->clock.now();
    const std::string id_number = normal_code(identity.id_number);
    if (!sdk::person_id_can_be(id_number, legal_day(now))) return errors::access_id_number_wrong();
    auto stored = state_->repository.account(std::string{applicants}, identity.username);
    if (!stored) return stored.error();
    if (!*stored) return errors::access_no_account();
    Principal account = std::move((**stored).principal);
    account.name = normal_line(identity.name);
    account.id_number = id_number;
    account.verified = true;
    auto identified = state_->repository.identify(account, identity, now);
    if (!identified) return identified.error();
    if (!*identified) return errors::access_identity_differs();
    state_->directory.put(account);
    return account;
}

Result<Authorisation> Access::authorise(const Principal& giver, const NewAuthorisation& wanted) {
    const Instant now = state_->clock.now();
    const Day today = legal_day(now);
    const auto party = own_party(giver, normal_code(wanted.party));
    if (!party) return errors::access_party_not_own();
    if (wanted.until < today || wanted.until > years_after(today, longest_authorisation)) {
        return errors::access_authorisation_term(longest_authorisation.count());
    }
    auto handler = state_->repository.account(std::string{applicants}, wanted.handler);
    if (!handler) return handler.error();
    if (!*handler || !(**handler).principal.verified) return errors::access_handler_unknown();
    Authorisation made;
    made.id = random_id();
    made.giver = giver.account;
    made.handler = (**handler).principal.account;
    made.party = *party;
    made.party.authorisation = made.id;
    made.party.counties = wanted.counties;
    made.party.matters = wanted.matters;
    made.party.until = wanted.until;
    made.party.may_withdraw = wanted.may_withdraw;
    made.power_of_attorney = normal_line(wanted.power_of_attorney);
    made.given_at = format_instant(now);
    if (auto added = state_->authorisations.add(made, now); !added) return added.error();
    state_->directory.put(made);
    return made;
}

Result<std::vector<Authorisation>> Access::authorisations(const Principal& who) const {
    auto all = state_->authorisations.all();
    if (!all) return all.error();
    std::erase_if(*all, [&](const Authorisation& one) {
        return one.giver != who.account && one.handler != who.account;
    });
    return all;
}

Result<void> Access::revoke(const Principal& who, const std::string& id) {
    const auto own = authorisations(who);
    if (!own) return own.error();
    for (Authorisation one : *own) {
        if (one.id != id) continue;
        if (!one.revoked_at.empty()) return {};
        const Instant now = state_->clock.now();
        one.revoked_at = format_instant(now);
        if (auto revoked = state_->authorisations.revoke(one, who.account, now); !revoked)
            return revoked;
        state_->directory.put(one);
        return {};
    }
    return errors::access_no_authorisation();
}

PrincipalPointer Access::applicant(const std::string& account) const {
    return state_->directory.principal(
        std::string{applicants}, account, legal_day(state_->clock.now()));
}

// Another process may have given or revoked some.
Result<void> Access::State::refresh_authorisations() {
    const auto version = authorisations.version();
    if (!version) return version.error();
    if (*version == authorisations_version) return {};
    auto all = authorisations.all();
    if (!all) return all.error();
    for (const Authorisation& one : *all) directory.put(one);
    authorisations_version = *version;
    return {};
}

}  // namespace oneseal::access
