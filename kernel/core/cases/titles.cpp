#include "cases/titles.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cases/action.hpp"
#include "cases/built_in.hpp"
#include "cases/paper_text.hpp"
#include "cases/papers.hpp"

namespace oneseal::cases {
namespace {

// Titles that stand in another document: its options or words.
const Json& titles_at(const Json& document, const std::string& pointer) {
    const Json::json_pointer place(pointer);
    if (!document.contains(place)) throw std::logic_error("words.json: nothing at " + pointer);
    return document.at(place);
}

void add_from_documents(const Json& words, Json& all) {
    for (const auto& [group, from] : words.at("titles_of_actions").items()) {
        const Action* action = find_action(from.at(0).get<std::string>());
        if (action == nullptr) throw std::logic_error("words.json: no action for " + group);
        all[group].update(titles_at(action->body, from.at(1)));
    }
    for (const auto& [group, from] : words.at("titles_of_papers").items()) {
        all[group].update(titles_at(paper_terms(from.at(0)).fields, from.at(1)));
    }
}

void add_papers_and_actions(Json& all) {
    Json& papers = all["papers"];
    for (const PaperTerms& terms : all_paper_terms()) {
        const std::string kind = std::to_string(terms.kind);
        // words.json has those whose title hangs on the case.
        if (papers.contains(kind)) continue;
        papers[kind] = to_json(fill_paper(terms.title, terms.fields, Json::object()));
    }
    for (const Action& action : actions()) all["actions"][action.name] = to_json(action.title);
}

Json make() {
    const Json words = Json::parse(built_in_words());
    Json all = words.at("titles");
    all["states"] = words.at("states");
    all["roles"] = words.at("roles");
    all["worklists"] = words.at("worklists");
    for (const auto& [clock, said] : words.at("clocks").items()) {
        all["clocks"][clock] = said.at("title");
    }
    add_from_documents(words, all);
    add_papers_and_actions(all);
    return all;
}

}  // namespace

const Json& titles() {
    static const Json all = make();
    return all;
}

}  // namespace oneseal::cases
