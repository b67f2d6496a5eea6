#include "desk/bureau.hpp"

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

std::string replaced(std::string text, const std::string& mark, const std::string& by) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size())) {
        text.replace(at, mark.size(), by);
    }
    return text;
}

Text in_both(const Json& json) {
    return json.is_string() ? Text{json.get<std::string>(), json.get<std::string>()}
                            : text_from_json(json);
}

// The remedies' texts name the county's own reconsideration body, channel and court.
// LAW: 行政复议法 第二十条
// LAW: 行政复议法 第二十四条
Json remedies_of(const Json& remedies, const Json& county) {
    const Json government = county.value("government", Json::object());
    const Text body = in_both(government.value("title", Json()));
    const Text court = in_both(county.value("court", Json()));
    const std::string channel = government.value("channel", "");
    Json told = Json::object();
    const Json acts = remedies.value("remedies", Json::object());
    for (const auto& [act, remedy] : acts.items()) {
        Text text = text_from_json(remedy.value("text", Json::object()));
        for (auto [words, names] : {std::pair{&text.zh_cn, &Text::zh_cn}, {&text.en, &Text::en}}) {
            *words = replaced(*words, "{government}", body.*names);
            *words = replaced(*words, "{court}", court.*names);
            *words = replaced(*words, "{channel}", channel);
        }
        told[act] = to_json(text);
    }
    return told;
}

cases::CountyTerms read_terms(const Json& county, const Json& remedies, const LawRegister& laws) {
    cases::CountyTerms terms;
    const Json bureau = county.value("bureau", Json::object());
    const Json government = county.value("government", Json::object());
    const Json settings = county.value("settings", Json::object());
    terms.code = county.value("code", "");
    terms.bureau = in_both(bureau.value("title", Json()));
    terms.short_name = bureau.value("short", "");
    terms.opened_on = sdk::parse_day(text_at(county, "opened_on"));
    terms.address = in_both(bureau.value("address", Json())).zh_cn;
    terms.phone = bureau.value("phone", "");
    terms.reconsideration_body = in_both(government.value("title", Json())).zh_cn;
    terms.online_channel = government.value("channel", "");
    terms.court = in_both(county.value("court", Json())).zh_cn;
    terms.minimum_formal_surveyors = settings.value("minimum_formal_surveyors", 2);
    terms.band_width = settings.value("draw_band_width", 5);
    terms.remedies = remedies_of(remedies, county);
    terms.law_titles = laws.titles();
    return terms;
}

cases::Officer read_officer(const Json& person) {
    cases::Officer officer;
    officer.id = text_at(person, "id");
    officer.name = text_at(person, "name");
    officer.roles = person.value("roles", std::set<std::string>{});
    officer.formal = text_at(person, "staff") == "formal";
    officer.section = text_at(person, "section");
    officer.certificate = text_at(person, "certificate_number");
    officer.conflicts = person.value("conflicts", std::set<std::string>{});
    officer.on_duty = person.value("on_duty", true);
    for (const Json& given : person.value("qualifications", Json::array())) {
        officer.qualifications.push_back({given.value("matter", ""),
                                          given.value("kinds", std::set<std::string>{}),
                                          sdk::parse_day(text_at(given, "until"))});
    }
    return officer;
}

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

// The effective matter: the document with what the county adds.
MatterInForce in_county(MatterInForce result, const Json& county) {
    Matter matter = *result.matter;
    const Json overlay = county.value("matters", Json::object()).value(matter.id, Json::object());
    const Json promised = county.value("settings", Json::object())
                              .value("promised_days", Json::object())
                              .value(matter.id, Json::object());
    result.overlay = overlay;
    result.short_code = overlay.value("short_code", "0000");
    result.deciding_section = text_at(overlay, "deciding_section");
    result.supervising_department = text_at(overlay, "supervising_department");
    result.gate = overlay.value("gate", Json::object());
    result.promised_days = promised.get<std::map<std::string, int>>();
    for (const Json& plugin : county.value("plugins", Json::array())) {
        if (plugin.value("id", "") == result.plugin)
            result.enabled = plugin.value("enabled", false);
    }
    matter.digest = crypto::sha256_hex(effective_matter(result));
    result.matter = std::make_shared<const Matter>(std::move(matter));
    return result;
}

