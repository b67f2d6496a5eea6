#include "access/access.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "access/directory.hpp"
#include "access/errors.hpp"
#include "access/repository.hpp"
#include "base/ids.hpp"
#include "base/limiter.hpp"
#include "base/text_normal.hpp"
#include "crypto/digest.hpp"
#include "crypto/password.hpp"
#include "log/log.hpp"
#include "log/seldom.hpp"
#include "text/utf8.hpp"

namespace oneseal::access {
namespace {

constexpr Message throttled{
    "ACCESS_SIGN_IN_THROTTLED",
    Level::warning,
    "{} sign-ins since the last such line had to wait, the last one in county {} for {} s.",
    "If nobody forgot a password, somebody is guessing; look at the proxy's "
    "log for the address."};

constexpr std::size_t shortest_password = 8;
constexpr std::size_t longest_password = 1024;
constexpr std::size_t token_bytes = 32;
// In which all free attempts are there again.
constexpr std::chrono::minutes refill_account{10};
constexpr std::chrono::minutes refill_address{5};

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

// Takes the same time for an unknown account.
Result<bool> is_password_of(const std::optional<Account>& account, const std::string& password) {
    const bool known = account && !account->password_hash.empty();
    const std::string& hash = known ? account->password_hash : nobodys_hash();
    if (password.size() > longest_password) return false;
    const auto right = crypto::verify_password(password, hash);
    if (!right) return right.error();
    return *right && known;
}

// Counts one sign-in while it lasts.
class Turn {
  public:
    explicit Turn(std::atomic<int>& count) : count_(count), place_(++count) {}
    ~Turn() { --count_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    int place() const { return place_; }

  private:
    std::atomic<int>& count_;
    const int place_;
};

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

struct Access::State {
    State(storage::Database& database, const Clock& its_clock, const AccessOptions& its_options)
        : clock(its_clock),
          options(its_options),
          repository(database),
          directory(its_options.session_idle),
          accounts(its_clock, {double(its_options.wrong_passwords_account), refill_account}),
          addresses(its_clock, {double(its_options.wrong_passwords_address), refill_address}) {}

    Result<void> load(const std::string& county);
    Result<void> admit(const Credentials& credentials, const std::string& key);
    Result<SignedIn> open_session(PrincipalPointer principal);

    const Clock& clock;
    const AccessOptions options;
    Repository repository;
    Directory directory;
    Limiter accounts;  // each as it is tried from one address
    Limiter addresses;
    Seldom made_to_wait{};
    std::atomic<int> signing_in{0};
};

Access::Access(std::unique_ptr<State> state) : state_(std::move(state)) {}
Access::~Access() = default;

Result<void> Access::State::load(const std::string& county) {
    auto stored_accounts = repository.accounts(county);
    if (!stored_accounts) return stored_accounts.error();
    auto sessions = repository.sessions(county, clock.now());
    if (!sessions) return sessions.error();
    for (Account& account : *stored_accounts) directory.put(std::move(account.principal));
    for (const StoredSession& session : *sessions) directory.put(session, clock.now());
    return {};
}

Result<std::unique_ptr<Access>> Access::open(storage::Database& database,
                                             const Clock& clock,
                                             AccessOptions options) {
    auto state = std::make_unique<State>(database, clock, options);
    if (auto loaded = state->load(std::string{applicants}); !loaded) return loaded.error();
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
        const auto known = state_->directory.principal(county, account.principal.account);
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
Result<void> Access::State::admit(const Credentials& credentials, const std::string& key) {
    int wait = addresses.take(credentials.remote_address);
    if (wait == 0) {
        wait = accounts.take(key);
        if (wait > 0) addresses.give_back(credentials.remote_address);
    }
    if (wait == 0) return {};
    // Whatever was sent as county would otherwise stand in the log.
    const std::string county = credentials.county.size() > 6 ? "-" : credentials.county;
    if (const auto times = made_to_wait.happened()) log(throttled, times, county, wait);
    return must_wait(wait);
}

Result<SignedIn> Access::sign_in(const Credentials& credentials) {
    const std::string county =
        credentials.county.empty() ? std::string{applicants} : credentials.county;
    const Turn turn(state_->signing_in);
    if (turn.place() > state_->options.sign_ins_at_once) return errors::access_busy();
    // Of one size, however long the name.
    const std::string key =
        crypto::sha256_hex(county + "." + credentials.username + "\n" + credentials.remote_address);
    if (auto admitted = state_->admit(credentials, key); !admitted) return admitted.error();
    auto account = state_->repository.account(county, credentials.username);
    if (!account) return account.error();
    const auto right = is_password_of(*account, credentials.password);
    if (!right || *right) state_->addresses.give_back(credentials.remote_address);
    if (!right) {
        // Nothing was learnt of the password.
        state_->accounts.give_back(key);
        return right.error();
    }
    if (!*right) return errors::access_sign_in_refused();
    const std::string id = (**account).principal.account;
    state_->directory.put(std::move((**account).principal));
    PrincipalPointer principal = state_->directory.principal(county, id);
    if (!principal) return errors::access_sign_in_refused();
    state_->accounts.forget(key);
    return state_->open_session(std::move(principal));
}

Result<void> Access::sign_out(const Presented& presented) {
    const std::string token = crypto::sha256_hex(token_of(presented));
    const bool lives = state_->directory.use_session(token, state_->clock.now()) != nullptr;
    if (lives && !csrf_holds(presented)) return errors::access_csrf();
    const auto ended = state_->directory.end_session(token);
    if (!ended) return {};
    return state_->repository.remove(*ended);
}

Result<PrincipalPointer> Access::authenticate(const Presented& presented) const {
    const std::string_view token = token_of(presented);
    if (token.empty()) return errors::access_sign_in_needed();
    auto principal = state_->directory.use_session(crypto::sha256_hex(token), state_->clock.now());
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
    return {};
}

std::string Access::csrf_of(std::string_view token) {
    return crypto::sha256_hex("csrf\n" + std::string{token});
}

}  // namespace oneseal::access
