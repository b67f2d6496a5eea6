// A demonstration that was filled: what it must hold is found as a clerk and a head find it, and
// its past stands up to the checks that a real one does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "app/demo.hpp"
#include "app/offline.hpp"
#include "cases/case.hpp"
#include "desk/case_repository.hpp"
#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"
#include "settings/settings.hpp"

namespace oneseal {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;

const std::string evening = "2026-06-17T18:00:00+08:00";
const std::vector<std::string> counties{"511102", "511126"};

// A folder that a demonstration has filled.
class Folder {
  public:
    explicit Folder(int cases, std::uint64_t seed = 1) {
        options_.data = directory_.path("data");
        options_.config = std::string(ONESEAL_SOURCE_DIR) + "/config";
        options_.packages = std::string(ONESEAL_BINARY_DIR) + "/packages";
        options_.port = 0;
        options_.cases = cases;
        options_.seed = seed;
        prepare();
    }

    void prepare() {
        std::ostringstream out;
        const auto prepared =
            prepare_filled_demo(options_,
                                std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal-plugin-host",
                                *parse_instant(evening),
                                out);
        ASSERT_TRUE(prepared) << prepared.error().message.en;
        told_ = out.str();
    }

    std::string settings() const { return options_.data + "/oneseal.json"; }
    std::string mark() const { return options_.data + "/demonstration.json"; }
    const std::string& told() const { return told_; }
    // One line a county: cases, entries, faults.
    Outcome verify() const {
        return run_oneseal({"journal", "verify", "--json", "--settings", settings()});
    }

