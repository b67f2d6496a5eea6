// One step of a case while it is decided: the case as the events so far have left it, and the few
// verbs that every action is written with.
#pragma once

#include <string>
#include <string_view>

#include "cases/decide.hpp"

namespace oneseal::cases {

class Step {
  public:
    Step(const Case& before, const Command& command, const Context& context)
        : command_(command), context_(context), case_(before) {}

    const Case& now() const { return case_; }
    const Context& context() const { return context_; }
    const Matter& matter() const { return *context_.matter; }
    const Variant& variant() const { return *matter().variant(case_.filing.variant); }
    const Actor& actor() const { return command_.actor; }
    const Json& body() const { return command_.body; }
    const Json& typed() const {
        return command_.body.contains("form") ? command_.typed : case_.filing.typed;
    }
    Day today() const { return context_.today(); }
    std::string instant() const { return format_instant(context_.now); }
    bool by(Role role) const { return command_.actor.roles.contains(role); }

    // The verdict without what officers have settled. Fails as `unavailable` while the department's
    // plugin does not answer.
    Result<Verdict> verdict() const;

    void emit(Happening what);
    // Issues a paper with the content that the law asks for; returns its id.
    std::string issue(int kind, Json fields = Json::object());
    // The next value of a counter without gaps.
    std::int64_t allot(const std::string& counter);

    Decision finish() { return {std::move(events_), std::move(case_), std::move(counters_)}; }

  private:
    const Command& command_;
    const Context& context_;
    Case case_;
    std::vector<Event> events_{};
    std::map<std::string, std::int64_t> counters_{};
};

// Reads a body that the action's document allows (body.hpp), and collects what the case says
// against it. What is not given reads as empty.
class Body {
  public:
    explicit Body(const Json& body) : body_(body) {}

    std::string text(const std::string& key) const;
    bool flag(const std::string& key) const;
    std::int64_t number(const std::string& key, std::int64_t otherwise) const;
    std::optional<Day> day(const std::string& key) const;
    Json object(const std::string& key) const;
    Json list(const std::string& key) const;
    Json any(const std::string& key) const;

    void wrong(const std::string& pointer, Text message);
    // Fails as invalid_input (ACTION_BODY) with all findings.
    Result<void> finish();

  private:
    const Json& body_;
    std::vector<Finding> findings_{};
};

// ACTION_BODY, with what is wrong.
Error wrong_body(std::vector<Finding> findings);

}  // namespace oneseal::cases
