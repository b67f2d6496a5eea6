// Random actions by random people, from a seeded generator: what holds for every case.
#include <algorithm>
#include <random>

#include "cases/action.hpp"
#include "cases/draw.hpp"
#include "cases/papers.hpp"
#include "core/cases/fixture.hpp"
#include "core/cases/separation.hpp"

namespace oneseal::cases::test {
namespace {

class PropertyTest : public CaseTest {
  protected:
    static constexpr int cases = 200;
    static constexpr int steps = 40;

    // A bureau in which every rule of separation has somebody to break it: people with two roles
    // that exclude each other, and contract staff who may decide.
    PropertyTest() {
        for (const char* one : {"surveyor1", "surveyor2", "surveyor6", "reviewer1", "reviewer3"}) {
            officer(one).roles.insert(Role::decider);
        }
        for (const char* one : {"decider1", "reviewer1", "reviewer2"}) {
            officer(one).roles.insert(Role::seal_keeper);
        }
        officer("surveyor5").formal = false;
    }

    std::mt19937 random_{20240208};
    std::map<std::string, int> refused_{};  // by the rule that refused it
    std::map<std::string, int> left_out_{};
    int contract_staff_drawn_ = 0;

    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    bool often(int percent) { return below(100) < percent; }
    template <typename T>
    const T& one_of(const std::vector<T>& all) {
        return all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    }

    Json random_form() {
        Json form = good_form();
        if (often(20)) form["premises"] = "?";
        if (often(10)) form["special_room"] = 0;
        if (often(10)) form["safety_manager"] = often(50) ? "barred" : "?";
        if (often(5)) form["items"] = one_of<std::string>({"prepack", "prison", "renewal"});
        if (often(10)) form["broken"] = true;
        if (often(10)) form["form_suffix"] = often(50) ? "?" : "vending";
        if (often(10)) form["needs_expert"] = true;
        return form;
    }

    void random_matter() {
        const bool immediate = often(15);
        const bool by_law = often(30);
        const bool from_receipt = often(20);
        change_matter([&](Json& variant) {
            variant["pace"] = immediate ? "immediate" : "promised";
            variant["supplement"]["terminates_by_law"] = by_law;
            variant["limit"]["counted_from"] = from_receipt ? "receipt" : "acceptance";
        });
        department_.needs_survey = often(80);
        department_.answers = !often(10);
    }

    // Who has an interest in the applicant, and who surveyed the applicant's last case.
    void random_ties() {
        for (Officer& one : officers_) {
            one.conflicts.clear();
            if (often(8)) one.conflicts = {good_form()["uscc"].get<std::string>()};
            if (often(4)) one.conflicts = {good_form()["legal_rep_id"].get<std::string>()};
        }
        previous_surveyors_.clear();
        for (const char* one : {"surveyor1", "surveyor3", "surveyor4", "reviewer2"})
            if (often(25)) previous_surveyors_.push_back(one);
        county_.minimum_formal_surveyors = below(3);
        reviewers_are_away(often(15));
    }

    void reviewers_are_away(bool away) {
        for (Officer& one : officers_) one.on_duty = !(away && one.roles.contains(Role::reviewer));
    }

    const PaperRecord* unserved_paper() const {
        const auto found = std::ranges::find_if(case_.papers, [](const PaperRecord& paper) {
            return paper.served_at.empty() && is_served(paper.kind) && !is_decision(paper.kind);
        });
        return found == case_.papers.end() ? nullptr : &*found;
    }

    bool owes_a_seal() const {
        return std::ranges::any_of(case_.papers, [](const PaperRecord& paper) {
            return paper.seal == "licensing" && paper.sealed_at.empty();
        });
    }

    std::string somebody_with(Role role) {
        std::vector<std::string> people;
        for (const Officer& one : officers_) {
            if (one.roles.contains(role)) people.push_back(one.id);
        }
        return one_of(people);
    }

    std::string random_person() {
        std::vector<std::string> people{"applicant", "applicant", "system"};
        for (const Officer& one : officers_) people.push_back(one.id);
        if (!case_.people.reviewer.empty()) people.insert(people.end(), 4, case_.people.reviewer);
        for (const std::string& one : case_.people.surveyors) people.insert(people.end(), 3, one);
        return one_of(people);
    }

