// What an answer shows, by the names of its members, and the table of what each reader may see.
#pragma once

#include <set>
#include <string>

#include "base/json.hpp"
#include "end_to_end/visitor.hpp"

namespace oneseal {

using Names = std::set<std::string>;

// The members of an answer as JSON pointers, with * for places in lists. A text in both languages
// is one member, and so is what the table calls free.
struct Shown {
    int status = 0;
    Names filled{};
    Names empty{};  // null, "", [] and {}: they tell nothing but their names
};

class VisibleTable {
  public:
    // visible.json: "sets" of names, "groups" of readers, "stages", "free" members, "routes".
    explicit VisibleTable(const Json& document);

    Shown shown_in(const std::string& route, const Reply& reply) const;
    // Fails the test where more is shown than the table allows, or the answer is another one.
    void hold(const std::string& route,
              const std::string& reader,
              const std::string& stage,
              const Shown& shown);
    // Fails the test for each name that the table allows to somebody who was never shown it.
    void expect_all_shown() const;

  private:
    struct Rule {
        std::set<std::string> readers{};
        std::set<std::string> stages{};
        Names names{};   // of what is shown
        int status = 0;  // of a refusal
        mutable Names seen{};
        bool holds(const std::string& reader, const std::string& stage) const {
            return readers.contains(reader) && stages.contains(stage);
        }
    };
    struct Route {
        std::string name{};
        int depth = 0;  // members below it count as one; 0: all count
        std::vector<Rule> shows{};
        std::vector<Rule> refuses{};
    };

    Rule rule_of(const Json& rule) const;
    const Route* find(const std::string& route) const;
    int refusal_of(const Route& route, const std::string& reader, const std::string& stage) const;

    Json document_;
    std::vector<Route> routes_{};
    std::vector<Rule> refuses_{};
};

}  // namespace oneseal
