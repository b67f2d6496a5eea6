// Who has an account, people and sessions in memory. Passwords are only in the database. Internal
// to this folder. [any thread]
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "access/authorisation.hpp"
#include "access/repository.hpp"

namespace oneseal::access {

class Directory {
  public:
    explicit Directory(std::chrono::minutes idle) : idle_(idle) {}

    // Replaces what is known of the county's people, and adds accounts and sessions.
    void set_people(const std::string& county, const nlohmann::json& people);
    void put(Principal account);
    // In place of what was known of it.
    void put(const Authorisation& authorisation);
    void put(const StoredSession& session, Instant now);

    // As the configuration stands now, with the authorisations that hold on the day; null for an
    // account whose person is no longer in it.
    PrincipalPointer principal(const std::string& county,
                               const std::string& account,
                               Day today) const;

    // Null where the session is unknown, expired, idle too long, or its person has gone. Counts as
    // use.
    PrincipalPointer use_session(const std::string& token_sha256, Instant now) const;
    // The same, but no use: the session goes on running out.
    PrincipalPointer session_holder(const std::string& token_sha256, Instant now) const;
    // Nothing where the session is unknown.
    std::optional<Instant> expires_at(const std::string& token_sha256) const;
    // Takes the session out.
    std::optional<StoredSession> end_session(const std::string& token_sha256);
    std::vector<StoredSession> sessions() const;
    void end_sessions_of(const std::string& county, const std::string& account);
    void drop_expired(Instant now);

  private:
    using Key = std::pair<std::string, std::string>;  // county and name
    struct Person {
        std::string name{};
        std::set<Role> roles{};
    };
    struct Session {
        StoredSession stored{};
        mutable std::atomic<Instant::rep> last_used{0};
        bool over(Instant now, std::chrono::minutes idle) const;
    };

    PrincipalPointer find_principal(const Key& key, Day today) const;
    PrincipalPointer holder(const std::string& token_sha256, Instant now, bool uses) const;
    void rebuild(const Key& key);

    const std::chrono::minutes idle_;
    mutable std::shared_mutex mutex_{};
    std::map<Key, Person> people_{};
    std::map<Key, Principal> accounts_{};           // by account id
    std::map<Key, PrincipalPointer> principals_{};  // by account id
    // By the handler's account and their id.
    std::map<std::string, std::map<std::string, Authorisation>> authorisations_{};
    std::unordered_map<std::string, std::unique_ptr<Session>> sessions_{};
};

}  // namespace oneseal::access
