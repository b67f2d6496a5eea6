// Who may read what: role × state × relation. LAW: 个人信息保护法 第六条
#include "desk/rights.hpp"

#include <gtest/gtest.h>

namespace oneseal::desk {
namespace {

County county() {
    County made;
    const auto officer = [&](const char* id, const char* section, const char* qualified = "") {
        cases::Officer one;
        one.id = id;
        one.section = section;
        if (*qualified != '\0') one.qualifications.push_back({qualified, {"review"}, {}});
        made.officers.push_back(one);
    };
    officer("of_section", "market");
    officer("qualified", "window", "m");
    officer("elsewhere", "building");
    officer("leader", "office");
    officer("inspector", "");
    made.departments = {{"inspector", "d1"}, {"elsewhere", "d2"}};
    for (const auto& [id, section, department] :
         {std::tuple{"m", "market", "d1"}, std::tuple{"other", "building", "d2"}}) {
        Matter matter;
        matter.id = id;
        MatterInForce& in_force = made.matters[id];
        in_force.matter = std::make_shared<const Matter>(std::move(matter));
        in_force.deciding_section = section;
        in_force.supervising_department = department;
    }
    return made;
}

cases::Case in_state(cases::State state) {
    cases::Case now;
    now.county = "511102";
    now.matter = "m";
    now.state = state;
    now.filing.applicant = {"a1", "示例店", "C1", "", "", ""};
    now.people.intake = "clerk";
    const bool accepted = state != cases::State::draft && state != cases::State::submitted;
    if (accepted) {
        now.intake.accepted_on = Day{};
        now.people.reviewer = "drawn_reviewer";
        now.people.surveyors = {"drawn_surveyor"};
    }
    cases::PaperRecord decision;
    decision.id = "15-1";
    decision.kind = 15;
    decision.seal = "licensing";
    if (state == cases::State::granted) now.papers.push_back(decision);
    return now;
}

access::Principal somebody(const std::string& role, const std::string& person) {
    access::Principal who;
    who.county = "511102";
    who.account = "account of " + person;
    who.person = person;
    if (!role.empty()) who.roles = {*roles.find(role)};
    return who;
}

struct Row {
    const char* role;
    const char* person;
    const char* in;     // d draft, s submitted, r reviewing, g granted, a archived: readable there
    const char* parts;  // a application, c course, f facts, o opinion, d draws, w why left out
};

// In that state, what it reads of the case.
constexpr Row table[] = {{"intake", "clerk", "srga", "acf"},
                         {"intake", "another clerk", "srg", "acf"},
                         {"reviewer", "drawn_reviewer", "rga", "acfo"},
                         {"reviewer", "of_section", "rga", "acfo"},
                         {"reviewer", "qualified", "rga", "acfo"},
                         {"reviewer", "elsewhere", "", ""},
                         {"decider", "of_section", "srga", "acfo"},
                         {"decider", "qualified", "srga", "acfo"},
                         {"decider", "leader", "srga", "acfo"},
                         {"decider", "elsewhere", "", ""},
                         {"surveyor", "drawn_surveyor", "rga", "ac"},
                         {"surveyor", "of_section", "", ""},
                         {"seal_keeper", "leader", "g", ""},
                         {"head", "leader", "srga", "acfod"},
                         {"legal", "leader", "srga", "acfo"},
                         {"supervisor", "leader", "srga", "acfodw"},
                         {"integrity", "leader", "srga", "acfodw"},
                         {"regulator", "inspector", "rga", "a"},
                         {"regulator", "elsewhere", "", ""},
                         {"admin", "leader", "", ""},
                         {"", "of_section", "", ""}};

constexpr std::pair<char, cases::State> states[] = {{'d', cases::State::draft},
                                                    {'s', cases::State::submitted},
                                                    {'r', cases::State::reviewing},
                                                    {'g', cases::State::granted},
                                                    {'a', cases::State::archived}};

constexpr std::pair<char, Part> parts[] = {{'a', Part::application},
                                           {'c', Part::course},
                                           {'f', Part::facts},
                                           {'o', Part::opinion},
                                           {'d', Part::draws},
                                           {'w', Part::draw_reasons}};

TEST(Rights, AreThoseOfTheRoleInThisCase) {
    const County here = county();
    for (const Row& row : table) {
        std::string in;
        for (const auto& [letter, state] : states) {
            const Standings reader =
                standings(somebody(row.role, row.person), in_state(state), here);
            if (reader.empty()) continue;
            in += letter;
            std::string readable;
            for (const auto& [name, part] : parts) {
                if (may_read(reader, part)) readable += name;
            }
            EXPECT_EQ(readable, row.parts) << row.role << " " << row.person << " " << letter;
        }
        EXPECT_EQ(in, row.in) << row.role << " " << row.person;
    }
}

TEST(Rights, OfADraftAreItsAccounts) {
    const County here = county();
    cases::Case draft = in_state(cases::State::draft);
    draft.filing.applicant.account = "account of clerk";
    EXPECT_EQ(standings(somebody("intake", "clerk"), draft, here), Standings{Standing::intake});
    EXPECT_TRUE(standings(somebody("head", "leader"), draft, here).empty());
}

TEST(Rights, OfAnApplicantNeedAVerifiedIdentityForWhatOthersFiled) {
    const County here = county();
    access::Principal who;
    who.county = access::applicants;
    who.account = "a2";
    who.id_number = "C1";
    const cases::Case filed = in_state(cases::State::reviewing);
    EXPECT_TRUE(standings(who, filed, here).empty());
    EXPECT_FALSE(may_read_licence(who, "m", "C1", here));
    who.verified = true;
    EXPECT_EQ(standings(who, filed, here), Standings{Standing::applicant});
    EXPECT_TRUE(may_read_licence(who, "m", "C1", here));
    EXPECT_FALSE(may_read_licence(who, "m", "C2", here));
    EXPECT_TRUE(standings(who, in_state(cases::State::draft), here).empty());
    who.account = "a1";
    who.verified = false;
    EXPECT_EQ(standings(who, filed, here), Standings{Standing::applicant});
}

TEST(Rights, ToPapersWithFindingsOfBansAreThoseToReceipts) {
    cases::PaperRecord opinion;
    opinion.kind = 33;
    for (const Standing one : {Standing::applicant,
                               Standing::intake,
                               Standing::reviewer,
                               Standing::decider,
                               Standing::surveyor,
                               Standing::seal_keeper,
                               Standing::head,
                               Standing::legal,
                               Standing::supervisor,
                               Standing::integrity,
                               Standing::regulator}) {
        EXPECT_EQ(may_read_paper({one}, opinion), may_read({one}, Part::opinion))
            << static_cast<int>(one);
    }
}

}  // namespace
}  // namespace oneseal::desk
