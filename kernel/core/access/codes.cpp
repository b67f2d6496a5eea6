#include "access/codes.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "access/errors.hpp"
#include "access/state.hpp"
#include "base/ids.hpp"
#include "base/text_normal.hpp"
#include "crypto/password.hpp"
#include "identifiers/identifiers.hpp"

namespace oneseal::access {
namespace {

constexpr std::size_t longest_email = 254;  // RFC 5321, 4.5.3.1.3, without its brackets
constexpr std::uint32_t codes = 1'000'000;

std::string random_code() {
    // What is beyond the last whole million would make some codes likelier.
    constexpr std::uint32_t even = UINT32_MAX / codes * codes;
    std::uint32_t number = even;
    while (number >= even) {
        const std::string bytes = random_bytes(sizeof number);
        std::memcpy(&number, bytes.data(), sizeof number);
    }
    const std::string digits = std::to_string(number % codes);
    return std::string(6 - digits.size(), '0') + digits;
}

bool is_of_email(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

Error wait(Error error, std::chrono::seconds seconds) {
    error.retry_after_s = static_cast<int>(seconds.count());
    return error;
}

std::chrono::seconds whole_seconds(Instant::duration time) {
    return std::chrono::ceil<std::chrono::seconds>(time);
}

// Whether one more may be sent now.
Result<void> may_send(const std::optional<SentCode>& before, Instant now) {
    if (!before) return {};
    const auto seconds = whole_seconds(before->sent_at + between_codes - now);
    if (seconds.count() > 0) {
        return wait(errors::access_code_just_sent(std::to_string(seconds.count())), seconds);
    }
    const Day today = legal_day(now);
    if (legal_day(before->sent_at) != today || before->sent_that_day < codes_a_day) return {};
    return wait(errors::access_codes_of_today(codes_a_day),
                whole_seconds(start_of(today + std::chrono::days{1}) - now));
}

}  // namespace

std::optional<std::string> mobile_address(const std::string& mobile) {
    std::string number = normal_phone(mobile);
    if (!sdk::mobile_ok(number)) return {};
    return number;
}

// Only what a message can be sent to by name; whether it exists shows when the code comes back.
std::optional<std::string> email_address(const std::string& email) {
    std::string address = normal_line(email);
    std::ranges::transform(address, address.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const auto at = address.find('@');
    if (at == std::string::npos || at == 0 || address.size() > longest_email) return {};
    const std::string_view domain = std::string_view(address).substr(at + 1);
    const auto dot = domain.find('.');
    const bool has_dot = dot != std::string_view::npos && dot != 0 && domain.back() != '.';
    const bool plain = std::ranges::all_of(address.substr(0, at), is_of_email) &&
                       std::ranges::all_of(domain, is_of_email);
    if (!has_dot || !plain) return {};
    return address;
}

std::string username_of(const std::string& written) {
    if (auto mobile = mobile_address(written)) return *mobile;
    if (auto email = email_address(written)) return *email;
    return written;
}

// Whether there is such an account is not asked, so nothing can tell.
Result<std::string> Access::make_code(const std::string& address) {
    const Turn turn(state_->signing_in);
    if (turn.place() > state_->options.sign_ins_at_once) return errors::access_busy();
    const Instant now = state_->clock.now();
    const auto before = state_->codes.find(address);
    if (!before) return before.error();
    if (auto may = may_send(*before, now); !may) return may.error();
    std::string code = random_code();
    auto hash = crypto::hash_password(code);
    if (!hash) return hash.error();
    const bool first = !*before || legal_day((**before).sent_at) != legal_day(now);
    const int sent = first ? 1 : (**before).sent_that_day + 1;
    const auto put = state_->codes.put(address, *before, {std::move(*hash), now, sent, 0});
    if (!put) return put.error();
    if (*put) return code;
    // Another one was sent at the same moment.
    const std::string seconds = std::to_string(between_codes.count());
    return wait(errors::access_code_just_sent(seconds), between_codes);
}

Result<SignedIn> Access::sign_in_by_code(const CodeCredentials& credentials) {
    const std::string county{applicants};
    const std::string& address = credentials.address;
    std::optional<SentCode> sent;
    const auto find_hash = [&]() -> Result<std::string> {
        auto found = state_->codes.find(address);
        if (!found) return found.error();
        sent = std::move(*found);
        const bool lives =
            sent && !sent->hash.empty() && state_->clock.now() < sent->sent_at + code_lifetime;
        if (!lives) return std::string{};
        // Before it is compared, so that tries at the same time count too.
        const auto counted = state_->codes.count_try(address, *sent);
        if (!counted) return counted.error();
        return *counted ? sent->hash : std::string{};
    };
    const auto proven =
        state_->prove({county, address, credentials.remote_address}, credentials.code, find_hash);
    if (!proven) return proven.error();
    if (!*proven) return errors::access_code_refused();
    const auto used = state_->codes.use(address, *sent);
    if (!used) return used.error();
    if (!*used) return errors::access_code_refused();
    auto account = state_->account_of(credentials);
    if (!account) return account.error();
    return state_->enter(std::move(*account));
}

// Made at the first time, without a proven identity. A name may be told until it is proven.
Result<Principal> Access::State::account_of(const CodeCredentials& credentials) {
    const std::string county{applicants};
    auto known = repository.account(county, credentials.address);
    if (!known) return known.error();
    const std::string name = normal_line(credentials.name);
    if (!*known) {
        Account made;
        made.principal.account = random_id();
        made.principal.county = county;
        made.principal.username = credentials.address;
        made.principal.name = name;
        made.principal.mobile = mobile_address(credentials.address).value_or("");
        const auto added = repository.add(made, clock.now());
        if (added) return std::move(made.principal);
        if (added.error().code != ErrorCode::conflict) return added.error();
        known = repository.account(county, credentials.address);
        if (!known) return known.error();
        if (!*known) return errors::access_no_account();
    }
    Principal account = std::move((**known).principal);
    if (account.verified || !account.name.empty() || name.empty()) return account;
    account.name = name;
    if (auto named = repository.name(account, clock.now()); !named) return named.error();
    return account;
}

}  // namespace oneseal::access
