// The law register (config/laws): which laws there are, of what rank, in force from when to when. A
// condition, material or limit without a basis in it cannot be enabled.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
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
    Json document{};  // the file as it was read
};

class LawRegister {
  public:
    // One file of the register each. Fails as invalid_input (LAW_REGISTER).
    static Result<LawRegister> from_json(const std::vector<Json>& files);

    const Law* find(const std::string& id) const;
    // By id, as papers and messages print them.
    std::map<std::string, Text> titles() const;
    const std::map<std::string, Law>& all() const { return laws_; }

  private:
    std::map<std::string, Law> laws_{};
};

// Holds every basis in a matter's document against the register on one day. Fails as invalid_input
// (MATTER_BASIS) with a finding for each: no basis where the law demands one (rule
// PREREQ_NO_BASIS), a law that is not in the register or not in force, a basis of too low a rank.
// LAW: 行政许可法 第十六条
// LAW: 优化营商环境条例 第三十五条
Result<void> check_bases(const Json& matter, const LawRegister& laws, Day day);

// The articles that a matter's document cites, by law, as they stand there; an empty one where it
// cites a law as a whole. [any thread]
std::map<std::string, std::set<std::string>> cited_articles(const Json& matter);

// How the articles of a law stand in it: 第三十三条第一款 in the place of 第三十三条; behind all
// others what the register does not have. [any thread]
std::size_t place_in_law(const Law& law, const std::string& article);

// Pointers to what is still to be confirmed or was assumed: part of the matter's gate, for the
// legal officer to sign.
std::vector<std::string> to_be_confirmed(const Json& matter);

}  // namespace oneseal
