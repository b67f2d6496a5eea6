// The check of one case's chain, as read from the tables. Pure; internal to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/entry.hpp"
#include "journal/fault.hpp"

namespace oneseal::journal {

// A row of table `journal`.
struct Link {
    long long seq = 0;
    std::string kind{};
    std::string actor{};
    std::string at{};
    std::string text{};
    std::string hash{};
};

// What an anchor signed of this chain.
struct AnchoredHead {
    long long anchor = 0;
    Head head{};
};

struct Chain {
    std::string county{};
    std::string case_id{};
    std::vector<Link> links{};   // ordered by seq
    std::optional<Head> head{};  // as the case's row says; none where there is no such row
    std::vector<AnchoredHead> anchored{};  // ordered by anchor
};

std::vector<Fault> faults_of(const Chain& chain);

// The digests that an entry names; none where its text is unreadable.
std::vector<std::string> objects_of(const Link& link);

}  // namespace oneseal::journal
