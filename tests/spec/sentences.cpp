#include "spec/sentences.hpp"

namespace oneseal::cases::test {
namespace {

// "premises=?, special_room=0": values are JSON where they can be, otherwise texts.
void set_fields(Json& form, const std::string& text) {
    for (const std::string& one : list(text)) {
        const auto equals = one.find('=');
        ASSERT_NE(equals, std::string::npos) << "not field=value: " << one;
        const std::string value = one.substr(equals + 1);
        const Json json = Json::parse(value, nullptr, false);
        form[one.substr(0, equals)] = json.is_discarded() ? Json(value) : json;
    }
}

Json basis_of(const std::string& law) {
    return {{{"kind", "law"}, {"law", law}, {"article", "第十三条"}}};
}

}  // namespace

std::string Sentences::file(Scenario& s, Match match) {
    Json form = good_form();
    if (match[1].matched) set_fields(form, match[1]);
    std::vector<std::string> papers{"fd01", "fd02", "fd03", "fd04"};
    if (match[2].matched) {
        for (const std::string& one : list(match[2])) std::erase(papers, one);
    }
    s.draft(form, papers);
    return s.refusal("applicant", "submit", filing());
}

std::string Sentences::person(const Scenario& s, const std::string& word) {
    if (word == "the reviewer") return s.case_.people.reviewer;
    if (word == "the first surveyor") return s.case_.people.surveyors.at(0);
    if (word == "the second surveyor") return s.case_.people.surveyors.at(1);
    return word;
}

Json Sentences::form_with(const Scenario& s, const std::string& fields) {
    Json form = s.case_.filing.form;
    set_fields(form, fields);
    return form;
}

std::string Sentences::serve(Scenario& s, int kind, const std::string& at_instant) {
    Json body = served(s.last_paper(kind));
    if (!at_instant.empty()) body["at"] = format_instant(at(at_instant));
    return s.refusal("intake2", "serve", body);
}

std::string Sentences::survey(Scenario& s, const std::string& failed) {
    const std::string started = s.refusal(s.case_.people.surveyors.at(0), "start_survey");
    if (!started.empty()) return started;
    return s.refusal(
        s.case_.people.surveyors.at(1), "record_survey", survey_record(s.case_, failed));
}

std::vector<Sentences::Sentence> Sentences::steps_of_the_applicant() {
    return {
        {std::regex(R"(nobody acts)"), [](Scenario&, Match) { return std::string(); }},
        {std::regex(R"(the applicant files(?: with (.+?))?(?: without (.+))?)"),
         [](Scenario& s, Match m) { return file(s, m); }},
        {std::regex(R"(the window files papers that came on (\S+))"),
         [](Scenario& s, Match m) {
             s.draft(good_form(), {"fd01", "fd02", "fd03", "fd04"});
             Json body = filing();
             body["received_on"] = m[1].str();
             body["evidence"] = "收件登记";
             return s.refusal("intake2", "submit", body);
         }},
        {std::regex(R"(the applicant files through an agent)"),
         [](Scenario& s, Match) {
             s.draft(good_form(), {"fd01", "fd02", "fd03", "fd04"});
             Json body = filing();
             body["agent"] = {{"name", "丑一"}, {"authority", "代为申请"}};
             return s.refusal("applicant", "submit", body);
         }},
        {std::regex(R"(the applicant corrects (.+))"),
         [](Scenario& s, Match m) {
             return s.refusal(
                 "applicant", "correct", {{"form", form_with(s, m[1].str())}, {"signature", "s"}});
         }},
        {std::regex(R"(the applicant corrects (.+) without a signature)"),
         [](Scenario& s, Match m) {
             return s.refusal("applicant", "correct", {{"form", form_with(s, m[1].str())}});
         }},
        {std::regex(R"(the applicant puts (.+))"),
         [](Scenario& s, Match m) {
             for (const std::string& one : list(m[1].str())) s.hand_in(one);
             return std::string();
         }},
        {std::regex(R"(the applicant supplements(?: (.+))?)"),
         [](Scenario& s, Match m) {
             Json body = {{"signature", "s"}};
             if (m[1].matched) body["form"] = form_with(s, m[1].str());
             return s.refusal("applicant", "supplement", body);
         }},
        {std::regex(R"(the applicant declares the supplement complete)"),
         [](Scenario& s, Match) {
             return s.refusal("applicant", "supplement", {{"signature", "s"}, {"complete", true}});
         }},
        {std::regex(R"(the applicant provides it)"),
         [](Scenario& s, Match) {
             return s.refusal("applicant", "provide_materials", {{"signature", "s"}});
         }},
        {std::regex(R"(the (applicant|agent) withdraws)"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str(), "withdraw", {{"signature", "s"}});
         }},
        {std::regex(R"(the applicant asks for the recusal of (.+))"),
         [](Scenario& s, Match m) {
             return s.refusal("applicant",
                              "request_recusal",
                              {{"person", person(s, m[1].str())}, {"ground", "亲属"}});
         }},
    };
}

