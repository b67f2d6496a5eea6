#include "desk/evaluation.hpp"

#include "text/canonical.hpp"

namespace oneseal::desk {
namespace {

// Registers first; what an officer has recorded with evidence stands over them. Survey facts are
// the plugin's to read from the survey's values, config facts have their defaults there.
Json facts_of(const cases::Case& now, const Json& registry_facts) {
    Json facts = registry_facts;
    for (const auto& [id, record] : now.review.facts) facts[id] = record.value;
    return facts;
}

Json material_ids(const cases::Case& now) {
    Json ids = Json::array();
    for (const cases::HandedIn& material : now.filing.materials) {
        if (material.as_asked) ids.push_back(material.id);
    }
    return ids;
}

}  // namespace

std::string input_document(const cases::Case& now,
                           const Matter& matter,
                           const std::string& stage,
                           Day today,
                           const Json& registry_facts,
                           bool tells_fields) {
    Json input{{"county", now.county},
               {"matter", matter.id},
               {"variant", now.filing.variant},
               {"mode", now.filing.mode},
               {"stage", stage},
               {"received_on", sdk::format_day(now.filing.received_on.value_or(today))},
               {"today", sdk::format_day(today)},
               {"form", now.filing.form},
               {"facts", facts_of(now, registry_facts)},
               {"materials", material_ids(now)},
               {"shared_data", now.filing.shared_data},
               {"committed", now.filing.committed},
               {"survey", now.survey ? now.survey->results : Json::object()}};
    std::set<std::string> settled;
    for (const cases::Resolution& one : now.review.resolutions) settled.insert(one.rule);
    if (!settled.empty()) input["settled"] = settled;
    if (tells_fields) input["fields"] = true;
    return sdk::canonical(input);
}

Json receipt(const cases::Pin& pin,
             const std::string& context_digest,
             const std::string& input,
             const std::string& verdict) {
    return {{"plugin", pin.plugin},
            {"version", pin.version},
            {"package_digest", pin.package_digest},
            {"context", context_digest},
            {"input", input},
            {"verdict", verdict}};
}

Json events_of(const cases::Decision& decision) {
    Json events = Json::array();
    for (const cases::Event& event : decision.events) {
        events.push_back(cases::to_json(event));
    }
    return events;
}

}  // namespace oneseal::desk
