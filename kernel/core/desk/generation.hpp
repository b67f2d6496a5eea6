// Everything that is in force at an instant: counties, their people, the matters that each has in
// force, the laws of the day and the calendar. It never changes; where something else is in force,
// another one is made and put in its place (generations.hpp). [any thread]
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "desk/county.hpp"

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

struct Generation {
    unsigned long long number = 0;  // told apart by it from every other one of this process
    Day day{};                      // whose laws are in force
    std::map<std::string, County> counties{};
    LawRegister laws{};
    std::vector<Json> notices{};  // of holidays, as they were read
    sdk::WorkCalendar calendar{};
    PluginContext context{};
    std::vector<LeftOut> left_out{};
    std::shared_ptr<const host::Shelf> shelf{};  // of every package that was opened here

    const County* county(std::string_view code) const;
};

using GenerationPointer = std::shared_ptr<const Generation>;

struct GenerationSources {
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
Result<Generation> assemble(const GenerationSources& sources);

}  // namespace oneseal::desk
