// The law register (config/laws): which laws there are, of what rank, in force from when to when. A
// condition, material or limit without a basis in it cannot be enabled.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal {

struct Law {
    std::string id{};
    Text title{};
    std::string kind{};  // law, administrative_regulation, department_rule, standard …
    Day in_force{};
    std::optional<Day> until{};
    std::set<std::string> articles{};
};

class LawRegister {
  public:
    // One file of the register each. Fails as invalid_input (LAW_REGISTER).
    static Result<LawRegister> from_json(const std::vector<Json>& files);

    const Law* find(const std::string& id) const;
    // By id, as papers and messages print them.
    std::map<std::string, Text> titles() const;

  private:
    std::map<std::string, Law> laws_{};
};

// Holds every basis in a matter's document against the register on one day. Fails as invalid_input
// (MATTER_BASIS) with a finding for each: no basis where the law demands one (rule
// PREREQ_NO_BASIS), a law that is not in the register or not in force, a basis of too low a rank.
// LAW: 行政许可法 第十六条
// LAW: 优化营商环境条例 第三十五条
Result<void> check_bases(const Json& matter, const LawRegister& laws, Day day);

// Pointers to what is still to be confirmed or was assumed: part of the matter's gate, for the
// legal officer to sign.
std::vector<std::string> to_be_confirmed(const Json& matter);

}  // namespace oneseal
