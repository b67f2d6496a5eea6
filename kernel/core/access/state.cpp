#include "access/state.hpp"

#include "access/errors.hpp"
#include "base/ids.hpp"
#include "crypto/digest.hpp"
#include "crypto/password.hpp"
#include "log/log.hpp"

namespace oneseal::access {
namespace {

constexpr Message throttled{
    "ACCESS_SIGN_IN_THROTTLED",
    Level::warning,
    "{} sign-ins since the last such line had to wait, the last one in county {} for {} s.",
    "If nobody forgot a password, somebody is guessing; look at the proxy's "
    "log for the address."};

constexpr std::size_t token_bytes = 32;

Error must_wait(int wait_s) {
    const std::string wait = std::to_string(wait_s);
    Error error = errors::access_throttled(wait);
    error.retry_after_s = wait_s;
    return error;
}

// A hash that no password has, so that an unknown name takes as long as a known one.
const std::string& nobodys_hash() {
    static const std::string hash = [] {
        auto made = crypto::hash_password(random_id());
        return made ? std::move(*made) : std::string{};
    }();
    return hash;
}

// Takes the same time where there is no hash.
Result<bool> is_secret_of(const std::string& hash, const std::string& secret) {
    if (secret.size() > longest_password) return false;
    const auto right = crypto::verify_password(secret, hash.empty() ? nobodys_hash() : hash);
    if (!right) return right.error();
    return *right && !hash.empty();
}

}  // namespace

Result<void> Access::State::load(const std::string& county) {
    auto stored_accounts = repository.accounts(county);
    if (!stored_accounts) return stored_accounts.error();
    auto sessions = repository.sessions(county, clock.now());
    if (!sessions) return sessions.error();
    for (Account& account : *stored_accounts) directory.put(std::move(account.principal));
    for (const StoredSession& session : *sessions) directory.put(session, clock.now());
    return {};
}

Result<SignedIn> Access::State::open_session(PrincipalPointer principal) {
    const Instant now = clock.now();
    SignedIn signed_in;
    signed_in.token = principal->county + "." + to_hex(random_bytes(token_bytes));
    signed_in.csrf = csrf_of(signed_in.token);
    signed_in.expires_at = now + options.session_lifetime;
    const StoredSession session{principal->county,
                                crypto::sha256_hex(signed_in.token),
                                principal->account,
                                signed_in.expires_at};
    if (auto added = repository.add(session, now); !added) return added.error();
    directory.drop_expired(now);
    directory.put(session, now);
    signed_in.principal = std::move(principal);
    return signed_in;
}

// Counts the attempt before it is made, so that attempts at the same time count too.
Result<void> Access::State::admit(const Attempt& attempt, const std::string& key) {
    int wait = addresses.take(attempt.remote_address);
    if (wait == 0) {
        wait = accounts.take(key);
        if (wait > 0) addresses.give_back(attempt.remote_address);
    }
    if (wait == 0) return {};
    // Whatever was sent as county would otherwise stand in the log.
    const std::string county = attempt.county.size() > 6 ? "-" : attempt.county;
    if (const auto times = made_to_wait.happened()) log(throttled, times, county, wait);
    return must_wait(wait);
}

Result<bool> Access::State::prove(const Attempt& attempt,
                                  const std::string& secret,
                                  const FindHash& find_hash) {
    const Turn turn(signing_in);
    if (turn.place() > options.sign_ins_at_once) return errors::access_busy();
    // Of one size, however long the name.
    const std::string key =
        crypto::sha256_hex(attempt.county + "." + attempt.username + "\n" + attempt.remote_address);
    if (auto admitted = admit(attempt, key); !admitted) return admitted.error();
    const auto hash = find_hash();
    if (!hash) return hash.error();
    const auto right = is_secret_of(*hash, secret);
    if (!right || *right) addresses.give_back(attempt.remote_address);
    if (!right) {
        // Nothing was learnt of the secret.
        accounts.give_back(key);
        return right.error();
    }
    if (*right) accounts.forget(key);
    return *right;
}

Result<SignedIn> Access::State::enter(Principal account) {
    const std::string county = account.county;
    const std::string id = account.account;
    directory.put(std::move(account));
    PrincipalPointer principal = directory.principal(county, id, legal_day(clock.now()));
    if (!principal) return errors::access_sign_in_refused();
    return open_session(std::move(principal));
}

}  // namespace oneseal::access
