// A county as it runs now: its people, and the matters that it has in force.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "cases/case.hpp"
#include "cases/context.hpp"
#include "catalogue/laws.hpp"
#include "catalogue/matter.hpp"
#include "schema/schema.hpp"

namespace oneseal::desk {

// A matter as one county runs it.
struct MatterInForce {
    std::shared_ptr<const Matter> matter{};
    std::shared_ptr<const Schema> form_kinds{};  // what makes a form unreadable
    std::string plugin{};
    std::string version{};
    std::string package_digest{};
    bool enabled = false;
    std::string short_code{};  // four digits of a case number
    std::string deciding_section{};
    std::string supervising_department{};        // that goes on supervising
    std::map<std::string, int> promised_days{};  // the county's own, by variant
    Json overlay = Json::object();               // what else the county adds
    Json gate = Json::object();
    std::vector<std::string> to_confirm{};  // pointers that the legal officer has still to sign
};

struct County {
    Json document{};  // the configuration as it was read
    cases::CountyTerms terms{};
    Text title{};
    std::vector<cases::Officer> officers{};
    std::map<std::string, std::string> departments{};  // of the regulators, by person
    std::map<std::string, MatterInForce> matters{};    // of each package's version in force
    std::vector<MatterInForce> others{};  // of its others, for the cases pinned to them
    // By counter, the first number of ours where others gave numbers before us.
    std::map<std::string, std::int64_t> number_starts{};

    // The matter in one of its versions, in the one in force where none is named; of any plugin
    // where none is named. Null where it is not installed.
    const MatterInForce* matter(const std::string& id,
                                const std::string& version = {},
                                const std::string& plugin = {}) const;
    // The case's matter in the package that it is pinned to by digest, a draft's as it is in force,
    // an ended case's in that too where its own is gone; null where it is not installed.
    const MatterInForce* matter_of(const cases::Case& now) const;
    // The matter in force, where it is newer than what the filed case is pinned to and still has
    // the case's variant; otherwise null.
    const MatterInForce* newer_than(const cases::Case& now) const;

  private:
    const MatterInForce* pinned_matter(const cases::Case& now) const;
};

// What the case's pin names: the document with what the county adds, canonical, so that the promise
// made at the filing can be shown later.
std::string effective_matter(const MatterInForce& matter);

// 1.10.0 comes after 1.9.0.
std::array<int, 3> version_numbers(const std::string& version);

// The matters that stand ready for every county, without what a county adds.
struct ReadyMatters {
    std::vector<MatterInForce> in_force{};
    std::vector<MatterInForce> others{};
};

// From the county's document. Fails as `invalid_input` (MATTER_TWICE).
Result<County> read_county(const Json& document,
                           const Json& remedies,
                           const ReadyMatters& ready,
                           const LawRegister& laws);

}  // namespace oneseal::desk
