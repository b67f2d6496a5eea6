#include "cases/binding.hpp"

#include <algorithm>
#include <map>

#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

struct Choice {
    std::string id{};
    Text title{};
};
using Choices = std::vector<Choice>;
using Source = Choices (*)(const Case&, const Context&);

Choices unserved_papers(const Case& now, const Context&) {
    Choices choices;
    for (const PaperRecord& paper : now.papers) {
        const bool sealed = paper.seal.empty() || !paper.sealed_at.empty();
        if (!is_served(paper.kind) || is_decision(paper.kind) || !sealed) continue;
        // A supplement notice that was not served in time did not happen.
        const bool is_notice = paper_terms(paper.kind).served == Served::notice;
        if (is_notice && now.state != State::supplement_wait) continue;
        if (paper.served_at.empty()) choices.push_back({paper.id, paper.title});
    }
    return choices;
}

Choices people_of(const std::vector<std::string>& ids, const Context& context) {
    Choices choices;
    for (const std::string& id : ids) {
        const Officer* officer = context.officer(id);
        const std::string name = officer != nullptr ? officer->name : id;
        choices.push_back({id, {name, name}});
    }
    return choices;
}

Choices drawn(const Case& now, const Context& context) {
    std::vector<std::string> people = now.people.surveyors;
    if (!now.people.reviewer.empty()) people.insert(people.begin(), now.people.reviewer);
    return people_of(people, context);
}

Choices surveyors(const Case& now, const Context& context) {
    return people_of(now.people.surveyors, context);
}

Choices with_role(Role role, const Context& context) {
    std::vector<std::string> people;
    for (const Officer& officer : *context.officers) {
        if (officer.roles.contains(role)) people.push_back(officer.id);
    }
    return people_of(people, context);
}

Choices heads(const Case&, const Context& context) {
    return with_role(Role::head, context);
}

Choices clerks(const Case&, const Context& context) {
    return with_role(Role::intake, context);
}

Choices variants(const Case&, const Context& context) {
    Choices choices;
    for (const Variant& variant : context.matter->variants) {
        choices.push_back({variant.id, variant.title});
    }
    return choices;
}

Choices materials(const Case& now, const Context& context) {
    Choices choices;
    for (const MaterialTerms& material : context.matter->materials) {
        if (material.is_of(now.filing.variant)) choices.push_back({material.id, material.title});
    }
    return choices;
}

Choices claimed_materials(const Case& now, const Context& context) {
    Choices choices = materials(now, context);
    std::erase_if(choices, [&](const Choice& one) {
        const auto& claimed = now.filing.shared_data;
        return std::ranges::find(claimed, one.id) == claimed.end();
    });
    return choices;
}

Choices facts(const Case&, const Context& context) {
    Choices choices;
    for (const FactTerms& fact : context.matter->facts) {
        const bool recorded = fact.source == "shared_data" || fact.source == "expert" ||
                              fact.source == "joint_department";
        if (recorded) choices.push_back({fact.id, fact.title});
    }
    return choices;
}

Choices findings(const Case&, const Context& context) {
    Choices choices;
    if (!context.verdict) return choices;
    for (const VerdictFinding& finding : context.verdict->findings) {
        const auto same = [&](const Choice& one) { return one.id == finding.rule; };
        if (std::ranges::none_of(choices, same)) choices.push_back({finding.rule, finding.message});
    }
    return choices;
}

Choices laws(const Case&, const Context& context) {
    Choices choices;
    for (const auto& [id, title] : context.county->law_titles) choices.push_back({id, title});
    return choices;
}

const std::map<std::string, Source>& sources() {
    static const std::map<std::string, Source> all{{"unserved_papers", unserved_papers},
                                                   {"drawn", drawn},
                                                   {"surveyors", surveyors},
                                                   {"heads", heads},
                                                   {"clerks", clerks},
                                                   {"variants", variants},
                                                   {"materials", materials},
                                                   {"claimed_materials", claimed_materials},
                                                   {"facts", facts},
                                                   {"findings", findings},
                                                   {"laws", laws}};
    return all;
}

constexpr const char* checklist = "checklist";

// A property for each item that applies, its value of the type that the checklist asks for.
void bind_checklist(Json& schema, const Context& context) {
    if (!context.matter->survey) return;
    Json& order = schema["x-oneseal"]["order"] = Json::array();
    for (const ChecklistItem& item : context.matter->survey->checklist) {
        if (context.verdict && !context.verdict->survey_items.contains(item.id)) continue;
        Json property = schema["additionalProperties"];
        property["x-oneseal"]["title"] = to_json(item.item);
        property["x-oneseal"]["hint"] = to_json(item.standard);
        property["x-oneseal"]["critical"] = item.critical;
        if (item.value_type == "none") {
            property["properties"].erase("value");
        } else {
            property["properties"]["value"]["type"] = item.value_type;
        }
        schema["properties"][item.id] = std::move(property);
        // Which items apply is known only with a verdict.
        if (context.verdict) schema["required"].push_back(item.id);
        order.push_back(item.id);
    }
}

bool is_for(const Json& property, const Actor& actor) {
    const Json by = member(member(property, "x-oneseal"), "by");
    return by.is_null() || std::ranges::any_of(by, [&](const Json& role) {
               return actor.roles.contains(*roles.find(role.get<std::string>()));
           });
}

void leave_out_others(Json& schema, const Actor& actor) {
    Json order = Json::array();
    for (const Json& key : schema["x-oneseal"]["order"]) {
        const auto& name = key.get_ref<const std::string&>();
        if (is_for(schema["properties"][name], actor)) {
            order.push_back(key);
            schema["properties"][name]["x-oneseal"].erase("by");
        } else {
            schema["properties"].erase(name);
        }
    }
    schema["x-oneseal"]["order"] = std::move(order);
}

void bind(Json& schema, const Case& now, const Context& context) {
    const std::string of = text_at(schema.value("x-oneseal", Json::object()), "of");
    if (of == checklist) bind_checklist(schema, context);
    if (const auto source = sources().find(of); source != sources().end()) {
        const Choices choices = source->second(now, context);
        for (const Choice& choice : choices) {
            schema["enum"].push_back(choice.id);
            schema["x-oneseal"]["options"][choice.id] = to_json(choice.title);
        }
    }
    if (schema.contains("items")) bind(schema["items"], now, context);
    if (!schema.contains("properties")) return;
    for (Json& property : schema["properties"]) bind(property, now, context);
}

}  // namespace

Json bind_body(const Json& schema, const Case& now, const Context& context, const Actor& actor) {
    Json bound = schema;
    leave_out_others(bound, actor);
    bind(bound, now, context);
    return bound;
}

bool is_bound_source(const std::string& of) {
    return of == checklist || sources().contains(of);
}

}  // namespace oneseal::cases
