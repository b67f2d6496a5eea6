// A plugin's verdict as the case engine reads it (sdk/schema/verdict.schema.json).
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "cases/outcomes.hpp"

namespace oneseal::cases {

struct VerdictFinding {
    std::string rule{};
    VerdictOutcome outcome{};
    std::string pointer{};
    Text message{};
    Json basis = Json::array();
    bool failed = false;    // the rule could not be evaluated; an officer settles it
    Text ground{};          // what papers say of it, filled by the kernel; empty: the message
    bool grounded = false;  // the ground itself names every law that it rests on
    std::string fact{};     // of a survey item, the fact that its value fills
    std::vector<std::string> facts{};  // of a rule, the facts that it read

    // Whether the applicant can mend it: before acceptance by the notice, after silence by a
    // request.
    bool can_be_mended() const {
        return outcome == VerdictOutcome::supplement || outcome == VerdictOutcome::form_error;
    }
};

struct RequiredMaterial {
    std::string id{};
    std::string state{};            // missing, handed_in, waived, committed, depends
    std::vector<std::string> on{};  // what a condition waits for: form pointers, facts
};

struct Verdict {
    VerdictOutcome outcome{};
    std::vector<VerdictFinding> findings{};
    std::vector<RequiredMaterial> materials{};
    std::optional<bool> survey{};  // whether a survey is required; none where it is not known yet
    std::set<std::string> survey_items{};  // the checklist items that apply
    Json licence = Json();                 // derived at stage licence
    std::vector<std::string> unknown{};
    std::vector<std::string> provisional{};
    std::vector<std::string> ignored{};  // of the form, what counts as not given
    std::map<std::string, std::vector<std::string>> reads{};  // by rule
    std::vector<std::string> waiting{};                       // rules

    bool has(std::string_view rule) const;
    bool has_outcome(VerdictOutcome wanted) const;
    std::vector<const VerdictFinding*> with_outcome(VerdictOutcome wanted) const;
    // The same verdict as an officer sees it who has settled these findings; outcome counted anew.
    // A finding of the same rule with another outcome stands.
    Verdict without(const std::set<std::pair<std::string, VerdictOutcome>>& settled) const;
};

// A plugin's answer. Fails as `unavailable` where it is no verdict, as where none came.
Result<Verdict> read_verdict(const std::string& text);
// What is missing reads as empty. Throws Json::exception on a value of another kind.
Verdict verdict_from_json(const Json& document);

}  // namespace oneseal::cases
