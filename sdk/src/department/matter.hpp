// A matter's document, compiled: every expression checked, every name resolved. Made once by open,
// only read afterwards.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "form/field.hpp"
#include "language/language.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// In the order of precedence: a verdict's outcome is the first that any finding has.
enum class Outcome {
    no_licence_needed,
    wrong_authority,
    redirect_variant,
    form_error,
    supplement,
    deny,
    acceptable,
    flag  // a finding that changes nothing
};
const char* name_of(Outcome outcome);
std::optional<Outcome> outcome_named(std::string_view name);
// The first three: whether the case belongs here at all. Violated, they stop everything else.
bool is_scope(Outcome outcome);

enum class Stage { filing, survey, decision, licence };
std::optional<Stage> stage_named(std::string_view name);

struct Material {
    std::string id{};
    nlohmann::json message{};  // what a finding says where it is missing
    nlohmann::json basis{};
    std::vector<std::string> variants{};        // none: all
    std::optional<Expression> required_when{};  // none: always
    bool shared_data = false;
    bool commitment_may_replace = false;
};

struct CheckItem {
    std::string id{};
    nlohmann::json message{};  // what a finding says where it failed
    nlohmann::json basis{};
    Type value{};
    bool date = false;                         // the value is a day
    std::optional<Expression> applies_when{};  // none: always
    bool critical = false;
    std::string fills_fact{};
};

struct Survey {
    std::optional<Expression> applies_when{};  // none: always
    std::vector<CheckItem> checklist{};
};

struct Fact {
    std::string id{};
    std::string name{};  // as expressions say it: facts.id
    Type type{};
    bool date = false;
    bool from_survey = false;
    Value otherwise{};               // where no survey can fill it
    std::optional<Value> setting{};  // a setting's default
};

struct Rule {
    std::string id{};
    Outcome outcome = Outcome::flag;
    std::vector<Stage> stages{};          // none: all
    std::vector<std::string> variants{};  // none: all
    std::optional<Expression> when{};     // none: always
    std::optional<Expression> require{};  // none: a native rule
    std::string pointer{};
    nlohmann::json message{};
    nlohmann::json basis{};
    nlohmann::json reads{};
};

struct LicenceValue {
    std::string name{};
    Expression value;
};

struct Licence {
    std::vector<LicenceValue> own{};  // prefix, suffix, valid_from, valid_to
    std::vector<LicenceValue> attributes{};
    std::int64_t digits = 0;
    std::string check{};
};

struct Matter {
    std::string id{};
    std::vector<std::string> variants{};
    std::vector<Field> fields{};
    std::vector<Material> materials{};
    std::optional<Survey> survey{};
    std::vector<Fact> facts{};
    std::vector<Rule> rules{};
    std::optional<Licence> licence{};
};

// Reads and compiles a matter. Everything that does not hold is added to the problems; the matter
// may be used only if there is none.
Matter read_matter(const Document& document, DocumentProblems& problems);

}  // namespace v0_9
}  // namespace oneseal::sdk