    Json random_body(const std::string& action) {
        std::string person = one_of<std::string>(
            {case_.people.reviewer,
             case_.people.surveyors.empty() ? "surveyor1" : case_.people.surveyors[0]});
        if (case_.people.recusal_is_open()) person = case_.people.recusals.back().person;
        std::string paper = case_.papers.empty() ? "" : case_.papers.back().id;
        if (!paper.empty() && often(30)) paper = one_of(case_.papers).id;
        if (unserved_paper() != nullptr && often(70)) paper = unserved_paper()->id;
        std::string material = one_of<std::string>({"fd01", "fd03", "fd04", "fd05"});
        if (const SupplementNotice* notice = case_.supplement.open_notice()) {
            material = one_of(notice->items).material;
        }
        const Json law = {{{"kind", "law"}, {"law", "food_business_rules"}}};
        const std::map<std::string, Json> bodies{
            {"submit", filing()},
            {"correct", {{"signature", "s"}, {"form", random_form()}}},
            {"withdraw", {{"signature", "s"}}},
            {"put_material", {{"id", material}, {"file", {{"key", "1"}}}}},
            {"not_needed", {{"where_to_go", "w"}, {"reason", "r"}, {"article", "a"}}},
            {"no_power", {{"right_authority", "x"}, {"reason", "r"}, {"article", "a"}}},
            {"request_supplement",
             often(50)
                 ? Json::object()
                 : Json{{"items", {{{"material", material}, {"defect", "d"}, {"basis", law}}}}}},
            {"supplement", {{"signature", "s"}, {"form", random_form()}, {"complete", often(30)}}},
            {"no_answer", {{"reason", "r"}}},
            {"terminate", {{"ground", "applicant_died"}, {"reason", "r"}, {"basis", law}}},
            {"request_materials", {{"materials", {material}}, {"reason", "r"}, {"days", 3}}},
            {"provide_materials", {{"signature", "s"}}},
            {"propose",
             {{"proposal", often(50) ? "grant" : "refuse"},
              {"opinion", "o"},
              {"interested_parties", {{"none", true}, {"reason", "r"}}}}},
            {"return", {{"reason", "r"}}},
            {"record_fact", {{"fact", "expert_opinion"}, {"value", often(70)}, {"evidence", "e"}}},
            {"prove_waiver", {{"material", "fd02"}, {"how", "h"}, {"evidence", "e"}}},
            {"resolve_finding",
             {{"rule", one_of<std::string>({"FOOD-08", "FOOD-19", "FOOD-23", "MAT:fd03"})},
              {"reason", "r"},
              {"article", "a"}}},
            {"assign_survey",
             {{"planned_on",
               sdk::format_day(legal_day(clock_) + std::chrono::days{often(30) ? 1 : 0})},
              {"place", "p"}}},
            {"survey_attempt", {{"reason", "r"}, {"evidence", "e"}}},
            {"record_survey", survey_record(case_, often(20) ? "fs01" : "")},
            {"request_recusal", {{"person", person}, {"ground", "g"}}},
            {"answer_recusal",
             {{"person", person}, {"answer", often(50) ? "granted" : "rejected"}, {"reason", "r"}}},
            {"reassign",
             {{"role", often(50) ? "reviewer" : "surveyor"}, {"person", person}, {"reason", "r"}}},
            {"recount", {{"before", "2024-03-01"}}},
            {"grant", {{"facts", "f"}}},
            {"refuse", {{"facts", "f"}}},
            {"seal", often(50) ? Json::object() : Json{{"approver", "head1"}}},
            {"deliver", served()},
            {"rate", {{"grade", "satisfied"}}},
            {"serve", served(paper)}};
        const auto found = bodies.find(action);
        return found == bodies.end() ? Json::object() : found->second;
    }

    // A body that nobody who read the guide would send.
    Json nonsense() {
        return one_of<Json>({Json::array({1}),
                             Json("text"),
                             Json(),
                             {{"signature", 7}, {"form", "x"}},
                             {{"items", {"x"}}, {"materials", 5}},
                             {{"results", {{"fs01", 3}}}, {"signatures", {{"surveyors", 1}}}},
                             {{"interested_parties", {{"none", "yes"}}}, {"proposal", "grant"}},
                             {{"papers", 1}, {"way", {}}, {"at", 5}}});
    }

    static std::vector<std::string> action_names() {
        std::vector<std::string> names;
        for (const Action& one : actions())
            if (one.is_offered()) names.push_back(one.name);
        return names;
    }