std::vector<Sentences::Sentence> Sentences::steps_of_the_counter() {
    return {
        {std::regex(R"((the window|\S+) accepts)"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str() == "the window" ? "intake2" : m[1].str(), "accept");
         }},
        {std::regex(R"(the window asks for the supplement)"),
         [](Scenario& s, Match) { return s.refusal("intake2", "request_supplement"); }},
        {std::regex(R"(the window asks for (fd\d+) because (.+) by (\S+))"),
         [](Scenario& s, Match m) {
             const Json item = {
                 {"material", m[1].str()}, {"defect", m[2].str()}, {"basis", basis_of(m[3].str())}};
             return s.refusal("intake2", "request_supplement", {{"items", {item}}});
         }},
        {std::regex(R"(the notice is served(?: at (.+))?)"),
         [](Scenario& s, Match m) { return serve(s, 2, m[1].str()); }},
        {std::regex(R"(the request is served(?: at (.+))?)"),
         [](Scenario& s, Match m) { return serve(s, 32, m[1].str()); }},
        {std::regex(R"(paper (\d+) is served(?: at (.+))?)"),
         [](Scenario& s, Match m) { return serve(s, std::stoi(m[1].str()), m[2].str()); }},
        {std::regex(R"((the window|\S+) says that no licence is needed)"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str() == "the window" ? "intake2" : m[1].str(),
                              "not_needed",
                              {{"where_to_go", "备案"}});
         }},
        {std::regex(R"((the window|\S+) says that it has no power)"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str() == "the window" ? "intake2" : m[1].str(),
                              "no_power",
                              {{"right_authority", "市行政审批局"}});
         }},
        {std::regex(R"(the window delivers)"),
         [](Scenario& s, Match) { return s.refusal("intake2", "deliver", served()); }},
        {std::regex(R"((\S+) seals)"),
         [](Scenario& s, Match m) { return s.refusal(m[1].str(), "seal"); }},
    };
}

