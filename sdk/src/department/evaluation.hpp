// One evaluation: from a request to the verdict. Used once and thrown away.
#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "department/finding.hpp"
#include "department/request.hpp"
#include "oneseal/department.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

// The verdict (sdk/schema/verdict.schema.json). Throws std::bad_alloc, and std::runtime_error where
// a hook threw and there is no rule to hold that against.
nlohmann::json evaluate(const Request& request,
                        const WorkCalendar& calendar,
                        const Department& department);

// So many findings are told at most, unless there are more that decide by themselves; and so many
// pointers of a list's entries.
constexpr std::size_t most_told = 200;

// The order in which findings are told.
enum class Section { scope, fields, materials, survey, rules, hooks };

Section section_of(const Rule& rule);
// What a violated rule says.
Finding violation(const Rule& rule);

enum class RuleState { fired, passed, waiting, failed };

class Evaluation final : private Input, private Findings, private Derived {
  public:
    Evaluation(const Request& request, const WorkCalendar& calendar, const Department& department);
    nlohmann::json run();

  private:
    enum class Truth { no, yes, unknown };
    // What a condition says; `waits` where it is unknown.
    struct Asked {
        Truth truth = Truth::yes;
        Value::Names waits{};
    };
    struct Decided {
        const Rule* rule = nullptr;
        RuleState state = RuleState::passed;
        Value::Names waits{};
        bool open = false;      // a native rule that applies: the department's code has to say
        bool answered = false;  // it has
    };

    // fields.cpp
    void check_fields();
    Value check_field(const Field& field, const std::string& pointer, const nlohmann::json& holder);
    void tell_field(const Field& field, const std::string& pointer, const Asked& visible);
    Value check_missing(const Field& field, const std::string& pointer);
    bool is_settled(const std::string& pointer) const;
    Value check_list(const Field& list, const std::string& pointer, const nlohmann::json& items);
    Value check_item(const Field& list, const std::string& pointer, const nlohmann::json& item);
    void ignore_undeclared(const std::vector<Field>& fields,
                           const std::string& pointer,
                           const nlohmann::json& holder);
    void ignore(const std::string& pointer);

    // facts_and_materials.cpp
    void bind_facts();
    void check_survey();
    void check_survey_item(std::size_t i);
    void fill_facts();
    Value fill(const Fact& fact) const;
    void check_materials();
    nlohmann::json check_material(const Material& material);

    // rules.cpp
    void check_rules();
    Decided decide(const Rule& rule);
    void fail(Decided& decided, const Problem& problem);
    void derive_licence();
    void derive(const LicenceValue& value, nlohmann::json& into, bool date);

    // hooks.cpp
    void ask_hooks();
    void ask_for_licence();
    bool is_answer(Decided& decided, RuleState state);
    void refuse(Decided& decided, const std::string& zh_cn, const std::string& en);

    // evaluation.cpp
    void bind_variables();
    Evaluated value_of(const Expression& expression, const std::string& name);
    Asked ask(const std::optional<Expression>& condition,
              const std::string& name,
              Section section,
              const std::string& pointer = {});
    bool applies(const std::vector<std::string>& variants) const;
    void add(Section section, Finding finding);
    void add_failed(Section section,
                    const std::string& name,
                    const std::string& pointer,
                    const Problem& problem);
    nlohmann::json verdict() const;
    std::vector<const Finding*> found() const;
    nlohmann::json unknown_facts() const;
    nlohmann::json derived() const;

    // Input, for hooks
    std::string_view county() const override { return request_.county; }
    std::string_view matter() const override { return matter_.id; }
    std::string_view variant() const override { return request_.variant; }
    std::string_view mode() const override { return request_.mode; }
    std::string_view stage() const override { return request_.stage_name; }
    std::string_view received_on() const override { return request_.received_on; }
    std::string_view today() const override { return request_.today; }
    Value form(std::string_view key) const override;
    Value fact(std::string_view id) const override;
    Value survey(std::string_view item) const override;
    const WorkCalendar& calendar() const override { return scope_.calendar(); }

    // Findings, from hooks
    void passed(std::string_view rule) override;
    void violated(std::string_view rule, std::string_view pointer) override;
    void waits(std::string_view rule, const std::vector<std::string_view>& facts) override;
    void fails(std::string_view rule) override;
    Decided* native_rule(std::string_view id);

    // Derived, from hooks
    void licence(std::string_view name, const nlohmann::json& value) override;

    const Request& request_;
    const Matter& matter_;
    const Department& department_;
    Scope scope_;
    std::array<std::vector<Finding>, 6> sections_{};
    std::vector<Decided> decided_{};
    Truth survey_applies_ = Truth::no;
    std::vector<Truth> items_apply_{};
    nlohmann::json required_materials_ = nlohmann::json::array();
    nlohmann::json provisional_ = nlohmann::json::array();
    nlohmann::json ignored_ = nlohmann::json::array();
    nlohmann::json fields_ = nlohmann::json::object();
    nlohmann::json licence_{};
};

}  // namespace v0_9
}  // namespace oneseal::sdk