  private:
    support::TemporaryDirectory directory_{};
    DemoOptions options_{};
    std::string told_{};
};

// The same folder, served at the evening on which it was filled.
class Served {
  public:
    explicit Served(const Folder& folder) {
        clock_.set(evening);
        const auto settings = load_settings(folder.settings());
        EXPECT_TRUE(settings);
        auto started = Installation::start(
            *settings, std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal-plugin-host", clock_);
        EXPECT_TRUE(started) << started.error().message.en;
        installation_ = std::move(*started);
    }

    Visitor visitor(const std::string& who) const { return {installation_->port(), who}; }

  private:
    OwnedClock clock_{};
    std::unique_ptr<Installation> installation_{};
};

std::string below(const std::string& county) {
    return "/api/v1/counties/" + county;
}

// Every row of a list, page after page.
std::vector<Json> rows_of(Visitor& visitor, const std::string& path, const char* list) {
    std::vector<Json> rows;
    std::string cursor;
    do {
        const std::string page = path + (path.find('?') == std::string::npos ? "?" : "&") +
                                 "limit=200" + (cursor.empty() ? "" : "&cursor=" + escaped(cursor));
        const Reply reply = visitor.get(page);
        EXPECT_EQ(reply.status, 200) << reply.text;
        for (const Json& row : reply.body[list]) rows.push_back(row);
        cursor = reply.body["next_cursor"].is_null() ? "" : reply.body["next_cursor"];
    } while (!cursor.empty());
    return rows;
}

// What is stored of a county, as it lies there.
std::vector<cases::Case> cases_in(const Folder& folder, const std::string& county) {
    const auto offline = open_offline(folder.settings(), Offline::reads);
    EXPECT_TRUE(offline);
    const auto heads = desk::list_heads(*offline->database, county);
    EXPECT_TRUE(heads);
    std::vector<cases::Case> all;
    for (const journal::CaseHead& head : *heads) {
        const auto stored = desk::find_case(*offline->database, county, head.case_id);
        EXPECT_TRUE(stored);
        // The chains of the county's registers and accounts are no cases.
        if (stored && *stored) all.push_back((*stored)->now);
    }
    return all;
}

using Counts = std::map<std::string, int>;

Counts counts_by_matter_and_state(const Folder& folder) {
    Counts counts;
    for (const std::string& county : counties) {
        for (const cases::Case& one : cases_in(folder, county)) {
            ++counts[county + " " + one.matter + " " + cases::states.of(one.state)];
        }
    }
    return counts;
}

std::string text_of(const std::string& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

const Folder& folder() {
    static const Folder one(150);
    return one;
}

TEST(AFilledDemonstration, RefusedNoStepAndIsContentWithItsJournal) {
    EXPECT_THAT(folder().told(), HasSubstr("150/150"));
    EXPECT_THAT(folder().told(), testing::Not(HasSubstr("has stopped"))) << folder().told();
    const Outcome verified = folder().verify();
    EXPECT_EQ(verified.exit_code, 0) << verified.output << verified.errors;
}

bool has_failed_item(const cases::Case& one) {
    return one.survey && std::ranges::any_of(one.survey->results, [](const Json& result) {
               return result["result"] == "fail";
           });
}

bool has_recusal(const cases::Case& one, const std::string& answer) {
    return std::ranges::any_of(one.people.recusals,
                               [&](const cases::Recusal& r) { return r.answer == answer; });
}

bool has_paper(const cases::Case& one, int kind, bool served) {
    return std::ranges::any_of(one.papers, [&](const cases::PaperRecord& paper) {
        return paper.kind == kind && paper.served_at.empty() != served;
    });
}

std::string licence_ends(const cases::Case& one) {
    return one.decision.licence_number.empty() ? "" : text_at(one.decision.licence, "valid_to");
}

using Special = std::pair<const char*, std::function<bool(const cases::Case&)>>;

const std::vector<Special> specials{
    {"accepted by silence", [](const auto& one) { return one.intake.accepted_by_silence; }},
    {"the law's limit missed", [](const auto& one) { return one.alarms.contains("decision"); }},
    {"the promise missed", [](const auto& one) { return one.alarms.contains("promise"); }},
    {"an item of a survey failed", has_failed_item},
    {"a locked door", [](const auto& one) { return one.survey && !one.survey->attempts.empty(); }},
    {"refused",
     [](const auto& one) {
         return one.decision.outcome && one.decision.outcome->kind == cases::DecisionKind::refuse;
     }},
    {"recused", [](const auto& one) { return has_recusal(one, "granted"); }},
    {"recusal rejected", [](const auto& one) { return has_recusal(one, "rejected"); }},
    {"recusal open", [](const auto& one) { return has_recusal(one, ""); }},
    {"supplement half answered",
     [](const auto& one) {
         return one.state == cases::State::supplement_wait && has_paper(one, 31, false);
     }},
    {"supplement waits",
     [](const auto& one) {
         return one.state == cases::State::supplement_wait && has_paper(one, 2, true);
     }},
    {"notice not served",
     [](const auto& one) {
         return one.state == cases::State::supplement_wait && has_paper(one, 2, false);
     }},
    {"acceptance not served",
     [](const auto& one) {
         return one.state == cases::State::reviewing && has_paper(one, 3, false);
     }},
    {"data proven", [](const auto& one) { return !one.review.proven_waivers.empty(); }},
    {"licence ended",
     [](const auto& one) {
         return !licence_ends(one).empty() && licence_ends(one) < "2026-06-17";
     }},
    {"licence near its end",
     [](const auto& one) {
         return licence_ends(one) >= "2026-06-17" && licence_ends(one) < "2026-07-31";
     }},
    {"rated", [](const auto& one) { return one.rating.has_value(); }},
    {"filed online", [](const auto& one) { return one.filing.submission.channel == "online"; }},
    {"filed at the counter",
     [](const auto& one) { return one.filing.submission.channel == "counter"; }},
};

TEST(AFilledDemonstration, HoldsEverySpecialCaseInBothCounties) {
    for (const std::string& county : counties) {
        const auto all = cases_in(folder(), county);
        for (const auto& [name, is_so] : specials) {
            EXPECT_TRUE(std::ranges::any_of(all, is_so)) << county << ": " << name;
        }
        std::set<std::string> states;
        std::set<std::string> matters;
        for (const cases::Case& one : all) {
            states.insert(cases::states.of(one.state));
            matters.insert(one.matter);
        }
        EXPECT_EQ(matters.size(), 2u) << county;
        EXPECT_THAT(states,
                    IsSupersetOf({"submitted",
                                  "supplement_wait",
                                  "reviewing",
                                  "survey_assigned",
                                  "surveying",
                                  "deciding",
                                  "granted",
                                  "refused",
                                  "certified",
                                  "archived"}))
            << county;
    }
}

TEST(AFilledDemonstration, HasWorkForEachListAndEachLight) {
    const Served served(folder());
    for (const std::string& county : counties) {
        Visitor head = served.visitor(county + "/head1");
        std::set<std::string> lists;
        std::set<std::string> lights;
        for (const Json& row : rows_of(head, below(county) + "/cases", "cases")) {
            lights.insert(row["light"].is_string() ? row["light"].get<std::string>() : "");
            for (const Json& waits : row["waits_for"]) lists.insert(waits["list"]);
        }
        EXPECT_THAT(lights, IsSupersetOf({"green", "yellow", "orange", "red"})) << county;
        EXPECT_THAT(lists,
                    IsSupersetOf({"to_accept",
                                  "notice_lapsing",
                                  "to_review",
                                  "my_surveys",
                                  "recusals",
                                  "unanswered",
                                  "to_decide",
                                  "to_seal",
                                  "to_deliver",
                                  "to_serve"}))
            << county;
    }
    Visitor wang = served.visitor("wang");
    EXPECT_NE(wang.get("/worklists").text.find("to_answer"), std::string::npos);
    // Whoever signs in first finds a draft to go on with.
    for (const auto& [who, county] : {std::pair{"wang", "511102"}, std::pair{"li", "511126"}}) {
        Visitor applicant = served.visitor(who);
        const auto rows = rows_of(applicant, below(county) + "/cases", "cases");
        EXPECT_TRUE(std::ranges::any_of(rows, [](const Json& row) {
            return row["state"] == "draft";
        })) << who;
    }
}

TEST(AFilledDemonstration, CountsItsNumbersWithoutAGap) {
    std::map<std::string, std::vector<int>> sequences;
    for (const std::string& county : counties) {
        for (const cases::Case& one : cases_in(folder(), county)) {
            const std::string& number = one.decision.licence_number;
            // JY, its kind and county, six digits and a check digit; else four digits at the end.
            if (number.starts_with("JY")) {
                sequences[number.substr(0, 9)].push_back(std::stoi(number.substr(9, 6)));
            } else if (!number.empty()) {
                const std::size_t digits = number.size() - 4;
                sequences[number.substr(0, digits)].push_back(std::stoi(number.substr(digits)));
            }
        }
    }
    EXPECT_GE(sequences.size(), 4u);
    for (auto& [prefix, numbers] : sequences) {
        std::ranges::sort(numbers);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            EXPECT_EQ(numbers[i], static_cast<int>(i) + 1) << prefix;
        }
    }
}

TEST(AFilledDemonstration, IsMarkedServedByNobodyElseAndLeftAsItIs) {
    const Outcome served = run_oneseal({"serve", "--settings", folder().settings()});
    EXPECT_EQ(served.exit_code, 1);
    EXPECT_THAT(served.errors, HasSubstr("DEMO_FOLDER"));

    Folder small(12);
    EXPECT_TRUE(Json::parse(text_of(small.mark()))["finished"]);
    const std::string before = small.verify().output;
    const Counts counts = counts_by_matter_and_state(small);
    small.prepare();
    EXPECT_EQ(small.told(), "");
    EXPECT_EQ(small.verify().output, before);
    EXPECT_EQ(counts_by_matter_and_state(small), counts);
}

std::multiset<std::string> applications_in(const Folder& folder) {
    std::multiset<std::string> list;
    for (const std::string& county : counties) {
        for (const cases::Case& one : cases_in(folder, county)) {
            const std::string state = cases::states.of(one.state);
            list.insert(county + " " + one.matter + " " + state + " " + one.filing.applicant.name);
        }
    }
    return list;
}

TEST(AFilledDemonstration, IsTheSameForTheSameSeed) {
    const auto applications = applications_in(Folder(16, 5));
    EXPECT_EQ(applications_in(Folder(16, 5)), applications);
    EXPECT_NE(applications_in(Folder(16, 6)), applications);
}

TEST(ADemonstration, ThatIsToBeEmptyHasNoCaseAndNoMark) {
    const Folder empty(0);
    EXPECT_EQ(empty.told(), "");
    EXPECT_FALSE(std::filesystem::exists(empty.mark()));
    Served served(empty);
    Visitor head = served.visitor("head1");
    EXPECT_TRUE(rows_of(head, "/cases", "cases").empty());
}

}  // namespace
}  // namespace oneseal
