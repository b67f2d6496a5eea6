// The assembled system as it runs now: counties, their people, the matters that each has in force,
// and the calendar. Made at start from the configuration and the packages; read-only after, so it
// needs no lock. [any thread]
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "cases/case.hpp"
#include "cases/context.hpp"
#include "catalogue/matter.hpp"
#include "schema/schema.hpp"

namespace oneseal::host {
class Shelf;
}

namespace oneseal::desk {

// A department package as it was verified and opened: what the kernel reads of its documents.
struct InstalledPackage {
    std::string id{};
    std::string version{};
    std::string digest{};
    Json department = Json::object();
    std::vector<Json> matters{};
    // Where it does not open, or lies only on the shelf, it goes on only with the cases pinned to
    // it.
    bool opens = true;
    bool kept = false;
};

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

// A package that takes no filings, and why.
struct LeftOut {
    std::string package{};  // id and version, or its folder
    Error why{};
};

// What every plugin is opened with, from the holidays' notices.
struct PluginContext {
    std::string json{};    // canonical
    std::string digest{};  // its SHA-256
};

struct Bureau {
    std::map<std::string, County> counties{};
    sdk::WorkCalendar calendar{};
    PluginContext context{};
    std::vector<LeftOut> left_out{};
    std::shared_ptr<const host::Shelf> shelf{};  // of every package that was opened here

    const County* county(std::string_view code) const;
};

struct BureauSources {
    std::vector<Json> counties{};
    std::vector<Json> laws{};
    std::vector<Json> calendars{};
    Json remedies = Json::object();
    std::vector<InstalledPackage> packages{};
    Day today{};
};

// Fails as invalid_input with the place (CALENDAR_NOTICE).
Result<PluginContext> plugin_context(const std::vector<Json>& calendars);

// In force is, of each package, the newest version that opens and whose bases hold on the day. A
// package with a matter that the kernel cannot read (MATTER_DOCUMENT) or that is no licence
// (MATTER_NATURE) is left out; one whose bases do not hold (MATTER_BASIS) only goes on with the
// cases pinned to it. Fails as invalid_input with the place: a notice or a law that does not hold
// (CALENDAR_NOTICE, LAW_REGISTER); and where somebody has to choose: one version of a package twice
// (PACKAGE_TWICE), one matter in two packages (MATTER_TWICE).
Result<Bureau> assemble(const BureauSources& sources);

}  // namespace oneseal::desk
