#include "desk/county.hpp"

#include <algorithm>
#include <cstdio>

#include "cases/licence_number.hpp"
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
    officer.roles = person.value("roles", std::set<Role>{});
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

}  // namespace

std::array<int, 3> version_numbers(const std::string& version) {
    std::array<int, 3> numbers{};
    static_cast<void>(
        std::sscanf(version.c_str(), "%d.%d.%d", numbers.data(), &numbers[1], &numbers[2]));
    return numbers;
}

Result<County> read_county(const Json& document,
                           const Json& remedies,
                           const ReadyMatters& ready,
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
    for (const MatterInForce& read : ready.in_force) {
        MatterInForce matter = in_county(read, document);
        const auto [there, added] = county.matters.try_emplace(matter.matter->id, matter);
        if (!added) {
            return errors::matter_twice(matter.matter->title, there->second.plugin, matter.plugin);
        }
    }
    for (const MatterInForce& read : ready.others) {
        county.others.push_back(in_county(read, document));
    }
    return county;
}

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
        version_numbers(in_force->version) <= version_numbers(now.pin.version)) {
        return nullptr;
    }
    return in_force->matter->variant(now.filing.variant) == nullptr ? nullptr : in_force;
}

std::string effective_matter(const MatterInForce& matter) {
    return sdk::canonical(Json{{"document", matter.matter->document},
                               {"overlay", matter.overlay},
                               {"promised_days", matter.promised_days}});
}

}  // namespace oneseal::desk
