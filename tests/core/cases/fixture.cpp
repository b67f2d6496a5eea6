#include "core/cases/fixture.hpp"

#include <algorithm>

#include "calendar/notices.hpp"
#include "support/documents.hpp"

namespace oneseal::cases::test {
namespace {

Officer read_officer(const Json& person) {
    Officer officer;
    officer.id = person.at("id");
    officer.name = person.at("name");
    officer.roles = person.at("roles").get<std::set<Role>>();
    officer.formal = person.at("staff") == "formal";
    officer.certificate = person.value("certificate_number", "");
    for (const Json& given : person.at("qualifications")) {
        officer.qualifications.push_back({given.at("matter"),
                                          given.at("kinds").get<std::set<std::string>>(),
                                          sdk::parse_day(given.at("until").get<std::string>())});
    }
    return officer;
}

CountyTerms read_county(const Json& county) {
    CountyTerms terms;
    terms.code = county["code"];
    terms.bureau = text_from_json(county["bureau"]["title"]);
    terms.short_name = county["bureau"]["short"];
    terms.address = county["bureau"]["address"]["zh-CN"];
    terms.phone = county["bureau"]["phone"];
    terms.reconsideration_body = county["government"]["title"]["zh-CN"];
    terms.online_channel = county["government"]["channel"];
    terms.court = county["court"]["zh-CN"];
    const Json acts = support::read_document("config/remedies.json")["remedies"];
    for (const auto& [act, remedy] : acts.items()) terms.remedies[act] = remedy["text"];
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(ONESEAL_SOURCE_DIR) + "/config/laws")) {
        const Json law = support::read_document("config/laws/" + file.path().filename().string());
        terms.law_titles[law["id"]] = text_from_json(law["title"]);
    }
    return terms;
}

// Facts that staff record, of which the food matter has none.
Json with_staff_facts(Json document) {
    for (const auto& [id, type] :
         {std::pair{"expert_opinion", "boolean"}, {"expert_day", "date"}}) {
        document["facts"].push_back({{"id", id},
                                     {"type", type},
                                     {"title", {{"zh-CN", id}, {"en", id}}},
                                     {"source", "expert"}});
    }
    return document;
}

}  // namespace

Instant at(std::string_view text) {
    const Instant start = start_of(day(text.substr(0, 10)));
    if (text.size() < 16) return start;
    const int hour = std::stoi(std::string(text.substr(11, 2)));
    const int minute = std::stoi(std::string(text.substr(14, 2)));
    return start + std::chrono::hours{hour} + std::chrono::minutes{minute};
}

Day day(std::string_view text) {
    return sdk::parse_day(text).value();
}

Json filing() {
    return {{"signature", "signature-of-the-applicant"},
            {"truth", true},
            {"service", {{"address", "乐山市市中区示例路2号"}}},
            {"consent", {{"electronic_service", true}}}};
}

Json served(const std::string& paper) {
    Json body = {{"way", "direct"},
                 {"recipient", "示例餐饮店"},
                 {"evidence", "送达回证扫描件"},
                 {"signature", "示例餐饮店签收"}};
    if (!paper.empty()) body["papers"] = Json::array({paper});
    return body;
}

Json survey_record(const Case& now, const std::string& failed_item) {
    const std::string at = now.survey ? now.survey->started_at : "";
    Json results = {{"fs01", {{"result", "pass"}, {"value", 30.5}}},
                    {"fs02", {{"result", "pass"}}},
                    {"fs07", {{"result", "pass"}}}};
    if (!failed_item.empty()) results[failed_item]["result"] = "fail";
    return {
        {"results", results},
        {"entry_at", at},
        {"exit_at", at},
        {"present", {{{"name", "店长"}, {"right", "申请人的员工"}}}},
        {"ids_shown", true},
        {"measures", {{{"what", "场所与污染源距离"}, {"value", "30.5 m"}}}},
        {"photos",
         {{{"sha256", "aa"}, {"at", at}, {"gps", {{"latitude", 29.55}, {"longitude", 103.76}}}}}},
        {"conclusion", "按清单逐项核查"},
        {"signatures", {{"surveyors", now.people.surveyors}, {"applicant", "店长签名"}}}};
}

