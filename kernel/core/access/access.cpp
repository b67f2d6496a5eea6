#include "access/access.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "access/errors.hpp"
#include "access/state.hpp"
#include "base/ids.hpp"
#include "base/text_normal.hpp"
#include "crypto/digest.hpp"
#include "crypto/password.hpp"
#include "text/utf8.hpp"

namespace oneseal::access {
namespace {

constexpr std::size_t shortest_password = 8;

constexpr std::string_view bearer = "bearer ";

// A scheme's name is the same in any case (RFC 9110, 11.1).
bool is_bearer(std::string_view authorization) {
    const std::string_view scheme = authorization.substr(0, bearer.size());
    return std::equal(
        scheme.begin(), scheme.end(), bearer.begin(), bearer.end(), [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
}

// The token of what was presented; empty where there is none.
std::string_view token_of(const Presented& presented) {
    if (presented.authorization.empty()) return presented.cookie;
    if (!is_bearer(presented.authorization)) return {};
    std::string_view token = presented.authorization.substr(bearer.size());
    while (token.starts_with(' ')) token.remove_prefix(1);
    return token;
}

// A page of another origin can make a browser send the cookie, but not read or set this header.
bool csrf_holds(const Presented& presented) {
    return !presented.authorization.empty() || !presented.writes ||
           crypto::constant_time_equal(presented.csrf, Access::csrf_of(presented.cookie));
}

}  // namespace

Access::Access(std::unique_ptr<State> state) : state_(std::move(state)) {}
Access::~Access() = default;

Result<std::unique_ptr<Access>> Access::open(storage::Database& database,
                                             const Clock& clock,
                                             AccessOptions options) {
    auto state = std::make_unique<State>(database, clock, options);
    if (auto loaded = state->load(std::string{applicants}); !loaded) return loaded.error();
    if (auto loaded = state->refresh_authorisations(); !loaded) return loaded.error();
    return std::unique_ptr<Access>(new Access(std::move(state)));
}

Result<void> Access::set_county(const nlohmann::json& county) {
    const std::string code = county["code"];
    state_->directory.set_people(code, county["people"]);
    return state_->load(code);
}

Result<void> Access::begin_record(const std::string& county) {
    return state_->repository.begin_record(county, state_->clock.now());
}

Result<void> Access::add_account(const NewAccount& account) {
    Account stored;
    stored.principal.account = random_id();
    stored.principal.county = account.county;
    stored.principal.username = account.username;
    stored.principal.person = account.person;
    stored.principal.name = normal_line(account.name);
    stored.principal.id_number = normal_code(account.id_number);
    stored.principal.mobile = normal_phone(account.mobile);
    stored.principal.verified = account.verified;
    for (Represented party : account.represents) {
        party.name = normal_line(party.name);
        party.code = normal_code(party.code);
        stored.principal.represents.push_back(std::move(party));
    }
    if (auto added = state_->repository.add(stored, state_->clock.now()); !added) return added;
    state_->directory.put(std::move(stored.principal));
    return {};
}

Result<std::vector<Principal>> Access::accounts(const std::string& county) const {
    auto stored = state_->repository.accounts(county);
    if (!stored) return stored.error();
    std::vector<Principal> all;
    for (Account& account : *stored) {
        const auto known = state_->directory.principal(
            county, account.principal.account, legal_day(state_->clock.now()));
        all.push_back(known ? *known : std::move(account.principal));
    }
    return all;
}

Result<void> check_password(const std::string& password) {
    if (password.size() > longest_password || !sdk::is_utf8(password) ||
        sdk::count_code_points(password) < shortest_password) {
        return errors::access_password_weak();
    }
    return {};
}

Result<void> Access::set_password(const std::string& county,
                                  const std::string& username,
                                  const std::string& password) {
    auto stored = state_->repository.account(county, username);
    if (!stored) return stored.error();
    if (!*stored) return errors::access_no_account();
    Account& account = **stored;
    if (auto strong = check_password(password); !strong) return strong;
    auto hash = crypto::hash_password(password);
    if (!hash) return hash.error();
    account.password_hash = std::move(*hash);
    if (auto changed = state_->repository.change_password(account, state_->clock.now()); !changed)
        return changed;
    state_->directory.end_sessions_of(county, account.principal.account);
    return {};
}

Result<SignedIn> Access::sign_in(const Credentials& credentials) {
    const std::string county =
        credentials.county.empty() ? std::string{applicants} : credentials.county;
    std::optional<Account> account;
    const auto proven =
        state_->prove({county, credentials.username, credentials.remote_address},
                      credentials.password,
                      [&]() -> Result<std::string> {
                          auto found = state_->repository.account(county, credentials.username);
                          if (!found) return found.error();
                          account = std::move(*found);
                          return account ? account->password_hash : std::string{};
                      });
    if (!proven) return proven.error();
    if (!*proven) return errors::access_sign_in_refused();
    return state_->enter(std::move(account->principal));
}

Result<void> Access::sign_out(const Presented& presented) {
    const std::string token = crypto::sha256_hex(token_of(presented));
    const bool lives = state_->directory.use_session(token, state_->clock.now()) != nullptr;
    if (lives && !csrf_holds(presented)) return errors::access_csrf();
    const auto ended = state_->directory.end_session(token);
    if (!ended) return {};
    return state_->repository.remove(*ended);
}

Result<SignedIn> Access::session(const Presented& presented) const {
    auto principal = authenticate(presented);
    if (!principal) return principal.error();
    SignedIn session;
    session.token = token_of(presented);
    session.csrf = csrf_of(session.token);
    session.principal = std::move(*principal);
    const auto expires_at = state_->directory.expires_at(crypto::sha256_hex(session.token));
    if (!expires_at) return errors::access_session_ended();
    session.expires_at = *expires_at;
    return session;
}

Result<PrincipalPointer> Access::authenticate(const Presented& presented) const {
    const std::string_view token = token_of(presented);
    if (token.empty()) return errors::access_sign_in_needed();
    const std::string digest = crypto::sha256_hex(token);
    const Instant now = state_->clock.now();
    auto principal = presented.is_use ? state_->directory.use_session(digest, now)
                                      : state_->directory.session_holder(digest, now);
    if (!principal) return errors::access_session_ended();
    if (!csrf_holds(presented)) return errors::access_csrf();
    return principal;
}

// What is in memory is looked at first: a session that begins meanwhile is stored before it is
// here.
Result<void> Access::refresh() {
    std::map<std::string, std::vector<StoredSession>> here;
    for (StoredSession& session : state_->directory.sessions()) {
        here[session.county].push_back(std::move(session));
    }
    for (const auto& [county, sessions] : here) {
        const auto stored = state_->repository.sessions(county, state_->clock.now());
        if (!stored) return stored.error();
        std::unordered_set<std::string> tokens;
        for (const StoredSession& session : *stored) tokens.insert(session.token_sha256);
        for (const StoredSession& session : sessions) {
            if (!tokens.contains(session.token_sha256)) {
                state_->directory.end_session(session.token_sha256);
            }
        }
    }
    return state_->refresh_authorisations();
}

std::string Access::csrf_of(std::string_view token) {
    return crypto::sha256_hex("csrf\n" + std::string{token});
}

}  // namespace oneseal::access
