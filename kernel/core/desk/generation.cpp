#include "desk/generation.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <tuple>

#include "calendar/notices.hpp"
#include "cases/licence_number.hpp"
#include "catalogue/laws.hpp"
#include "crypto/digest.hpp"
#include "desk/errors.hpp"
#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

// One version of a package with its matters, read once for all counties.
struct Version {
    const InstalledPackage* package = nullptr;
    std::vector<MatterInForce> matters{};  // without what a county adds
    bool in_force = false;
};

// Only licensing powers move under article 25; anything else goes back to its department.
// LAW: 行政许可法 第二十五条
Result<MatterInForce> read_matter(const Json& document, const InstalledPackage& package) {
    auto matter = matter_from_json(document);
    if (!matter) return matter.error();
    if (matter->nature != "licence") return errors::matter_nature(matter->title);
    matter->department = package.id;
    matter->department_title = package.department.value("transferred_from", Json::object());
    matter->regulators = package.department.value("regulators", Json::array());
    auto kinds = Schema::compile_kinds(matter->document["form"]["schema"]);
    if (!kinds) return kinds.error();
    MatterInForce result;
    result.form_kinds = std::make_shared<const Schema>(std::move(*kinds));
    result.to_confirm = to_be_confirmed(matter->document);
    result.plugin = package.id;
    result.version = package.version;
    result.package_digest = package.digest;
    result.matter = std::make_shared<const Matter>(std::move(*matter));
    return result;
}

std::string name_of(const InstalledPackage& package) {
    return package.id + " " + package.version;
}

Result<Version> read_version(const InstalledPackage& package) {
    Version version{&package};
    for (const Json& document : package.matters) {
        auto matter = read_matter(document, package);
        if (!matter) return matter.error();
        version.matters.push_back(std::move(*matter));
    }
    return version;
}

Result<void> check_bases(const Version& version, const LawRegister& laws, Day today) {
    for (const Json& matter : version.package->matters) {
        if (auto checked = oneseal::check_bases(matter, laws, today); !checked) return checked;
    }
    return {};
}

// The versions of each package together, from the oldest to the newest, without those that cannot
// be read.
Result<std::vector<Version>> read_versions(const std::vector<InstalledPackage>& packages,
                                           std::vector<LeftOut>& left_out) {
    const auto key = [](const Version& one) {
        return std::tuple(one.package->id, version_numbers(one.package->version));
    };
    std::vector<Version> versions;
    for (const InstalledPackage& package : packages) {
        auto version = read_version(package);
        if (version) {
            versions.push_back(std::move(*version));
        } else {
            left_out.push_back({name_of(package), version.error()});
        }
    }
    // What lies on the shelf stands first: a version that is installed goes before it.
    std::ranges::sort(versions, {}, [&](const Version& one) {
        return std::tuple_cat(key(one), std::tuple(!one.package->kept));
    });
    const auto twice =
        std::ranges::adjacent_find(versions, [&](const Version& one, const Version& other) {
            return key(one) == key(other) && !one.package->kept && !other.package->kept;
        });
    if (twice == versions.end()) return versions;
    const std::string name = name_of(*twice->package);
    return errors::package_twice(name);
}

// An older version was checked when it was in force; its cases go on under it.
void put_in_force(std::vector<Version>& versions,
                  const LawRegister& laws,
                  Day today,
                  std::vector<LeftOut>& left_out) {
    std::set<std::string> packages;
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        if (!version->package->opens || version->package->kept) continue;
        if (packages.contains(version->package->id)) continue;
        const auto checked = check_bases(*version, laws, today);
        version->in_force = checked.has_value();
        if (version->in_force) {
            packages.insert(version->package->id);
        } else {
            left_out.push_back({name_of(*version->package), checked.error()});
        }
    }
}

Result<std::vector<sdk::HolidayNotice>> read_notices(const std::vector<Json>& calendars) {
    std::vector<sdk::HolidayNotice> read;
    for (const Json& file : calendars) {
        auto notice = notice_from_json(file);
        if (!notice) return notice.error();
        read.push_back(std::move(*notice));
    }
    return in_order_of_issue(std::move(read));
}

PluginContext context_of(const std::vector<sdk::HolidayNotice>& notices) {
    PluginContext context;
    context.json = sdk::canonical(context_document(notices));
    context.digest = crypto::sha256_hex(context.json);
    return context;
}

}  // namespace

const County* Generation::county(std::string_view code) const {
    const auto found = counties.find(std::string(code));
    return found == counties.end() ? nullptr : &found->second;
}

Result<PluginContext> plugin_context(const std::vector<Json>& calendars) {
    const auto notices = read_notices(calendars);
    if (!notices) return notices.error();
    return context_of(*notices);
}

Result<Generation> assemble(const GenerationSources& sources) {
    Generation made;
    auto notices = read_notices(sources.calendars);
    if (!notices) return notices.error();
    auto laws = LawRegister::from_json(sources.laws);
    if (!laws) return laws.error();
    auto versions = read_versions(sources.packages, made.left_out);
    if (!versions) return versions.error();
    put_in_force(*versions, *laws, sources.today, made.left_out);
    made.day = sources.today;
    made.notices = sources.calendars;
    made.context = context_of(*notices);
    made.calendar = sdk::WorkCalendar(std::move(*notices));
    ReadyMatters ready;
    for (Version& version : *versions) {
        auto& matters = version.in_force ? ready.in_force : ready.others;
        std::ranges::move(version.matters, std::back_inserter(matters));
    }
    for (const Json& document : sources.counties) {
        auto county = read_county(document, sources.remedies, ready, *laws);
        if (!county) return county.error();
        const std::string code = county->terms.code;
        made.counties[code] = std::move(*county);
    }
    made.laws = std::move(*laws);
    return made;
}

}  // namespace oneseal::desk
