// The invented people and businesses of a demonstration: names that are plainly examples, codes and
// numbers with valid check digits.
#pragma once

#include <string>

#include "access/access.hpp"
#include "app/demo/chance.hpp"

namespace oneseal::demo {

struct Party {
    // What stands in an application: name, type, code, person, id, mobile, address, premises …
    Json values = Json::object();
    std::string username{};  // of the account that files online
};

// The `index`-th party that was invented. `document` is the demonstration's.
Party invent(int index,
             const std::string& county,
             const Json& application,
             const Json& document,
             Chance& chance);

// The account of the demonstration with this name, from accounts.json.
Party of_account(const Json& account, const std::string& county, const Json& document);

// Verified, and acts for its own business.
access::NewAccount account_of(const Party& party);

}  // namespace oneseal::demo