std::array<int, 3> numbers_of(const std::string& version) {
    std::array<int, 3> numbers{};
    static_cast<void>(
        std::sscanf(version.c_str(), "%d.%d.%d", numbers.data(), &numbers[1], &numbers[2]));
    return numbers;
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
        return std::tuple(one.package->id, numbers_of(one.package->version));
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

Result<County> read_county(const Json& document,
                           const Json& remedies,
                           const std::vector<Version>& versions,
                           const LawRegister& laws) {
    County county;
    county.document = document;
    county.terms = read_terms(document, remedies, laws);
    county.title = in_both(document.value("title", Json()));
    for (const Json& person : document.value("people", Json::array())) {
        county.officers.push_back(read_officer(person));
        const std::string department = text_at(person, "department");
        if (!department.empty()) county.departments[text_at(person, "id")] = department;
    }
    const Json matters = document.value("matters", Json::object());
    for (const auto& [matter, overlay] : matters.items()) {
        const Json starts = overlay.value("number_start", Json::object());
        for (const auto& [prefix, first] : starts.items()) {
            county.number_starts[cases::licence_counter(matter, prefix)] = first;
        }
    }
    for (const Version& version : versions) {
        for (const MatterInForce& read : version.matters) {
            MatterInForce matter = in_county(read, document);
            if (!version.in_force) {
                county.others.push_back(std::move(matter));
                continue;
            }
            const auto [there, added] = county.matters.try_emplace(matter.matter->id, matter);
            if (!added)
                return errors::matter_twice(
                    matter.matter->title, there->second.plugin, matter.plugin);
        }
    }
    return county;
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

const MatterInForce* County::matter(const std::string& id,
                                    const std::string& version,
                                    const std::string& plugin) const {
    const auto wanted = [&](const MatterInForce& one) {
        return one.matter->id == id && (version.empty() || one.version == version) &&
               (plugin.empty() || one.plugin == plugin);
    };
    const auto in_force = matters.find(id);
    if (in_force != matters.end() && wanted(in_force->second)) return &in_force->second;
    if (version.empty()) return nullptr;
    const auto found = std::ranges::find_if(others, wanted);
    return found == others.end() ? nullptr : &*found;
}

const MatterInForce* County::matter_of(const cases::Case& now) const {
    const MatterInForce* pinned = pinned_matter(now);
    // An ended case is only read any more.
    if (pinned == nullptr && cases::has_ended(now.state)) return matter(now.matter);
    return pinned;
}

const MatterInForce* County::pinned_matter(const cases::Case& now) const {
    const cases::Pin& pin = now.pin;
    // A draft has no pin.
    if (pin.package_digest.empty()) return matter(now.matter, pin.version, pin.plugin);
    const auto wanted = [&](const MatterInForce& one) {
        return one.matter->id == now.matter && one.package_digest == pin.package_digest;
    };
    const auto in_force = matters.find(now.matter);
    if (in_force != matters.end() && wanted(in_force->second)) return &in_force->second;
    const auto found = std::ranges::find_if(others, wanted);
    return found == others.end() ? nullptr : &*found;
}

const MatterInForce* County::newer_than(const cases::Case& now) const {
    const MatterInForce* in_force = matter(now.matter);
    if (in_force == nullptr) return nullptr;
    if (in_force->plugin == now.pin.plugin &&
        numbers_of(in_force->version) <= numbers_of(now.pin.version)) {
        return nullptr;
    }
    return in_force->matter->variant(now.filing.variant) == nullptr ? nullptr : in_force;
}

std::string effective_matter(const MatterInForce& matter) {
    return sdk::canonical(Json{{"document", matter.matter->document},
                               {"overlay", matter.overlay},
                               {"promised_days", matter.promised_days}});
}

const County* Bureau::county(std::string_view code) const {
    const auto found = counties.find(std::string(code));
    return found == counties.end() ? nullptr : &found->second;
}

Result<PluginContext> plugin_context(const std::vector<Json>& calendars) {
    const auto notices = read_notices(calendars);
    if (!notices) return notices.error();
    return context_of(*notices);
}

Result<Bureau> assemble(const BureauSources& sources) {
    Bureau bureau;
    auto notices = read_notices(sources.calendars);
    if (!notices) return notices.error();
    const auto laws = LawRegister::from_json(sources.laws);
    if (!laws) return laws.error();
    auto versions = read_versions(sources.packages, bureau.left_out);
    if (!versions) return versions.error();
    put_in_force(*versions, *laws, sources.today, bureau.left_out);
    bureau.context = context_of(*notices);
    bureau.calendar = sdk::WorkCalendar(std::move(*notices));
    for (const Json& document : sources.counties) {
        auto county = read_county(document, sources.remedies, *versions, *laws);
        if (!county) return county.error();
        const std::string code = county->terms.code;
        bureau.counties[code] = std::move(*county);
    }
    return bureau;
}

}  // namespace oneseal::desk
