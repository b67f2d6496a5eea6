// The program's own JSON Lines: a line in, a line out, in order. What is wrong with a line is that
// line's answer; the others are answered, and the program ends well.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/json.hpp"
#include "crypto/digest.hpp"
#include "end_to_end/program.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string source = ONESEAL_SOURCE_DIR;
const std::string calendars = source + "/config/calendars";
const std::string context = source + "/tests/plugins/vectors/context.json";
const std::string food = std::string(ONESEAL_BINARY_DIR) + "/packages/food_business";

std::string text_of(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::vector<Json> lines_of(const std::string& text) {
    std::vector<Json> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(Json::parse(line, nullptr, false));
        EXPECT_FALSE(lines.back().is_discarded()) << lines.size() << ": " << line;
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

// Runs it over the lines; it ends well, with as many lines as it was given.
std::vector<Json> answers(const std::vector<std::string>& command,
                          const std::vector<std::string>& lines) {
    const Outcome outcome = run_oneseal(command, joined(lines));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    auto all = lines_of(outcome.output);
    EXPECT_EQ(all.size(), lines.size()) << outcome.output;
    all.resize(lines.size());
    return all;
}

// Many more than are on their way at once, and bad ones between them: the program reads and writes
// at the same time.
TEST(PluginEvaluate, AnswersEachLineInItsOrder) {
    const auto vectors = lines_of(text_of(source + "/tests/plugins/vectors/food_business.jsonl"));
    std::vector<std::string> lines;
    std::vector<Json> expected;
    for (int round = 0; round < 3; ++round) {
        for (const Json& vector : vectors) {
            lines.push_back(vector["input"].dump());
            expected.push_back(vector["expect"]["outcome"]);
            if (lines.size() % 50 != 0) continue;
            lines.push_back("not JSON");
            expected.push_back("not_json");
        }
    }
    const auto all =
        answers({"plugin", "evaluate", food, "--context", context, "--input", "-"}, lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool bad = all[i].contains("error");
        EXPECT_EQ(bad ? all[i]["error"]["code"] : all[i]["outcome"], expected[i]) << i + 1;
    }
}

TEST(PluginEvaluate, NamesThePlaceInALineOfAnotherShape) {
    Json input =
        lines_of(text_of(source + "/tests/plugins/vectors/food_business.jsonl"))[0]["input"];
    const std::string good = input.dump();
    input.erase("matter");
    const auto all = answers({"plugin", "evaluate", food, "--context", context, "--input", "-"},
                             {input.dump(), "", good});
    EXPECT_EQ(all[0]["error"]["code"], "missing");
    EXPECT_EQ(all[0]["error"]["pointer"], "/matter");
    EXPECT_TRUE(all[0]["error"]["message"].contains("zh-CN"));
    EXPECT_EQ(all[1]["error"]["code"], "not_json");
    EXPECT_EQ(all[2]["outcome"], "acceptable");
}

TEST(PluginEvaluate, IsRefusedWithoutItsInputItsPackageOrItsArguments) {
    const auto code = [](std::vector<std::string> command) {
        command.insert(command.begin(), {"plugin", "evaluate"});
        const Outcome outcome = run_oneseal(command);
        EXPECT_EQ(outcome.output, "");
        EXPECT_NE(outcome.errors, "");
        return outcome.exit_code;
    };
    EXPECT_EQ(code({food, "--context", context, "--input", "/nowhere.jsonl"}), 1);
    EXPECT_EQ(code({"/nowhere", "--context", context, "--input", "-"}), 1);
    EXPECT_EQ(code({food, "--context", "/nowhere.json", "--input", "-"}), 1);
    EXPECT_EQ(code({food, "--context", context}), 2);
}

std::string expression(const char* text, const Json& variables = Json::object()) {
    return Json{{"expr", text}, {"vars", variables}}.dump();
}

TEST(RuleEval, AnswersEachLineInItsOrder) {
    const auto all = answers({"rule", "eval", "--jsonl", "--calendars", calendars},
                             {expression("1 + 2"),
                              expression("1 +"),
                              "not JSON",
                              expression("form.area > 10.0", {{"form", {{"area", 10.5}}}}),
                              expression("form.area > 10.0"),
                              "[]",
                              expression("add_workdays(d, 5)", {{"d", "2024-02-08"}})});
    EXPECT_EQ(all[0], Json({{"type", "int"}, {"value", 3}}));
    EXPECT_EQ(all[1]["error"]["code"], "syntax");
    EXPECT_EQ(all[1]["error"]["line"], 1);
    EXPECT_EQ(all[1]["error"]["column"], 4);
    EXPECT_EQ(all[2]["error"]["code"], "JSON_MALFORMED");
    EXPECT_EQ(all[3], Json({{"type", "bool"}, {"value", true}}));
    EXPECT_EQ(all[4]["type"], "unknown");
    EXPECT_EQ(all[4]["value"], Json::array({"form.area"}));
    EXPECT_EQ(all[5]["error"]["code"], "bad_request");
    EXPECT_EQ(all[6]["value"], "2024-02-21");
}

TEST(RuleEval, OfOneExpressionTellsByItsExitCodeWhetherItHolds) {
    EXPECT_EQ(run_oneseal({"rule", "eval", "1 + 1"}).exit_code, 0);
    EXPECT_EQ(run_oneseal({"rule", "eval", "1 +"}).exit_code, 1);
    EXPECT_EQ(run_oneseal({"rule", "eval", "1", "--vars", "{"}).exit_code, 1);
    EXPECT_EQ(run_oneseal({"rule", "eval", "1", "--nothing"}).exit_code, 2);
}

std::string count(const Json& from, const Json& days, const Json& exclude = Json::array()) {
    return Json{{"from", from}, {"days", days}, {"exclude", exclude}}.dump();
}

TEST(CalendarDue, AnswersEachLineInItsOrder) {
    const auto all = answers({"calendar", "due", "--calendars", calendars, "--jsonl"},
                             {count("2024-02-08", 10),
                              count("2025-02-20", 20, {"2025-03-03..2025-03-12:hearing"}),
                              "not JSON",
                              count("2025-02-20", 20, {"2025-03-03..:hearing"}),
                              count("2026-12-30", 3)});
    EXPECT_EQ(all[0]["due"], "2024-02-28");
    EXPECT_EQ(all[0]["days"].size(), 21u);
    EXPECT_EQ(all[0]["provisional"], false);
    EXPECT_EQ(all[1]["due"], "2025-04-01");
    EXPECT_EQ(all[2]["error"]["code"], "DUE_INPUT");
    EXPECT_EQ(all[3]["due"], Json());
    EXPECT_EQ(all[4]["due"], "2027-01-05");
    EXPECT_EQ(all[4]["provisional"], true);
}

TEST(CalendarDue, CountsNothingThatIsNoCount) {
    const std::vector<std::string> wrong = {count("2024-02-30", 5),
                                            count("2024-02-08", "5"),
                                            count("2024-02-08", 1.5),
                                            count("2024-02-08", -1),
                                            count("2024-02-08", 10001),
                                            count("2024-02-08", Json()),
                                            count(20240208, 5),
                                            count("9999-12-30", 2),
                                            count("2025-02-20", 5, {"2025-03-12..2025-03-03"}),
                                            count("2025-02-20", 5, "2025-03-03..2025-03-12"),
                                            "[]",
                                            ""};
    const auto all = answers({"calendar", "due", "--calendars", calendars, "--jsonl"}, wrong);
    for (std::size_t i = 0; i < wrong.size(); ++i) {
        EXPECT_EQ(all[i].size(), 1) << wrong[i];
        EXPECT_EQ(all[i]["error"]["code"], "DUE_INPUT") << wrong[i];
    }
}

TEST(CalendarDue, OfOneCountTellsByItsExitCodeWhetherItHolds) {
    const auto code = [](std::vector<std::string> command) {
        command.insert(command.begin(), {"calendar", "due"});
        return run_oneseal(command).exit_code;
    };
    EXPECT_EQ(code({"--calendars", calendars, "--from", "2024-02-08", "--days", "5"}), 0);
    EXPECT_EQ(code({"--calendars", calendars, "--from", "2024-02-30", "--days", "5"}), 1);
    EXPECT_EQ(code({"--calendars", "/nowhere", "--from", "2024-02-08", "--days", "5"}), 1);
    EXPECT_EQ(code({"--from", "2024-02-08", "--days", "5"}), 2);
    EXPECT_EQ(code({"--calendars", calendars, "--jsonl", "--days", "5"}), 2);
}

// The food package with one text of its matter changed, and the manifest true to that.
class ChangedPackage {
  public:
    ChangedPackage(const std::string& text, const std::string& by) {
        std::filesystem::copy(food, path(), std::filesystem::copy_options::recursive);
        std::string matter = text_of(path() + "/" + file_);
        std::string manifest = text_of(path() + "/manifest.json");
        const std::string digest = crypto::sha256_hex(matter);
        const auto at = matter.find(text);
        EXPECT_NE(at, std::string::npos);
        matter.replace(at, text.size(), by);
        manifest.replace(manifest.find(digest), digest.size(), crypto::sha256_hex(matter));
        std::ofstream(path() + "/" + file_) << matter;
        std::ofstream(path() + "/manifest.json") << manifest;
        const auto line = matter.rfind('\n', at) + 1;
        line_ = std::to_string(std::ranges::count(matter.substr(0, at), '\n') + 1);
        column_ = at - line + 1;
    }

    std::string path() const { return directory_.path("food_business"); }
    // "matters/food_business.json", and "line:column" so far right of where the change begins.
    const std::string& file() const { return file_; }
    std::string position(std::size_t right) const {
        return line_ + ":" + std::to_string(column_ + right);
    }

  private:
    support::TemporaryDirectory directory_{};
    std::string file_ = "matters/food_business.json";
    std::string line_{};
    std::size_t column_ = 0;
};

TEST(PluginCheck, TellsIdVersionAndDigestOfASoundPackage) {
    const Outcome outcome = run_oneseal({"plugin", "check", food});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    const std::string digest = crypto::sha256_hex(text_of(food + "/manifest.json"));
    EXPECT_THAT(outcome.output, StartsWith("food_business 1.1.0 " + digest + "\n"));
    EXPECT_THAT(outcome.output, HasSubstr("holds: 1 matter, "));
    EXPECT_THAT(outcome.output, HasSubstr("laws: not checked"));
}

TEST(PluginCheck, NamesFileLineAndColumnOfAnExpressionThatDoesNotCompile) {
    const std::string sound = "facts.fx_pollution_distance_m >= 25";
    const std::string name = "facts.fx_pollution_distance_m ";
    for (const auto& [wrong, right] :
         {std::pair{name + ">= 'x'", name.size()},
          std::pair{name + ">= ", name.size() + 3},
          std::pair{std::string("facts.nothing >= 25"), std::string_view("facts.").size()}}) {
        const ChangedPackage package(sound, wrong);
        const Outcome outcome = run_oneseal({"plugin", "check", package.path()});
        EXPECT_EQ(outcome.exit_code, 1) << wrong;
        EXPECT_EQ(outcome.output, "");
        EXPECT_THAT(outcome.errors, HasSubstr("PLUGIN_DOCUMENTS_INVALID"));
        EXPECT_THAT(outcome.errors,
                    HasSubstr(package.file() + ":" + package.position(right) + ": /rules/"))
            << wrong;
        EXPECT_THAT(outcome.errors, HasSubstr("Correct the places listed."));
        EXPECT_THAT(outcome.errors, Not(HasSubstr("roll the package back")));
    }
}

// Without the law register as well.
TEST(PluginCheck, HoldsEveryDocumentAgainstItsSchemaAndNamesThePlace) {
    struct Change {
        const char* text;
        const char* by;
    };
    for (const auto& [text, by] : {Change{"\"required_when\": ", "\"requierd_when\": "},
                                   Change{"\"nature\": \"licence\"", "\"nature\": \"permit\""},
                                   Change{"\"guide\": {", "\"giude\": {"},
                                   Change{"\"working_days\": ", "\"workdays\": "},
                                   Change{"\"pace\": \"", "\"pace\": \"soon_"},
                                   Change{"\"en\": \"", "\"en\": \"\", \"note\": \""}}) {
        const ChangedPackage package(text, by);
        const Outcome outcome = run_oneseal({"plugin", "check", package.path()});
        EXPECT_EQ(outcome.exit_code, 1) << by;
        EXPECT_EQ(outcome.output, "") << by;
        EXPECT_THAT(outcome.errors, HasSubstr("PACKAGE_DOCUMENT")) << by;
        EXPECT_THAT(outcome.errors, HasSubstr("  " + package.file() + ":")) << by;
        EXPECT_THAT(outcome.errors, HasSubstr("Correct the places listed.")) << by;
    }
}

TEST(PluginCheck, TellsShapeAndExpressionsInOneRound) {
    const ChangedPackage package("\"nature\": \"licence\"",
                                 "\"nature\": \"permit\", \"fees\": 3, \"note\": 7");
    std::string errors = run_oneseal({"plugin", "check", package.path()}).errors;
    for (const char* place : {"/nature", "/fees", "/note"}) {
        EXPECT_THAT(errors, HasSubstr(std::string(": ") + place + " ")) << errors;
    }
    const ChangedPackage both("facts.fx_pollution_distance_m >= 25\"",
                              "facts.fx_pollution_distance >= 25\", \"wehn\": \"true\"");
    errors = run_oneseal({"plugin", "check", both.path()}).errors;
    EXPECT_THAT(errors, HasSubstr("PACKAGE_DOCUMENT"));
    EXPECT_THAT(errors, HasSubstr("wehn"));
    EXPECT_THAT(errors, HasSubstr("PLUGIN_DOCUMENTS_INVALID"));
}

TEST(PluginCheck, ReadsTheManifestAndTheBytes) {
    const auto errors_with = [](const std::string& text, const std::string& by) {
        const ChangedPackage package("\"nature\"", "\"nature\"");
        const std::string file = package.path() + "/manifest.json";
        std::string manifest = text_of(file);
        EXPECT_NE(manifest.find(text), std::string::npos) << text;
        manifest.replace(manifest.find(text), text.size(), by);
        std::ofstream(file) << manifest;
        const Outcome outcome = run_oneseal({"plugin", "check", package.path()});
        EXPECT_EQ(outcome.exit_code, 1) << by;
        return outcome.errors;
    };
    EXPECT_THAT(errors_with("\"kind\"", "\"knid\":\"x\",\"kind\""), HasSubstr("manifest.json:1:"));
    EXPECT_THAT(errors_with("\"capabilities\":[]", "\"capabilities\":[\"network\"]"),
                HasSubstr("/capabilities/0"));
    EXPECT_THAT(errors_with("oneseal.department/1", "oneseal.department/2"),
                HasSubstr("/interfaces/0"));
    EXPECT_THAT(errors_with("\"id\":\"food_business\"", "\"id\":\"food\""),
                HasSubstr("department.json:"));
    EXPECT_THAT(errors_with("{", "\xEF\xBB\xBF{"), HasSubstr("byte order mark"));
    const ChangedPackage marked("{", "\xEF\xBB\xBF{");
    const Outcome outcome = run_oneseal({"plugin", "check", marked.path()});
    EXPECT_THAT(outcome.errors, HasSubstr(marked.file() + ":1:1: "));
}

TEST(PluginCheck, TakesDocumentsThatNameTheirSchema) {
    const ChangedPackage package("{", "{\"$schema\": \"../../schema/matter.schema.json\",");
    const Outcome outcome = run_oneseal({"plugin", "check", package.path()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
}

TEST(PluginEvaluate, SaysByItsExitCodeThatThePluginDied) {
    const std::string faulty = std::string(ONESEAL_BINARY_DIR) + "/faulty_packages/food_business";
    std::ifstream vectors(source + "/tests/plugins/vectors/food_business.jsonl");
    std::string line;
    std::getline(vectors, line);
    const Json good = Json::parse(line)["input"];
    Json deadly = good;
    deadly["form"]["applicant_name"] = "崩溃小吃店";
    const std::vector<std::string> command = {
        "plugin", "evaluate", faulty, "--context", context, "--input", "-"};
    const Outcome outcome = run_oneseal(command, joined({good.dump(), deadly.dump(), good.dump()}));
    EXPECT_EQ(outcome.exit_code, 3) << outcome.errors;
    const auto all = lines_of(outcome.output);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_TRUE(all[0].contains("outcome") && all[2].contains("outcome"));
    EXPECT_EQ(all[1]["error"]["line"], 2);
    // A wrong input is an answer.
    EXPECT_EQ(run_oneseal(command, joined({good.dump(), "{}"})).exit_code, 0);
}

// LAW: 行政许可法 第十六条
TEST(PluginCheck, RefusesABasisThatIsNotInForceWhereItIsGivenTheLawRegister) {
    const std::string laws = ONESEAL_SOURCE_DIR "/config/laws";
    const Outcome sound = run_oneseal({"plugin", "check", food, "--laws", laws});
    EXPECT_EQ(sound.exit_code, 0) << sound.errors;
    const ChangedPackage package("food_safety_law\"", "a_law_that_is_gone\"");
    const Outcome outcome = run_oneseal({"plugin", "check", package.path(), "--laws", laws});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.errors, HasSubstr("MATTER_BASIS"));
    EXPECT_THAT(outcome.errors, HasSubstr("a_law_that_is_gone"));
}

TEST(PluginCheck, RefusesAListWithoutALength) {
    const std::string laws = ONESEAL_SOURCE_DIR "/config/laws";
    const ChangedPackage package("\"maxItems\": 5", "\"minimum\": 5");
    const Outcome outcome = run_oneseal({"plugin", "check", package.path(), "--laws", laws});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.errors, HasSubstr("/form/schema/properties/form_suffix"));
}

TEST(PluginCheck, RefusesAFileThatIsNotAsTheManifestSays) {
    const ChangedPackage package("facts.fx_pollution_distance_m >= 25",
                                 "facts.fx_pollution_distance_m >= 26");
    ASSERT_EQ(run_oneseal({"plugin", "check", package.path()}).exit_code, 0);
    std::ofstream(package.path() + "/" + package.file(), std::ios::app) << "\n";
    const Outcome outcome = run_oneseal({"plugin", "check", package.path()});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.errors, HasSubstr("PACKAGE_INVALID"));
    EXPECT_THAT(outcome.errors, HasSubstr(package.file()));
}

TEST(Demo, SaysWhichFolderItCannotBePreparedFrom) {
    const support::TemporaryDirectory directory;
    const auto errors_with = [&](const std::string& config) {
        const Outcome outcome = run_oneseal({"demo",
                                             "--data",
                                             directory.path("data"),
                                             "--config",
                                             config,
                                             "--packages",
                                             directory.path()});
        EXPECT_EQ(outcome.exit_code, 3);
        return outcome.errors;
    };
    EXPECT_THAT(errors_with("/nowhere"),
                testing::AllOf(HasSubstr("DEMO_CANNOT_PREPARE"), HasSubstr("/nowhere")));
    std::ofstream(directory.path("oneseal.json")) << "[]";
    EXPECT_THAT(errors_with(directory.path()),
                testing::AllOf(HasSubstr("DEMO_CANNOT_PREPARE"), HasSubstr("oneseal.json")));
}

}  // namespace
}  // namespace oneseal
