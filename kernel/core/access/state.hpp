// What stands behind Access. Internal to this folder.
#pragma once

#include <atomic>
#include <functional>

#include "access/access.hpp"
#include "access/authorisation_repository.hpp"
#include "access/code_repository.hpp"
#include "access/directory.hpp"
#include "access/repository.hpp"
#include "base/limiter.hpp"
#include "log/seldom.hpp"

namespace oneseal::access {

constexpr std::size_t longest_password = 1024;
// In which all free attempts are there again.
constexpr std::chrono::minutes refill_account{10};
constexpr std::chrono::minutes refill_address{5};

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

// Somebody's try at an account.
struct Attempt {
    std::string county{};
    std::string username{};
    std::string remote_address{};
};

// The hash that a secret must fit; empty where there is none.
using FindHash = std::function<Result<std::string>()>;

struct Access::State {
    State(storage::Database& database, const Clock& its_clock, const AccessOptions& its_options)
        : clock(its_clock),
          options(its_options),
          repository(database),
          codes(database),
          authorisations(database),
          directory(its_options.session_idle),
          accounts(its_clock, {double(its_options.wrong_passwords_account), refill_account}),
          addresses(its_clock, {double(its_options.wrong_passwords_address), refill_address}) {}

    Result<void> load(const std::string& county);
    // Holds the secret against the hash, within the limits, and takes the same time where there is
    // none. Fails as Access::sign_in() does, except for a wrong one.
    Result<bool> prove(const Attempt& attempt,
                       const std::string& secret,
                       const FindHash& find_hash);
    Result<void> refresh_authorisations();
    Result<Principal> account_of(const CodeCredentials& credentials);
    // Opens a session for an account as it was just read.
    Result<SignedIn> enter(Principal account);
    Result<void> admit(const Attempt& attempt, const std::string& key);
    Result<SignedIn> open_session(PrincipalPointer principal);

    const Clock& clock;
    const AccessOptions options;
    Repository repository;
    CodeRepository codes;
    AuthorisationRepository authorisations;
    std::atomic<long long> authorisations_version{-1};
    Directory directory;
    Limiter accounts;  // each as it is tried from one address
    Limiter addresses;
    Seldom made_to_wait{};
    std::atomic<int> signing_in{0};
};

}  // namespace oneseal::access
