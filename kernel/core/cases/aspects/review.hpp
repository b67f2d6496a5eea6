// What officers have found out, settled and proposed.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "cases/outcomes.hpp"

namespace oneseal::cases {

struct RecordedFact {
    Json value{};
    std::string source{};
    std::string evidence{};
    std::string by{};
    std::string at{};
};

struct Resolution {
    std::string rule{};
    VerdictOutcome
        outcome{};  // of the finding; another outcome of the same rule is not settled by it
    std::string reason{};
    std::string article{};
    std::string by{};
    std::string at{};
};

struct WaiverProof {
    std::string how{};
    std::string evidence{};
    std::string by{};
    std::string at{};
};

struct Proposal {
    DecisionKind proposal = DecisionKind::grant;
    std::string opinion{};
    Json interested_parties = Json();  // {none: true, reason} or {parties: []}
    std::string by{};
};

struct ReviewAspect {
    std::map<std::string, RecordedFact> facts{};
    std::map<std::string, WaiverProof> proven_waivers{};
    std::vector<Resolution> resolutions{};
    std::optional<Proposal> proposal{};

    // What officers have settled: the rule of a finding with its outcome.
    std::set<std::pair<std::string, VerdictOutcome>> settled_findings() const;
};

}  // namespace oneseal::cases