Json good_form() {
    return {{"applicant_name", "示例餐饮店"},
            {"uscc", "91511102MA0AAA016X"},
            {"legal_rep_name", "子一"},
            {"legal_rep_id", "51110219850312997X"},
            {"contact_mobile", "13800000001"},
            {"premises", "示例路2号"},
            {"site_area", 80},
            {"processing_area", 30},
            {"special_room", 8}};
}

std::set<std::string> rules_of(const Error& error) {
    std::set<std::string> rules;
    for (const Finding& finding : error.findings) rules.insert(finding.rule);
    return rules;
}

CaseTest::CaseTest() : clock_(at("2024-02-08 09:00")) {
    document_ = with_staff_facts(
        support::read_document("plugins/food_business/matters/food_business.json"));
    matter_ = matter_from_json(document_).value();
    const Json county = support::read_document("config/counties/511102.json");
    county_ = read_county(county);
    for (const Json& person : county["people"]) officers_.push_back(read_officer(person));
    for (const char* year : {"2024", "2025", "2026"}) {
        notices_.push_back(notice_from_json(support::read_document(
                                                std::string("config/calendars/") + year + ".json"))
                               .value());
    }
    calendar_ = sdk::WorkCalendar(notices_);
}

void CaseTest::change_matter(const std::function<void(Json&)>& change) {
    change(document_["variants"][0]);
    matter_ = matter_from_json(document_).value();
}

Actor CaseTest::actor(const std::string& who) const {
    if (who == "system") return {};
    if (who == "applicant") return {"account-1", {Role::applicant}};
    if (who == "agent") return {"account-1", {Role::applicant}, true};
    for (const Officer& one : officers_) {
        if (one.id == who) return {who, one.roles};
    }
    ADD_FAILURE() << "nobody is called '" << who << "'";
    return {};
}

Officer& CaseTest::officer(const std::string& id) {
    return *std::ranges::find_if(officers_, [&](const Officer& one) { return one.id == id; });
}

Context CaseTest::context() const {
    Context context;
    context.now = clock_;
    context.calendar = &calendar_;
    context.matter = &matter_;
    context.county = &county_;
    context.officers = &officers_;
    context.seed = seed_;
    context.previous_surveyors = previous_surveyors_;
    context.case_number = "20240208-511102-1102-000001";
    context.pin = {"food_business", "1.0.0", "package", "matter"};
    context.counters = counters_;
    return context;
}

Context CaseTest::context(const Command& command) const {
    Context result = context();
    if (!department_.answers) return result;
    const Case after = preview(case_, command);
    result.verdict = verdict_from_json(department_.verdict(after));
    result.licence = verdict_from_json(department_.licence(after, result.today()));
    return result;
}

Result<Decision> CaseTest::act(const std::string& who, const std::string& action, Json body) {
    const Command command{action, actor(who), std::move(body)};
    auto decision = decide(case_, command, context(command));
    clock_ += std::chrono::minutes{1};
    if (!decision) return decision;
    done_.insert(action);
    case_ = decision->after;
    for (const auto& [name, next] : decision->counters) counters_[name] = next;
    for (const Event& event : decision->events) {
        events_.push_back(event);
        if (const auto* issued = event.as<PaperIssued>()) {
            contents_[issued->paper.id] = issued->content;
        }
    }
    return decision;
}

std::string CaseTest::refusal(const std::string& who, const std::string& action, Json body) {
    const auto decision = act(who, action, std::move(body));
    return decision ? "" : decision.error().id;
}

void CaseTest::wait_until(std::string_view when) {
    wait_until(at(when));
}

void CaseTest::wait_until(Instant until) {
    for (int fired = 0; fired < 100 && case_.state != State::draft; ++fired) {
        auto due = timers(case_, context());
        std::erase_if(due, [&](const Timer& timer) {
            return timer.fires_at > until || timer.kind == TimerKind::evaluate;
        });
        if (due.empty()) break;
        const Timer first = *std::ranges::min_element(due, {}, &Timer::fires_at);
        clock_ = first.fires_at;
        ASSERT_EQ(refusal("system", first.action(), first.body()), "")
            << first.name() << " at " << format_instant(first.fires_at);
        ASSERT_LT(fired, 99);
    }
    clock_ = until;
}

