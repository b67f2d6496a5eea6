#include "fixture.hpp"

#include <algorithm>
#include <fstream>

#include "calendar/notices.hpp"

namespace oneseal::cases {
namespace {

Json read(const std::string& path) {
    std::ifstream file(std::string(ONESEAL_SOURCE_DIR) + "/" + path);
    return Json::parse(file);
}

Officer person(const std::string& id, std::set<std::string> roles, bool formal = true) {
    Officer officer;
    officer.id = id;
    officer.name = id;
    officer.roles = std::move(roles);
    officer.formal = formal;
    officer.certificate = "证-" + id;
    officer.qualifications = {{"food_business", {"review", "survey"}, {}}};
    return officer;
}

}  // namespace

World::World()
    : matter_(*matter_from_json(read("plugins/food_business/matters/food_business.json"))) {
    county_.code = "511102";
    county_.bureau = {"示例行政审批局", "Example bureau"};
    county_.short_name = "示审批";
    county_.reconsideration_body = "示例人民政府";
    county_.online_channel = "https://reconsideration.example/";
    county_.court = "示例人民法院";
    county_.law_titles = {{"food_business_rules", {"食品经营许可和备案管理办法", "rules"}}};
    county_.remedies = read("config/remedies.json")["remedies"];
    std::vector<sdk::HolidayNotice> notices;
    for (const char* year : {"2024", "2025", "2026"}) {
        notices.push_back(
            *notice_from_json(read(std::string("config/calendars/") + year + ".json")));
    }
    calendar_ = sdk::WorkCalendar(std::move(notices));
    officers_ = {person("clerk", {"intake"}),
                 person("reviewer", {"reviewer"}),
                 person("s1", {"surveyor", "decider"}),
                 person("s2", {"surveyor", "decider"}),
                 person("s3", {"surveyor", "decider"}),
                 person("s4", {"surveyor", "decider"}),
                 person("s5", {"surveyor"}, false),
                 person("decider", {"decider"}),
                 person("contract_decider", {"decider"}, false),
                 person("head", {"head"}),
                 person("keeper", {"seal_keeper"}),
                 person("legal", {"legal"})};
    officer("reviewer").roles.insert("seal_keeper");
    now_.county = "511102";
    now_.id = "case";
    now_.matter = "food_business";
    now_.variant = "new";
    now_.mode = "general";
    now_.applicant.account = "applicant";
    now_.form = {
        {"applicant_name", "示例小吃店"}, {"uscc", "92511102MA0BBB031Y"}, {"items", {"hot"}}};
    for (const char* id : {"fd01", "fd02", "fd03", "fd04"})
        now_.materials.push_back({id, "original"});
    set_day("2024-02-08");
    answer(verdict({}));
}

void World::set_day(const std::string& day) {
    instant_ = start_of(*sdk::parse_day(day)) + std::chrono::hours{9};
}

Json World::verdict(std::initializer_list<const char*> findings, Json materials) const {
    Json list = Json::array();
    std::string outcome = "acceptable";
    for (const std::string finding : findings) {
        const auto space = finding.find(' ');
        const std::string rule = finding.substr(0, space);
        list.push_back(
            {{"rule", rule},
             {"outcome", finding.substr(space + 1)},
             {"pointer", rule.starts_with("FLD:") ? "/" + rule.substr(4) : ""},
             {"message", {{"zh-CN", rule}, {"en", rule}}},
             {"basis", {{{"kind", "law"}, {"law", "licensing_law"}, {"article", "第三十八条"}}}}});
        if (outcome == "acceptable" && finding.substr(space + 1) != "flag")
            outcome = finding.substr(space + 1);
    }
    return {{"outcome", outcome},
            {"findings", list},
            {"required_materials", std::move(materials)},
            {"derived", {{"survey", true}, {"survey_items", {{"fs08", true}, {"fs12", true}}}}},
            {"unknown", Json::array()},
            {"explain", Json::array()}};
}

void World::answer(Json verdict) {
    verdict_ = std::move(verdict);
}

Officer& World::officer(const std::string& id) {
    return *std::ranges::find_if(officers_, [&](const Officer& o) { return o.id == id; });
}

Actor World::actor(const std::string& id) const {
    if (id == "system") return {};
    if (id == "applicant") return {Actor::Kind::applicant, "applicant", {}};
    const auto found =
        std::ranges::find_if(officers_, [&](const Officer& o) { return o.id == id; });
    return {Actor::Kind::officer, id, found->roles};
}

Context World::context() const {
    Context context;
    context.now = instant_;
    context.calendar = &calendar_;
    context.matter = &matter_;
    context.county = &county_;
    context.officers = &officers_;
    context.counters = counters_;
    context.case_number = "511102-20240208-1102-000001-4";
    context.seed = std::string(64, '7');
    if (!verdict_.is_null()) context.verdict = verdict_from_json(verdict_);
    context.licence = context.verdict;
    if (context.licence) {
        context.licence->licence = {{"prefix", "JY2511102"},
                                    {"digits", 6},
                                    {"check", "mod11_10"},
                                    {"suffix", ""},
                                    {"valid_from", "2024-02-28"},
                                    {"valid_to", "2029-02-27"},
                                    {"attributes", Json::object()}};
    }
    return context;
}

Error World::refusal(const std::string& who, const std::string& action, Json body) {
    const auto decision = decide(now_, {action, actor(who), std::move(body)}, context());
    if (!decision) return decision.error();
    Case folded = now_;
    for (const Event& event : decision->events) {
        folded = apply(std::move(folded), event);
        if (event.kind == "paper_issued") papers_.push_back(event.data["content"]);
    }
    // What is stored is exactly what the events say, and reads back as it was written.
    if (Json(folded) != Json(decision->after) || Json(Json(folded).get<Case>()) != Json(folded)) {
        return {ErrorCode::internal, "EVENTS_DIFFER"};
    }
    now_ = std::move(folded);
    for (const auto& [name, next] : decision->counters) counters_[name] = next;
    return {};
}

std::string World::act(const std::string& who, const std::string& action, Json body) {
    return refusal(who, action, std::move(body)).id;
}

void World::let_time_pass(const std::string& until_day) {
    const Instant end = start_of(*sdk::parse_day(until_day)) + std::chrono::hours{9};
    for (int fired = 0; fired < 50; ++fired) {
        auto due = timers(now_, context());
        std::erase_if(due, [&](const Timer& timer) { return timer.fires_at > end; });
        if (due.empty()) break;
        const Timer first = *std::ranges::min_element(due, {}, &Timer::fires_at);
        instant_ = first.fires_at;
        const bool alarm = first.kind.starts_with("alarm/");
        const Json body = alarm ? Json{{"kind", first.kind.substr(6)}} : Json::object();
        if (!act("system", alarm ? "raise_alarm" : first.kind, body).empty()) break;
    }
    instant_ = end;
}

void World::file() {
    act("applicant",
        "submit",
        {{"signature", "s"},
         {"truth", true},
         {"service", {{"address", "示例巷3号"}}},
         {"consent", {{"electronic_service", false}}}});
}

void World::accept() {
    file();
    act("clerk", "accept");
}

void World::survey(const std::string& result) {
    act("reviewer",
        "assign_survey",
        {{"planned_on", sdk::format_day(legal_day(instant_))}, {"place", "示例巷3号"}});
    const std::string one = now_.surveyors.at(0);
    act(one, "start_survey");
    act(one,
        "record_survey",
        {{"results", {{"fs08", {{"result", result}}}, {"fs12", {{"result", "pass"}}}}},
         {"entry_at", "09:00"},
         {"exit_at", "10:00"},
         {"ids_shown", true},
         {"present", {{{"name", "王某示"}, {"right", "经营者"}}}},
         {"conclusion", "符合"},
         {"signatures", {{"surveyors", now_.surveyors}, {"applicant", "王某示"}}}});
}

void World::propose() {
    act("reviewer",
        "propose",
        {{"proposal", "grant"},
         {"opinion", "符合条件"},
         {"interested_parties", {{"none", true}, {"reason", "不涉及他人重大利益"}}}});
}

Json World::paper(int kind) const {
    Json last;
    for (const Json& paper : papers_) {
        if (paper["kind"] == kind) last = paper;
    }
    return last;
}

}  // namespace oneseal::cases
