// A matter as the kernel reads it: the parts of a department's document that clocks, papers and
// registers need. The kernel evaluates no expression; conditions are the plugin's.
// Read-only after matter_from_json; may be shared between threads.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "calendar/deadline.hpp"

namespace oneseal {

struct Limit {
    Term term{};
    bool from_receipt = false;  // otherwise from acceptance
    int extension_days = 0;
    int delivery_days = 10;  // working days from the decision; 0 is the same day
    Json basis = Json::array();
};

struct Variant {
    std::string id{};
    std::string code{};
    Text title{};
    std::string effect{};  // issue, change, renew, reissue, extend, cancel
    bool immediate = false;
    Limit limit{};
    int promised_days = 0;  // working days; 0 where nothing is promised
    int supplement_days = 0;
    Json supplement_basis = Json::array();
    // Only where a law says so does an unanswered supplement notice end the case by itself.
    bool terminates_by_law = false;
};

struct MaterialTerms {
    std::string id{};
    Text title{};
    std::vector<std::string> kinds{};  // original, copy, electronic
    int copies = 1;
    std::vector<std::string> variants{};
    Text condition{};
    Json basis = Json::array();
    bool shared_data = false;
    bool commitment_may_replace = false;
    // The application itself: made from the form, signed by the applicant, never asked for.
    bool made_by_system = false;

    bool is_of(std::string_view variant) const;
};

struct ChecklistItem {
    std::string id{};
    Text item{};
    Text standard{};
    std::string value_type{};  // none, number, integer, boolean, string
    bool critical = false;
    std::string fills_fact{};
    Json basis = Json::array();
};

struct SurveyTerms {
    int min_staff = 2;
    int days = 0;  // working days from the assignment
    Json basis = Json::array();
    std::vector<ChecklistItem> checklist{};
};

struct FactTerms {
    std::string id{};
    std::string type{};
    Text title{};
    std::string source{};  // registry, config, shared_data, survey, expert, joint_department
    Json from{};           // {register, key[], where{}, value, fold}
    Json otherwise{};
};

struct Matter {
    std::string id{};
    std::string code{};
    Text title{};
    std::string nature{};
    std::string department{};  // the id of the package that brings it
    Json department_title = Json::object();
    Json regulators = Json::array();
    bool public_safety = false;
    std::vector<std::string> modes{};
    Json legal_basis = Json::array();
    std::vector<Variant> variants{};
    std::vector<MaterialTerms> materials{};
    std::optional<SurveyTerms> survey{};
    std::vector<FactTerms> facts{};
    Json document{};       // the whole of it
    std::string digest{};  // SHA-256 of the effective matter's canonical bytes

    const Variant* variant(std::string_view id) const;
    const MaterialTerms* material(std::string_view id) const;
    const FactTerms* fact(std::string_view id) const;

    // What the form says about the parties, by the document's `party` pointers; empty where not
    // given.
    std::string applicant_name(const Json& form) const;
    std::string applicant_code(const Json& form) const;
    std::string representative_name(const Json& form) const;
    std::string representative_code(const Json& form) const;
    std::string mobile(const Json& form) const;
    std::string place(const Json& form) const;  // where it is done
};

// Takes a document that its JSON Schema has accepted. Fails as invalid_input (MATTER_DOCUMENT)
// where what the kernel needs is not there.
Result<Matter> matter_from_json(const Json& document);

// A text of the form by an RFC 6901 pointer; empty where it is not given or no text.
std::string form_text(const Json& form, const std::string& pointer);

// The bases as they stand in papers: 行政许可法 第三十八条 … `titles` maps a law's id to its title.
std::string basis_text(const Json& basis, const std::map<std::string, Text>& titles);

}  // namespace oneseal
