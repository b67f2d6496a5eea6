#include "access/directory.hpp"

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>

namespace oneseal::access {

using std::chrono::milliseconds;

bool Directory::Session::over(Instant now, std::chrono::minutes idle) const {
    return now >= stored.expires_at || now - Instant{milliseconds{last_used.load()}} > idle;
}

void Directory::set_people(const std::string& county, const nlohmann::json& people) {
    const std::unique_lock lock(mutex_);
    std::erase_if(people_, [&](const auto& each) { return each.first.first == county; });
    for (const auto& person : people) {
        people_[{county, person["id"]}] = {person["name"], person["roles"]};
    }
    for (const auto& [key, account] : accounts_) {
        if (key.first == county) rebuild(key);
    }
}

void Directory::put(Principal account) {
    const std::unique_lock lock(mutex_);
    const Key key{account.county, account.account};
    accounts_[key] = std::move(account);
    rebuild(key);
}

void Directory::put(const Authorisation& authorisation) {
    const std::unique_lock lock(mutex_);
    authorisations_[authorisation.handler][authorisation.id] = authorisation;
    const Key key{std::string{applicants}, authorisation.handler};
    if (accounts_.contains(key)) rebuild(key);
}

void Directory::put(const StoredSession& session, Instant now) {
    const std::unique_lock lock(mutex_);
    auto& place = sessions_[session.token_sha256];
    if (!place) place = std::make_unique<Session>();
    place->stored = session;
    place->last_used = now.time_since_epoch().count();
}

// Joins the account with the person that it stands for, or with the parties it may act for.
void Directory::rebuild(const Key& key) {
    Principal principal = accounts_[key];
    if (!principal.is_applicant()) {
        const auto person = people_.find({key.first, principal.person});
        if (person == people_.end()) {
            principals_.erase(key);
            return;
        }
        principal.name = person->second.name;
        principal.roles = person->second.roles;
    } else if (const auto given = authorisations_.find(key.second);
               given != authorisations_.end()) {
        for (const auto& [id, one] : given->second) {
            principal.handled.insert(one.party.code);
            if (one.revoked_at.empty()) principal.represents.push_back(one.party);
        }
    }
    principals_[key] = std::make_shared<const Principal>(std::move(principal));
}

PrincipalPointer Directory::find_principal(const Key& key, Day today) const {
    const auto it = principals_.find(key);
    if (it == principals_.end()) return nullptr;
    const auto over = [&](const Represented& party) { return party.until && *party.until < today; };
    if (std::ranges::none_of(it->second->represents, over)) return it->second;
    Principal today_only = *it->second;
    std::erase_if(today_only.represents, over);
    return std::make_shared<const Principal>(std::move(today_only));
}

PrincipalPointer Directory::principal(const std::string& county,
                                      const std::string& account,
                                      Day today) const {
    const std::shared_lock lock(mutex_);
    return find_principal({county, account}, today);
}

PrincipalPointer Directory::session_holder(const std::string& token_sha256, Instant now) const {
    const std::shared_lock lock(mutex_);
    return holder(token_sha256, now, false);
}

PrincipalPointer Directory::use_session(const std::string& token_sha256, Instant now) const {
    const std::shared_lock lock(mutex_);
    return holder(token_sha256, now, true);
}

PrincipalPointer Directory::holder(const std::string& token_sha256, Instant now, bool uses) const {
    const auto it = sessions_.find(token_sha256);
    if (it == sessions_.end() || it->second->over(now, idle_)) return nullptr;
    if (uses) it->second->last_used = now.time_since_epoch().count();
    return find_principal({it->second->stored.county, it->second->stored.account}, legal_day(now));
}

std::optional<Instant> Directory::expires_at(const std::string& token_sha256) const {
    const std::shared_lock lock(mutex_);
    const auto it = sessions_.find(token_sha256);
    if (it == sessions_.end()) return {};
    return it->second->stored.expires_at;
}

std::optional<StoredSession> Directory::end_session(const std::string& token_sha256) {
    const std::unique_lock lock(mutex_);
    const auto it = sessions_.find(token_sha256);
    if (it == sessions_.end()) return {};
    StoredSession stored = it->second->stored;
    sessions_.erase(it);
    return stored;
}

std::vector<StoredSession> Directory::sessions() const {
    const std::shared_lock lock(mutex_);
    std::vector<StoredSession> all;
    for (const auto& [token, session] : sessions_) all.push_back(session->stored);
    return all;
}

void Directory::end_sessions_of(const std::string& county, const std::string& account) {
    const std::unique_lock lock(mutex_);
    std::erase_if(sessions_, [&](const auto& each) {
        return each.second->stored.county == county && each.second->stored.account == account;
    });
}

void Directory::drop_expired(Instant now) {
    const std::unique_lock lock(mutex_);
    std::erase_if(sessions_, [&](const auto& each) { return each.second->over(now, idle_); });
}

}  // namespace oneseal::access
