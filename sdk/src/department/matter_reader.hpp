// Reads a matter's document part by part; internal to this folder. What comes first is what later
// parts may mention.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "department/matter.hpp"

namespace oneseal::sdk {
inline namespace v0_9 {

class MatterReader {
  public:
    MatterReader(const Document& document, DocumentProblems& problems)
        : root_(document, problems) {}
    Matter read();

  private:
    using Names = std::set<std::string>;

    // matter_reader.cpp: what is declared
    void read_variants();
    void read_facts();
    Fact read_fact(const Cursor& fact);
    void read_setting(const Cursor& at, Fact& fact);
    void read_checklist();
    CheckItem read_check_item(const Cursor& item);
    void check_fills(const Cursor& at, CheckItem& item);
    void declare_all();
    void check_pointers();
    void check_pointer(const Cursor& at) const;

    // conditions.cpp: what is said about it
    void read_field_conditions(std::vector<Field>& fields,
                               const Cursor& properties,
                               Declarations& declarations,
                               Names& before);
    void read_survey_conditions();
    void read_materials();
    Material read_material(const Cursor& material);
    void read_rules();
    Rule read_rule(const Cursor& rule);
    void read_conditions(const Cursor& at, Rule& rule);
    void read_licence();

    // Nothing where there is no text, where it is "true", or where it was complained of.
    std::optional<Expression> condition(const Cursor& at, const Names& proven = {});
    std::optional<Expression> expression(const Cursor& at,
                                         const Declarations& declarations,
                                         const Type& expected,
                                         const Names& proven = {});
    void complain_of_texts(const Cursor& at,
                           const std::string& text,
                           const Expression& expression) const;
    // What a name may be compared with; none where that is open.
    std::optional<std::vector<std::string>> values_of(const std::string& name) const;
    void complain_of_reads(const Cursor& at,
                           const std::optional<Expression>& expression,
                           const std::function<bool(const std::string&)>& allowed) const;

    std::vector<std::string> read_variant_list(const Cursor& at) const;
    std::string read_id(const Cursor& thing, Names& taken) const;
    nlohmann::json read_text(const Cursor& at) const;
    nlohmann::json read_basis(const Cursor& at) const;
    bool filled_by_survey(const std::string& name) const;

    Cursor root_;
    Matter matter_{};
    Declarations declarations_{};
};

}  // namespace v0_9
}  // namespace oneseal::sdk
