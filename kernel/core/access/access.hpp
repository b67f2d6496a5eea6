// Accounts and sessions. Both lie in memory, so that authenticate() costs no round trip on the path
// of a filing; sessions are also stored, hashed, so that they outlive a restart. A sign-in reads
// the account anew, so that a password that another process has set holds at once.
#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "access/authorisation.hpp"
#include "access/principal.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "storage/database.hpp"

namespace oneseal::access {

struct AccessOptions {
    std::chrono::minutes session_lifetime = std::chrono::hours{12};
    std::chrono::minutes session_idle = std::chrono::hours{2};  // a restart counts as use
    // Wrong passwords, for one account from one address and from one address altogether, before
    // each further one must wait for its turn. An account has no limit of its own: whoever knows
    // its name could lock its owner out.
    int wrong_passwords_account = 5;
    int wrong_passwords_address = 30;
    // Each takes 64 MiB and a core for as long as it lasts; more would starve the filings.
    int sign_ins_at_once = 4;
};

// What a new account is made of: staff name a person of their county, applicants themselves.
struct NewAccount {
    std::string county{};
    std::string username{};
    std::string person{};
    std::string name{};
    std::string id_number{};
    std::string mobile{};
    bool verified = false;
    std::vector<Represented> represents{};
};

struct Credentials {
    std::string county{};  // empty: an applicant
    std::string username{};
    std::string password{};
    std::string remote_address{};  // for limits only
};

// Of an applicant who proves to have the address by the code that was sent to it.
struct CodeCredentials {
    std::string address{};  // in its one spelling (codes.hpp)
    std::string code{};
    std::string name{};            // what an account without a name is called; may be empty
    std::string remote_address{};  // for limits only
};

// What a counter has seen of a person, and who has seen it.
struct Identity {
    std::string username{};
    std::string name{};
    std::string id_number{};
    std::string evidence{};
    std::string county{};
    std::string clerk{};  // of the county's people
};

struct SignedIn {
    std::string token{};  // county.random: the bearer token, or the value of the session cookie
    std::string csrf{};   // what X-CSRF must carry beside the cookie
    PrincipalPointer principal{};
    Instant expires_at{};
};

// What a request brings to show who sends it. A header that is missing is empty.
struct Presented {
    std::string_view authorization{};
    std::string_view cookie{};  // the session cookie's value
    std::string_view csrf{};    // of X-CSRF
    bool writes = false;        // any method other than GET and HEAD
    bool is_use = true;         // false: only whether it holds, so that it still runs out when idle
};

// Fails as `invalid_input` (ACCESS_PASSWORD_WEAK) where it is shorter than 8 characters or longer
// than 1024 bytes. [any thread]
Result<void> check_password(const std::string& password);

class Access {
  public:
    // Loads the applicants. `database`, migrated, and `clock` outlive the object. Fails as the
    // database does. [blocks]
    static Result<std::unique_ptr<Access>> open(storage::Database& database,
                                                const Clock& clock,
                                                AccessOptions options = {});
    ~Access();

    // Loads a county's accounts and sessions, and takes people, names and roles from its document;
    // again, when that has changed: then sessions stay, with the new roles. [blocks]
    Result<void> set_county(const nlohmann::json& county);

    // Puts the county's accounts, or the applicants, on record as they are found, where that was
    // not done before. [blocks]
    Result<void> begin_record(const std::string& county);
    // Makes an account that nobody can sign in to before set_password(). Fails as `conflict`
    // (ACCESS_USERNAME_TAKEN). [blocks]
    Result<void> add_account(const NewAccount& account);
    // All of a county, or the applicants; of staff with name and roles as they are configured now.
    // [blocks]
    Result<std::vector<Principal>> accounts(const std::string& county) const;
    // Ends the account's sessions. Fails as `not_found` (ACCESS_NO_ACCOUNT) and as
    // check_password(). [blocks]
    Result<void> set_password(const std::string& county,
                              const std::string& username,
                              const std::string& password);

    // Fails as `unauthenticated` (ACCESS_SIGN_IN_REFUSED), the same and after the same time whether
    // the county, the name or the password is wrong, and as `throttled` (ACCESS_THROTTLED) with
    // retry_after_s; as `unavailable` over `sign_ins_at_once` (ACCESS_BUSY) and where the memory
    // for a hash is not to be had (OUT_OF_MEMORY).
    // [blocks for a password's hash]
    Result<SignedIn> sign_in(const Credentials& credentials);
    // Makes the code with which an applicant signs in from that address; only its hash is stored,
    // and nothing else may keep it. Fails as `throttled` with retry_after_s (ACCESS_CODE_JUST_SENT,
    // ACCESS_CODES_OF_TODAY), and as sign_in() does over its limits. [blocks for a hash]
    Result<std::string> make_code(const std::string& address);
    // Signs in to the account whose username is the address, and makes it, unverified, where there
    // is none. Fails as the other does, but as ACCESS_CODE_REFUSED for a code that is wrong, too
    // old, used or tried too often. [blocks for a hash]
    Result<SignedIn> sign_in_by_code(const CodeCredentials& credentials);
    // Ends the session behind what was presented; nothing happens where there is none. Fails as
    // authenticate() does where X-CSRF is missing beside a live session's cookie. [blocks]
    Result<void> sign_out(const Presented& presented);

    // Bearer token first, then cookie; with a cookie a request that writes needs X-CSRF. Fails as
    // `unauthenticated` (ACCESS_SIGN_IN_NEEDED, ACCESS_SESSION_ENDED) and `forbidden`
    // (ACCESS_CSRF). [any thread; no I/O]
    Result<PrincipalPointer> authenticate(const Presented& presented) const;

    // The same, with what a page that was loaded anew must know of the session. [any thread; no
    // I/O]
    Result<SignedIn> session(const Presented& presented) const;

    // Says who an applicant's account is: from then on it may file. Answers the account as it is
    // now. Fails as `not_found` (ACCESS_NO_ACCOUNT), `invalid_input` (ACCESS_ID_NUMBER_WRONG) and,
    // where another identity was proven before, as `conflict` (ACCESS_IDENTITY_DIFFERS). [blocks]
    Result<Principal> identify(const Identity& identity);
    // Lets a verified account act for a party that the giver itself stands for. Fails as
    // `forbidden` (ACCESS_PARTY_NOT_OWN), `invalid_input` (ACCESS_AUTHORISATION_TERM: over before
    // today, or later than in two years) and `not_found` (ACCESS_HANDLER_UNKNOWN: none, or not
    // verified). [blocks]
    Result<Authorisation> authorise(const Principal& giver, const NewAuthorisation& wanted);
    // What the account has given and received, in the order in which it was given. [blocks]
    Result<std::vector<Authorisation>> authorisations(const Principal& who) const;
    // Ends one that the account has given or received; it holds here at once, at other nodes from
    // their next refresh() on. Fails as `not_found` (ACCESS_NO_AUTHORISATION). [blocks]
    Result<void> revoke(const Principal& who, const std::string& id);
    // Null where there is none. [any thread; no I/O]
    PrincipalPointer applicant(const std::string& account) const;

    // Ends the sessions that another process has ended: by a new password from the command line, or
    // by a sign-out at another node; takes in the authorisations that it has given or revoked. To
    // be called every few seconds. [blocks]
    Result<void> refresh();

    // What X-CSRF must carry for a session; a page that was loaded anew asks for it.
    static std::string csrf_of(std::string_view token);

  private:
    struct State;
    explicit Access(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::access
