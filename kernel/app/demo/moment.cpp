#include "app/demo/moment.hpp"

#include <algorithm>
#include <stdexcept>

#include "app/demo/values.hpp"
#include "base/enum_names.hpp"
#include "cases/papers.hpp"

namespace oneseal::demo {
namespace {

// A team comes ten minutes before its first photo.
constexpr std::chrono::minutes before_the_first_photo{10};

bool waits_for_service(const cases::PaperRecord& paper) {
    const bool sealed = paper.seal != "licensing" || !paper.sealed_at.empty();
    return sealed && paper.served_at.empty() && cases::is_served(paper.kind) &&
           !cases::is_decision(paper.kind);
}

Json unserved(const cases::Case& now) {
    Json papers = Json::array();
    for (const cases::PaperRecord& paper : now.papers) {
        if (waits_for_service(paper)) papers.push_back(paper.id);
    }
    return papers;
}

// What the matter asks for and the case does not have.
Json missing(const cases::Case& now, const Json& application) {
    Json list = Json::array();
    for (const Json& material : application["materials"]) {
        const auto& claims = now.filing.shared_data;
        const std::string id = material["id"];
        if (now.filing.handed_in(id) || std::ranges::find(claims, id) != claims.end()) continue;
        list.push_back(material);
    }
    return list;
}

Json first_of(const Json& list) {
    return list.empty() ? list : Json::array({list[0]});
}

}  // namespace

access::PrincipalPointer Moment::person(const std::string& role) {
    if (role == "applicant" && course_.online) return of(course_.party.username);
    if (role == "reviewer") return of(now_.people.reviewer);
    if (role == "surveyor" && !now_.people.surveyors.empty()) return of(now_.people.surveyors[0]);
    return one_with(role == "applicant" ? Role::intake : roles.find(role).value());
}

Json Moment::body_of(const Json& pattern) {
    return fill(pattern, [this](const std::string& name) { return value(name); });
}

Json Moment::form_as_filed() {
    Json filed = body_of((*course_.application)["form"]);
    if (course_.way->contains("wrong_form")) {
        filed.update((*course_.application)["wrong_form"]);
    }
    return filed;
}

access::PrincipalPointer Moment::of(const std::string& name) const {
    const bool applicant = name == course_.party.username;
    const auto& people =
        stage_.people.at(applicant ? std::string{access::applicants} : course_.county);
    const auto found = people.find(name);
    return found == people.end() ? nullptr : found->second;
}

// Anybody who has the role, but whoever took in or surveyed the case does not decide it.
access::PrincipalPointer Moment::one_with(Role role) {
    std::vector<access::PrincipalPointer> able;
    for (const auto& [id, who] : stage_.people.at(course_.county)) {
        const bool decides = role == Role::decider && who->roles.contains(Role::intake);
        const bool handled = id == now_.people.reviewer || now_.people.in_team(id);
        if (who->roles.contains(role) && !decides && !handled) able.push_back(who);
    }
    if (able.empty()) return nullptr;
    return able[static_cast<std::size_t>(course_.chance.below(static_cast<int>(able.size())))];
}

Json Moment::value(const std::string& name) {
    const Json& of_party = course_.party.values;
    if (of_party.contains(name)) return of_party[name];
    if (name.starts_with("any/"))
        return course_.chance.one_of(stage_.document["texts"][name.substr(4)]);
    if (name.starts_with("workday+")) return workday(name);
    if (auto day = day_from(name, "day", first_day()); !day.empty()) return day;
    if (name == "now") return format_instant(instant());
    if (name == "form") return body_of((*course_.application)["form"]);
    if (name == "claim") return (*course_.application)["claim"];
    return value_of_the_case(name);
}

Json Moment::value_of_the_case(const std::string& name) {
    if (name == "reviewer") return now_.people.reviewer;
    if (name == "team") return now_.people.surveyors;
    if (name == "head") {
        if (const auto head = one_with(Role::head)) return head->person;
    }
    if (name == "asked" && !now_.people.recusals.empty()) {
        return now_.people.recusals.back().person;
    }
    if (name == "unserved") return unserved(now_);
    if (name == "missing") return missing(now_, *course_.application);
    if (name == "half") return first_of(missing(now_, *course_.application));
    // What is handed in online is there as files already.
    if (name == "missing_papers") return course_.online ? Json() : value("missing");
    if (name == "half_papers") return course_.online ? Json() : value("half");
    if (name == "paper")
        return course_.online
                   ? Json()
                   : course_.chance.one_of(stage_.document["texts"]["evidence_of_paper"]);
    if (name == "survey") return results();
    if (name == "photos") return photos();
    if (name == "entry") return entry();
    throw std::invalid_argument("cases.json: $" + name);
}

Json Moment::workday(const std::string& name) const {
    const int days = std::stoi(name.substr(std::string("workday+").size()));
    const auto& calendar = stage_.desk.generation().calendar;
    return sdk::format_day(calendar.add_workdays(legal_day(instant()), days)->day);
}

Json Moment::results() const {
    Json results = (*course_.application)["survey"];
    if (course_.way->contains("survey")) results.update((*course_.application)["failed"]);
    return results;
}

std::vector<desk::Attachment> Moment::attachments() const {
    auto list = desk::list_attachments(stage_.desk.database(), now_);
    return list ? std::move(*list) : std::vector<desk::Attachment>{};
}

Json Moment::photos() {
    Json place = stage_.document["photo_place"][course_.county];
    Json photos = Json::array();
    for (const desk::Attachment& photo : attachments()) {
        for (const char* axis : {"latitude", "longitude"}) {
            place[axis] = place[axis].get<double>() + course_.chance.between(-200, 200) / 10'000.0;
        }
        photos.push_back({{"sha256", photo.sha256}, {"at", photo.at}, {"gps", place}});
    }
    return photos;
}

Json Moment::entry() const {
    const auto photos = attachments();
    const Instant first = photos.empty() ? instant() : *parse_instant(photos.front().at);
    return format_instant(first - before_the_first_photo);
}

}  // namespace oneseal::demo
