// A case of a real matter on its way, with hand-made verdicts and a clock that the test owns.
#pragma once

#include <string>

#include "cases/case_json.hpp"
#include "cases/clocks.hpp"
#include "cases/decide.hpp"

namespace oneseal::cases {

class World {
  public:
    World();

    // Midnight of that day in China, plus nine hours.
    void set_day(const std::string& day);
    // What the next verdict says: findings as "RULE outcome", and the material states.
    Json verdict(std::initializer_list<const char*> findings, Json materials = Json::array()) const;
    void answer(Json verdict);
    Json& last_verdict() { return verdict_; }

    // Takes the action; answers the refusal's id, or "" where it was taken.
    std::string act(const std::string& actor,
                    const std::string& action,
                    Json body = Json::object());
    Error refusal(const std::string& actor, const std::string& action, Json body = Json::object());
    // Fires every timer that is due, in order, each at its legal instant.
    void let_time_pass(const std::string& until_day);

    // Shortcuts along the usual path.
    void file();
    void accept();
    void survey(const std::string& result = "pass");
    void propose();

    const Case& now() const { return now_; }
    Json paper(int kind) const;  // the content of the last one
    Officer& officer(const std::string& id);
    Context context() const;

  private:
    Actor actor(const std::string& id) const;

    Matter matter_{};
    CountyTerms county_{};
    std::vector<Officer> officers_{};
    sdk::WorkCalendar calendar_{};
    Instant instant_{};
    Json verdict_{};
    Case now_{};
    std::map<std::string, std::int64_t> counters_{};
    std::vector<Json> papers_{};
};

}  // namespace oneseal::cases