std::string CaseTest::fires(const std::string& kind) const {
    for (const Timer& timer : timers(case_, context())) {
        if (timer.name() == kind) return format_instant(timer.fires_at);
    }
    return "";
}

void CaseTest::draft(Json form, const std::vector<std::string>& materials) {
    events_.clear();
    case_ = {};
    case_.county = "511102";
    case_.id = "draft-1";
    case_.matter = "food_business";
    case_.filing.variant = "new";
    case_.filing.mode = "general";
    case_.filing.form = std::move(form);
    for (const std::string& material : materials) hand_in(material);
}

void CaseTest::hand_in(const std::string& material) {
    const Json file = {{"id", material},
                       {"file",
                        {{"key", "1"},
                         {"pages", 3},
                         {"name", material + ".pdf"},
                         {"sha256", "sha-of-" + material}}}};
    ASSERT_EQ(refusal("applicant", "put_material", file), "");
}

void CaseTest::submit(Json form, const std::vector<std::string>& materials) {
    draft(std::move(form), materials);
    ASSERT_EQ(refusal("applicant", "submit", filing()), "");
}

void CaseTest::notify(Json items) {
    ASSERT_EQ(refusal("intake2", "request_supplement", {{"items", std::move(items)}}), "");
}

void CaseTest::notify_and_serve(Json items) {
    notify(std::move(items));
    ASSERT_EQ(refusal("intake2", "serve", served(last_paper(2))), "");
}

void CaseTest::accept() {
    ASSERT_EQ(refusal("intake2", "accept"), "");
}

void CaseTest::survey(const std::string& failed_item) {
    const Json where = {{"planned_on", sdk::format_day(legal_day(clock_))}, {"place", "示例路2号"}};
    ASSERT_EQ(refusal(case_.people.reviewer, "assign_survey", where), "");
    ASSERT_EQ(refusal(case_.people.surveyors.front(), "start_survey"), "");
    ASSERT_EQ(
        refusal(case_.people.surveyors.back(), "record_survey", survey_record(case_, failed_item)),
        "");
}

void CaseTest::propose(const std::string& proposal) {
    const Json none = {{"none", true}, {"reason", "自有场所,不涉及他人重大利益"}};
    ASSERT_EQ(
        refusal(case_.people.reviewer,
                "propose",
                {{"proposal", proposal}, {"opinion", "材料齐全"}, {"interested_parties", none}}),
        "");
}

std::string CaseTest::ask_recusal(const std::string& person) {
    return refusal("applicant", "request_recusal", {{"person", person}, {"ground", "债务纠纷"}});
}

std::string CaseTest::answer_recusal(const std::string& person, const std::string& answer) {
    return refusal(
        "head1", "answer_recusal", {{"person", person}, {"answer", answer}, {"reason", "经核实"}});
}

void CaseTest::decide_to(const std::string& outcome) {
    propose(outcome);
    ASSERT_EQ(refusal("decider1", outcome, {{"facts", "经审查查明的事实"}}), "");
}

std::optional<CaseClock> CaseTest::clock_of(const std::string& kind) const {
    const auto all = clocks(case_, context());
    const auto found = std::ranges::find(all, *clock_kinds.find(kind), &CaseClock::kind);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

const PaperRecord& CaseTest::record(int kind) const {
    static const PaperRecord none{};
    for (auto paper = case_.papers.rbegin(); paper != case_.papers.rend(); ++paper) {
        if (paper->kind == kind) return *paper;
    }
    ADD_FAILURE() << "no paper of kind " << kind;
    return none;
}

const Json& CaseTest::paper(int kind) const {
    static const Json none = Json::object();
    const auto found = contents_.find(record(kind).id);
    return found == contents_.end() ? none : found->second;
}

int CaseTest::events_of(const std::string& kind) const {
    return static_cast<int>(std::ranges::count(events_, kind, &Event::kind));
}

}  // namespace oneseal::cases::test