    // What usually comes next, and who does it.
    std::pair<std::string, std::string> usual_step() {
        const std::string surveyor =
            case_.people.surveyors.empty() ? "" : case_.people.surveyors.front();
        if (case_.people.recusal_is_open()) return {"head1", "answer_recusal"};
        if (case_.intake.verdict_pending && often(50)) return {"system", "evaluate"};
        if (has_ended(case_.state)) {
            if (owes_a_seal()) return {somebody_with(Role::seal_keeper), "seal"};
            return {"intake1", "serve"};
        }
        switch (case_.state) {
            case State::submitted:
                return {somebody_with(Role::intake), often(40) ? "request_supplement" : "accept"};
            case State::supplement_wait:
                if (case_.supplement.open_notice()->served_at.empty()) return {"intake1", "serve"};
                if (often(25)) return {"applicant", "put_material"};
                if (often(10)) return {"applicant", "supplement"};
                return {somebody_with(Role::decider), "no_answer"};
            case State::accepted:
                reviewers_are_away(false);
                return {"head1", "assign_review"};
            case State::reviewing:
                return {case_.people.reviewer, case_.survey ? "propose" : "assign_survey"};
            case State::survey_assigned:
                return {surveyor, "start_survey"};
            case State::surveying:
                return {surveyor, "record_survey"};
            case State::deciding:
                return {somebody_with(Role::decider), often(80) ? "grant" : "refuse"};
            case State::granted:
            case State::refused:
                return {somebody_with(Role::seal_keeper), "seal"};
            default:
                return {"intake1", "deliver"};
        }
    }

    // One step; answers whether anything happened.
    void step(const std::vector<std::string>& names) {
        department_.answers = !often(5);
        seed_ = std::to_string(random_());
        // A notice waits for its answer the longest.
        if (often(case_.state == State::supplement_wait ? 30 : 12)) {
            department_.answers = true;
            wait_until(clock_ + std::chrono::hours{24 * (1 + below(12))});
            return;
        }
        // Mostly what comes next or could be lawful, so that cases come far; otherwise anything.
        std::string who = random_person();
        std::string action = one_of(names);
        if (often(50)) {
            std::tie(who, action) = usual_step();
        } else if (often(3)) {
            std::tie(who, action) = std::pair{"system", "recount"};
        } else if (often(80)) {
            std::vector<std::string> lawful;
            const Command probe{"", actor(who), Json::object()};
            for (const Permission& one : permissions(case_, actor(who), context(probe))) {
                if (!one.refusal) lawful.push_back(one.action);
            }
            if (!lawful.empty()) action = one_of(lawful);
        }
        if (who == "system" && action == "raise_alarm") return;
        static const std::set<std::string> early_ends{
            "withdraw", "terminate", "not_needed", "no_power"};
        if (early_ends.contains(action) && !often(10)) return;
        const bool in_the_team = std::ranges::count(case_.people.surveyors, who) > 0;
        const auto done = act(who, action, often(5) ? nonsense() : random_body(action));
        if (!done) refused_[done.error().id] += 1;
        if (done && (action == "start_survey" || action == "record_survey")) {
            ASSERT_TRUE(in_the_team) << "SOD-2: " << who << " is not of the team";
        }
    }

    void check_everything() {
        check_that_the_events_give_the_case();
        check_the_one_outcome();
        check_the_separation_of_duties();
        check_the_papers();
        check_the_timers();
    }

    void check_that_the_events_give_the_case() {
        Case again;
        for (const Event& event : events_) again = apply(std::move(again), event);
        const Json told = case_;
        ASSERT_EQ(Json(again), told);
        ASSERT_EQ(Json(told.get<Case>()), told) << "its JSON form loses nothing";
    }

    void check_the_one_outcome() {
        ASSERT_LE(events_of("decided") + events_of("ended"), 1);
        ASSERT_LE(events_of("accepted"), 1);
        ASSERT_EQ(events_of("submitted"), 1);
        const bool decided = case_.decision.outcome.has_value();
        ASSERT_EQ(decided, events_of("decided") == 1);
        ASSERT_EQ(!case_.decision.licence_number.empty(),
                  decided && case_.decision.outcome->kind == DecisionKind::grant);
        if (decided) {
            ASSERT_TRUE(case_.accepted());
        }
        if (case_.accepted()) {
            ASSERT_GE(*case_.intake.accepted_on, *case_.filing.received_on);
        }
        if (case_.intake.accepted_by_silence) {
            ASSERT_EQ(case_.intake.accepted_on, case_.intake.intake_from);
        }
    }

