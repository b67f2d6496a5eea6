#include "desk/bureau.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <tuple>

#include "calendar/notices.hpp"
#include "catalogue/laws.hpp"
#include "crypto/digest.hpp"
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

Result<Matter> read_matter(const Json& document, const InstalledPackage& package) {
    auto matter = matter_from_json(document);
    if (!matter) return matter;
    matter->department = package.id;
    matter->department_title = package.department.value("transferred_from", Json::object());
    matter->regulators = package.department.value("regulators", Json::array());
    // Only licensing powers move under article 25; anything else goes back to its department.
    // LAW: 行政许可法 第二十五条
    if (matter->nature != "licence") {
        return Error{
            ErrorCode::invalid_input,
            "MATTER_NATURE",
            {"“" + matter->title.zh_cn + "”不是行政许可,不能随相对集中行政许可权划转。",
             "\"" + matter->title.en + "\" is no licence and cannot move under article 25."},
            {"请退回原部门,或补充其他划转依据。",
             "Return it to its department, or name another basis of the transfer."},
            "行政许可法 第二十五条"};
    }
    return matter;
}

// The effective matter: the document with what the county adds.
Result<MatterInForce> in_force(Matter matter, const InstalledPackage& package, const Json& county) {
    MatterInForce result;
    auto kinds = Schema::compile_kinds(matter.document["form"]["schema"]);
    if (!kinds) return kinds.error();
    result.form_kinds = std::make_shared<const Schema>(std::move(*kinds));
    const Json overlay = county.value("matters", Json::object()).value(matter.id, Json::object());
    const Json promised = county.value("settings", Json::object())
                              .value("promised_days", Json::object())
                              .value(matter.id, Json::object());
    result.short_code = overlay.value("short_code", "0000");
    result.gate = overlay.value("gate", Json::object());
    result.promised_days = promised.get<std::map<std::string, int>>();
    result.to_confirm = to_be_confirmed(matter.document);
    result.plugin = package.id;
    result.version = package.version;
    result.package_digest = package.digest;
    for (const Json& plugin : county.value("plugins", Json::array())) {
        if (plugin.value("id", "") == package.id) result.enabled = plugin.value("enabled", false);
    }
    matter.digest = crypto::sha256_hex(sdk::canonical(
        Json{{"document", matter.document}, {"overlay", overlay}, {"promised_days", promised}}));
    result.matter = std::make_shared<const Matter>(std::move(matter));
    return result;
}

struct Version {
    const InstalledPackage* package = nullptr;
    bool newest = false;
};

std::array<int, 3> numbers_of(const std::string& version) {
    std::array<int, 3> numbers{};
    static_cast<void>(
        std::sscanf(version.c_str(), "%d.%d.%d", numbers.data(), &numbers[1], &numbers[2]));
    return numbers;
}

// The versions of each package together, from the oldest to the newest.
Result<std::vector<Version>> by_version(const std::vector<InstalledPackage>& packages) {
    const auto key = [](const Version& one) {
        return std::tuple(one.package->id, numbers_of(one.package->version));
    };
    std::vector<Version> versions;
    for (const InstalledPackage& package : packages) versions.push_back({&package, true});
    std::ranges::sort(versions, {}, key);
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const InstalledPackage& package = *versions[i].package;
        versions[i - 1].newest = versions[i - 1].package->id != package.id;
        if (key(versions[i - 1]) != key(versions[i])) continue;
        const std::string name = package.id + " " + package.version;
        return Error{ErrorCode::invalid_input,
                     "PACKAGE_TWICE",
                     {"部门组件 " + name + " 安装了两次。", name + " is installed twice."},
                     {"请只保留其中一个目录。", "Keep one of the two directories."}};
    }
    return versions;
}

Error matter_twice(const Matter& matter, const std::string& one, const std::string& other) {
    return {ErrorCode::invalid_input,
            "MATTER_TWICE",
            {"事项 " + matter.id + " 同时属于 " + one + " 和 " + other + "。",
             "The matter " + matter.id + " is in " + one + " and in " + other + "."},
            {"请只安装其中一个部门组件。", "Install one of the two packages."}};
}

Result<County> read_county(const Json& document,
                           const BureauSources& sources,
                           const std::vector<Version>& versions,
                           const LawRegister& laws) {
    County county;
    county.terms = read_terms(document, sources.remedies, laws);
    county.title = in_both(document.value("title", Json()));
    for (const Json& person : document.value("people", Json::array())) {
        county.officers.push_back(read_officer(person));
    }
    for (const Version& version : versions) {
        for (const Json& matter_document : version.package->matters) {
            auto matter = read_matter(matter_document, *version.package);
            if (!matter) return matter.error();
            auto read = in_force(std::move(*matter), *version.package, document);
            if (!read) return read.error();
            if (!version.newest) {
                county.earlier.push_back(std::move(*read));
                continue;
            }
            const auto [there, added] = county.matters.try_emplace(read->matter->id, *read);
            if (!added) return matter_twice(*read->matter, there->second.plugin, read->plugin);
        }
    }
    return county;
}

}  // namespace

const MatterInForce* County::matter_of(const cases::Case& now) const {
    const auto newest = matters.find(now.matter);
    const auto pinned = [&now](const MatterInForce& one) {
        return one.matter->id == now.matter && one.plugin == now.pin.plugin &&
               one.version == now.pin.version;
    };
    const bool there = newest != matters.end();
    if (there && (now.pin.version.empty() || pinned(newest->second))) return &newest->second;
    const auto found = std::ranges::find_if(earlier, pinned);
    if (found != earlier.end()) return &*found;
    // An ended case is only read any more.
    return there && cases::has_ended(now.state) ? &newest->second : nullptr;
}

const MatterInForce* County::newer_than(const cases::Case& now) const {
    const auto newest = matters.find(now.matter);
    if (newest == matters.end() || newest->second.version == now.pin.version) return nullptr;
    return newest->second.matter->variant(now.variant) == nullptr ? nullptr : &newest->second;
}

const County* Bureau::county(std::string_view code) const {
    const auto found = counties.find(std::string(code));
    return found == counties.end() ? nullptr : &found->second;
}

Result<Bureau> assemble(const BureauSources& sources) {
    Bureau bureau;
    std::vector<sdk::HolidayNotice> notices;
    for (const Json& file : sources.calendars) {
        auto notice = notice_from_json(file);
        if (!notice) return notice.error();
        notices.push_back(std::move(*notice));
    }
    const auto laws = LawRegister::from_json(sources.laws);
    if (!laws) return laws.error();
    const auto versions = by_version(sources.packages);
    if (!versions) return versions.error();
    for (const Version& version : *versions) {
        // An older version was checked when it was the newest; its cases go on under it.
        if (!version.newest) continue;
        for (const Json& matter : version.package->matters) {
            if (auto checked = check_bases(matter, *laws, sources.today); !checked)
                return checked.error();
        }
    }
    bureau.context_json = sdk::canonical(context_document(notices));
    bureau.context_digest = crypto::sha256_hex(bureau.context_json);
    bureau.calendar = sdk::WorkCalendar(std::move(notices));
    for (const Json& document : sources.counties) {
        auto county = read_county(document, sources, *versions, *laws);
        if (!county) return county.error();
        const std::string code = county->terms.code;
        bureau.counties[code] = std::move(*county);
    }
    return bureau;
}

}  // namespace oneseal::desk
