// The law register for readers: what each law is, and which matters rest on which of its articles.
// LAW: 行政许可法 第三十条
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "api/tagged.hpp"

namespace oneseal::api {
namespace {

// The matters of a county by article, for each law.
using Citing = std::map<std::string, std::map<std::string, std::vector<std::string>>>;

Citing citing_matters(const desk::County& county) {
    Citing citing;
    for (const auto& [id, in_force] : county.matters) {
        for (const auto& [law, articles] : cited_articles(in_force.matter->document)) {
            for (const std::string& article : articles) citing[law][article].push_back(id);
        }
    }
    return citing;
}

Json law_summary(const Law& law, const Citing& citing) {
    std::set<std::string> matters;
    const auto cited = citing.find(law.id);
    if (cited != citing.end()) {
        for (const auto& [article, by] : cited->second) matters.insert(by.begin(), by.end());
    }
    return {{"id", law.id},
            {"title", to_json(law.title)},
            {"short_title", member(law.document, "short_title")},
            {"kind", law.kind},
            {"number", member(law.document, "number")},
            {"adopted", member(law.document, "adopted")},
            {"in_force", sdk::format_day(law.in_force)},
            {"until", law.until ? Json(sdk::format_day(*law.until)) : Json()},
            {"matters", matters}};
}

Json amendments_of(const Law& law) {
    Json list = Json::array();
    for (const Json& version : member(law.document, "versions")) {
        list.push_back(
            {{"amended", member(version, "amended")}, {"in_force", member(version, "in_force")}});
    }
    return list;
}

Json articles_of(const Law& law, const Citing& citing) {
    std::vector<std::pair<std::string, std::vector<std::string>>> cited;
    const auto found = citing.find(law.id);
    if (found != citing.end()) cited.assign(found->second.begin(), found->second.end());
    std::erase_if(cited, [](const auto& one) { return one.first.empty(); });
    std::ranges::stable_sort(
        cited, {}, [&](const auto& one) { return place_in_law(law, one.first); });
    Json list = Json::array();
    for (const auto& [article, matters] : cited) {
        list.push_back({{"article", article}, {"matters", matters}});
    }
    return list;
}

Result<http::Response> list_laws(const Call& call) {
    const Citing citing = citing_matters(call.desk.county(call.county));
    Json list = Json::array();
    for (const auto& [id, law] : call.desk.generation().laws.all())
        list.push_back(law_summary(law, citing));
    return tagged(call, Json{{"laws", std::move(list)}});
}

Result<http::Response> show_law(const Call& call) {
    const std::string id = call.parameter("id");
    const Law* law = call.desk.generation().laws.find(id);
    if (law == nullptr) return errors::law_unknown(id);
    const Citing citing = citing_matters(call.desk.county(call.county));
    Json detail = law_summary(*law, citing);
    detail["amendments"] = amendments_of(*law);
    detail["articles"] = articles_of(*law, citing);
    return tagged(call, detail);
}

}  // namespace

void add_law_routes(http::Router& router, const Doorway& doorway) {
    const std::string laws = "/api/v1/counties/{c}/laws";
    router.add("GET", laws, http::Body::none, doorway.at_work(SignIn::optional, list_laws));
    router.add(
        "GET", laws + "/{id}", http::Body::none, doorway.at_work(SignIn::optional, show_law));
}

}  // namespace oneseal::api