    void check_the_separation_of_duties() {
        Separation history(officers_, previous_surveyors_, county_.minimum_formal_surveyors);
        ASSERT_EQ(history.broken_by(events_), "");
        for (const auto& [reason, times] : history.left_out()) left_out_[reason] += times;
        contract_staff_drawn_ += history.contract_staff_drawn();
        for (const Draw& drawn : case_.people.draws) ASSERT_EQ(recompute(drawn), drawn.chosen);
        for (const Recusal& one : case_.people.recusals) {
            if (one.answer != "granted") continue;
            ASSERT_NE(case_.people.reviewer, one.person);
            ASSERT_EQ(std::ranges::count(case_.people.surveyors, one.person), 0);
        }
    }

    void check_the_papers() {
        for (const PaperRecord& paper : case_.papers) {
            const Json& content = contents_.at(paper.id);
            ASSERT_FALSE(content["title"]["zh-CN"].get<std::string>().empty());
            ASSERT_FALSE(content["applicant"].is_null());
            ASSERT_EQ(content["seal"], paper.seal);
            ASSERT_EQ(content["date"], paper.issued_at.substr(0, 10));
            if (!paper.served_at.empty()) {
                ASSERT_GE(paper.served_at, paper.issued_at);
            }
            if (paper.kind != 2) continue;
            for (const Json& item : content["items"]) ASSERT_FALSE(item["basis"].empty());
        }
    }

    // What is due fires when the clock gets there: nothing stays behind, and nothing is set that
    // the engine would refuse.
    void check_the_timers() {
        wait_until(clock_);
        for (const Timer& timer : timers(case_, context())) {
            if (timer.kind == TimerKind::evaluate) continue;
            ASSERT_GE(timer.fires_at + std::chrono::hours{24}, start_of(legal_day(clock_)))
                << timer.name();
        }
    }
};

TEST_F(PropertyTest, HoldForEveryCaseWhateverHappensToIt) {
    std::map<std::string, int> ends;
    std::ptrdiff_t delivered = 0;
    std::set<std::string> numbers;
    for (int i = 0; i < cases; ++i) {
        SCOPED_TRACE("case " + std::to_string(i));
        clock_ = at("2024-02-08 09:00") + std::chrono::hours{24 * below(700)};
        random_matter();
        random_ties();
        contents_.clear();
        std::vector<std::string> papers;
        for (const char* one : {"fd01", "fd02", "fd03", "fd04"})
            if (often(85)) papers.push_back(one);
        submit(random_form(), papers);
        const auto names = action_names();
        for (int j = 0; j < steps && !HasFatalFailure(); ++j) step(names);
        if (HasFatalFailure()) return;
        check_everything();
        if (HasFatalFailure()) return;
        ends[state_name(case_.state)] += 1;
        if (!case_.decision.licence_number.empty()) {
            delivered += events_of("delivered");
            ASSERT_TRUE(numbers.insert(case_.decision.licence_number).second)
                << "a number given twice";
        }
    }
    // Without gaps: as many as were given.
    EXPECT_EQ(counters_["511102/licence/food_business/JY2511102"],
              static_cast<std::int64_t>(numbers.size()) + 1);
    // The walk has come to every kind of end; otherwise the rest proves nothing.
    for (const char* end : {"not_accepted_no_need",
                            "not_accepted_no_power",
                            "not_accepted_no_answer",
                            "archived",
                            "withdrawn",
                            "terminated"}) {
        EXPECT_GT(ends[end], 0) << end;
    }
    EXPECT_GT(numbers.size(), 10U);
    EXPECT_GT(delivered, 0);
    // Everybody who could break a rule has tried, and nobody was drawn who must not be.
    for (const char* rule : {"SOD-1", "SOD-5", "SOD-6", "SOD-10"}) {
        EXPECT_GT(refused_[rule], 0) << rule;
    }
    for (const char* reason : {"SOD-6", "SOD-7", "INTAKE", "RECUSED"}) {
        EXPECT_GT(left_out_[reason], 0) << reason;
    }
    EXPECT_GT(contract_staff_drawn_, 0);
    for (const Action& one : actions()) {
        EXPECT_TRUE(done_.contains(one.name)) << "was never done: " << one.name;
    }
}

}  // namespace
}  // namespace oneseal::cases::test
