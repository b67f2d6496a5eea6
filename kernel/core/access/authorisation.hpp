// Who may act for whom, because the party said so: a power of attorney on record.
// LAW: 行政许可法 第二十九条 第二款
#pragma once

#include <string>

#include "access/principal.hpp"
#include "base/clock.hpp"

namespace oneseal::access {

struct Authorisation {
    std::string id{};
    std::string giver{};              // accounts of applicants
    std::string handler{};            //
    Represented party{};              // with the scope of the power
    std::string power_of_attorney{};  // the paper's digest, or where it lies
    std::string given_at{};
    std::string revoked_at{};  // empty: it was not
};

// As the account asks for it.
struct NewAuthorisation {
    std::string handler{};  // username of the account that is to act
    std::string party{};    // code
    std::vector<std::string> counties{};
    std::vector<std::string> matters{};
    Day until{};
    std::string power_of_attorney{};
    bool may_withdraw = false;
};

}  // namespace oneseal::access