std::vector<Sentences::Sentence> Sentences::steps_of_the_review() {
    return {
        {std::regex(R"(the reviewer calls the survey for (\S+))"),
         [](Scenario& s, Match m) {
             return s.refusal(s.case_.people.reviewer,
                              "assign_survey",
                              {{"planned_on", m[1].str()}, {"place", "示例路2号"}});
         }},
        {std::regex(R"(the team surveys(?: and (\S+) fails)?)"),
         [](Scenario& s, Match m) { return survey(s, m[1].str()); }},
        {std::regex(R"(the team finds the door locked)"),
         [](Scenario& s, Match) {
             return s.refusal(s.case_.people.surveyors.at(0),
                              "survey_attempt",
                              {{"reason", "门锁"}, {"evidence", "照片"}});
         }},
        {std::regex(R"(the reviewer asks for (fd\d+) within (\d+) days)"),
         [](Scenario& s, Match m) {
             return s.refusal(s.case_.people.reviewer,
                              "request_materials",
                              {{"materials", {m[1].str()}},
                               {"reason", "不能证明"},
                               {"days", std::stoi(m[2].str())}});
         }},
        {std::regex(R"(the reviewer records (\S+) as (.+))"),
         [](Scenario& s, Match m) {
             return s.refusal(s.case_.people.reviewer,
                              "record_fact",
                              {{"fact", m[1].str()},
                               {"value", Json::parse(m[2].str())},
                               {"evidence", "意见书"}});
         }},
        {std::regex(R"(the reviewer proposes to (grant|refuse))"),
         [](Scenario& s, Match m) {
             const Json none = {{"none", true}, {"reason", "不涉及他人"}};
             return s.refusal(
                 s.case_.people.reviewer,
                 "propose",
                 {{"proposal", m[1].str()}, {"opinion", "审查意见"}, {"interested_parties", none}});
         }},
        {std::regex(R"(the reviewer names the neighbours as interested parties)"),
         [](Scenario& s, Match) {
             return s.refusal(s.case_.people.reviewer,
                              "propose",
                              {{"proposal", "grant"},
                               {"opinion", "审查意见"},
                               {"interested_parties", {{"parties", {"邻居"}}}}});
         }},
        {std::regex(R"((\S+|the reviewer) overrules (\S+))"),
         [](Scenario& s, Match m) {
             return s.refusal(person(s, m[1].str()),
                              "resolve_finding",
                              {{"rule", m[2].str()},
                               {"reason", "核实不成立"},
                               {"article", "食品安全法 第三十三条"}});
         }},
        {std::regex(R"(head1 takes the (review|survey) from (.+))"),
         [](Scenario& s, Match m) {
             return s.refusal("head1",
                              "reassign",
                              {{"role", m[1].str() == "review" ? "reviewer" : "surveyor"},
                               {"person", person(s, m[2].str())},
                               {"reason", "长期病假"}});
         }},
        {std::regex(R"(head1 (grants|rejects) the recusal of (.+))"),
         [](Scenario& s, Match m) {
             return s.refusal("head1",
                              "answer_recusal",
                              {{"person", person(s, m[2].str())},
                               {"answer", m[1].str() == "grants" ? "granted" : "rejected"},
                               {"reason", "核实"}});
         }},
    };
}

std::vector<Sentences::Sentence> Sentences::steps_of_the_decision() {
    return {
        {std::regex(R"((\S+|the first surveyor) grants)"),
         [](Scenario& s, Match m) {
             return s.refusal(person(s, m[1].str()), "grant", {{"facts", "查明的事实"}});
         }},
        {std::regex(R"((\S+|the first surveyor) refuses)"),
         [](Scenario& s, Match m) {
             return s.refusal(person(s, m[1].str()), "refuse", {{"facts", "查明的事实"}});
         }},
        {std::regex(R"((\S+) refuses because (.+) by (.+))"),
         [](Scenario& s, Match m) {
             return s.refusal(
                 m[1].str(),
                 "refuse",
                 {{"facts", "查明的事实"}, {"reason", m[2].str()}, {"article", m[3].str()}});
         }},
        {std::regex(R"((\S+) returns the case)"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str(), "return", {{"reason", "尚不清楚"}});
         }},
        {std::regex(R"((\S+) decides that there was no answer)"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str(), "no_answer", {{"reason", "逾期未补正"}});
         }},
        {std::regex(R"((\S+) terminates because (\S+))"),
         [](Scenario& s, Match m) {
             return s.refusal(m[1].str(),
                              "terminate",
                              {{"ground", m[2].str()},
                               {"reason", "已核实"},
                               {"basis", basis_of("licensing_law")}});
         }},
    };
}

}  // namespace oneseal::cases::test
