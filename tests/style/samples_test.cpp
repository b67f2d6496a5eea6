// Each rule of style finds its own breach and lets its neighbour pass: a rule that cannot fail
// proves nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::filesystem::path root = ONESEAL_SOURCE_DIR;

const File law{"config/laws/licensing_law.json",
               R"({"title": {"zh-CN": "中华人民共和国行政许可法"}, "articles": ["第四十二条"]})"};

TEST(Layers, AFolderBelowIsRefused) {
    const File storage{"kernel/core/storage/database.hpp"};
    const File base{"kernel/core/base/error.hpp", "#include \"storage/database.hpp\"\n"};
    EXPECT_THAT(layers({base, storage}), ElementsAre(StartsWith("kernel/core/base/error.hpp:1:")));
}

TEST(Layers, AFolderAboveAndTheSdkPass) {
    const File base{"kernel/core/base/error.hpp"};
    const File days{"sdk/src/days/days.hpp"};
    const File api{"kernel/services/api/api.cpp",
                   "#include \"base/error.hpp\"\n#include \"days/days.hpp\"\n#include <set>\n"};
    EXPECT_THAT(layers({base, days, api}), IsEmpty());
}

TEST(Layers, TheCoreUsesNoService) {
    const File server{"kernel/services/http/server.hpp"};
    const File desk{"kernel/core/desk/desk.cpp", "#include \"http/server.hpp\"\n"};
    EXPECT_THAT(layers({server, desk}), SizeIs(1));
}

TEST(Layers, TheSdkUsesNothingOfTheKernel) {
    const File base{"kernel/core/base/error.hpp"};
    const File days{"sdk/src/days/days.cpp", "#include \"base/error.hpp\"\n"};
    EXPECT_THAT(layers({base, days}), SizeIs(1));
}

TEST(Layers, AFolderOutsideTheListIsRefused) {
    EXPECT_THAT(layers({{"kernel/core/misc/misc.cpp"}}),
                ElementsAre(StartsWith("kernel/core/misc/misc.cpp: lies in no folder")));
}

TEST(Texts, ChineseInCodeIsRefusedOutsideComments) {
    const std::string path = "kernel/core/desk/desk.cpp";
    EXPECT_THAT(chinese_in_code({{path, "\n    return {\"没有\", \"none\"};\n"}}),
                ElementsAre(StartsWith(path + ":2:")));
    EXPECT_THAT(chinese_in_code({{path, "const char* at = \"http://条\";\n"}}), SizeIs(1));
    EXPECT_THAT(chinese_in_code({{path, "// LAW: 行政许可法 第四十二条\nint n = 0;  // 文号\n"}}),
                IsEmpty());
    EXPECT_THAT(chinese_in_code({{"tests/core/desk/desk_test.cpp", "\"没有\"\n"}}), IsEmpty());
}

TEST(Texts, HalfWidthPunctuationBesideChineseIsRefused) {
    for (const std::string path : {"kernel/core/desk/errors.json",
                                   "kernel/core/cases/words.json",
                                   "kernel/core/cases/actions/grant.json",
                                   "kernel/core/cases/papers/17.json"}) {
        for (const std::string text :
             {"没有,", "没有;", "没有:", "没有(", ")没有", "没有?", "没有!"}) {
            EXPECT_THAT(half_width_punctuation({{path, "\"zh-CN\": \"" + text + "\",\n"}}),
                        ElementsAre(StartsWith(path + ":1:")));
        }
        EXPECT_THAT(
            half_width_punctuation({{path, "\"zh-CN\": \"没有，（id、kind）：true, false\",\n"}}),
            IsEmpty());
    }
    EXPECT_THAT(half_width_punctuation({{"kernel/services/api/openapi/cases.json", "没有,"}}),
                IsEmpty());
}

TEST(SoleUsers, AnotherFolderIsRefused) {
    const std::string text = "#include <soci/soci.h>\n";
    EXPECT_THAT(sole_users({{"kernel/core/desk/desk.cpp", text}}),
                ElementsAre(HasSubstr("only kernel/core/storage/")));
    EXPECT_THAT(sole_users({{"kernel/core/storage/database.cpp", text}}), IsEmpty());
}

TEST(HeavyHeaders, BeastInAHeaderIsRefused) {
    const std::string text = "#include <boost/beast/core.hpp>\n";
    EXPECT_THAT(heavy_headers({{"kernel/services/http/server.hpp", text}}), SizeIs(1));
    EXPECT_THAT(heavy_headers({{"kernel/services/http/server.cpp", text}}), IsEmpty());
    EXPECT_THAT(heavy_headers({{"kernel/services/http/server.hpp", "#include <string>\n"}}),
                IsEmpty());
}

TEST(NamedDepartments, AnIdOfAPackageIsRefused) {
    const File department{
        "plugins/tattoo/department.json",
        R"({"id": "tattoo_studio", "title": {"zh-CN": "文身", "en": "Tattoos"}})"};
    const auto complaints = [&](std::string text) {
        return named_departments({department, {"kernel/core/desk/desk.cpp", std::move(text)}});
    };
    EXPECT_THAT(complaints("if (id == \"tattoo_studio\")\n"), SizeIs(1));
    EXPECT_THAT(complaints("// 文身店另有规定。\n"), SizeIs(1));
    EXPECT_THAT(complaints("// The matter's own document says so.\n"), IsEmpty());
}

TEST(NamedDepartments, AKnownWordIsRefusedWithoutAnyPackage) {
    EXPECT_THAT(named_departments({{"kernel/app/main.cpp", "load(\"food_business\");\n"}}),
                SizeIs(1));
    EXPECT_THAT(named_departments({{"plugins/food_business/plugin.cpp", "food_business\n"}}),
                IsEmpty());
}

TEST(StraySql, AStatementOutsideARepositoryIsRefused) {
    const std::string text = "run(\"SELECT number FROM cases\");\n";
    EXPECT_THAT(stray_sql({{"kernel/core/desk/desk.cpp", text}}), SizeIs(1));
    EXPECT_THAT(stray_sql({{"kernel/core/desk/case_repository.cpp", text}}), IsEmpty());
    EXPECT_THAT(stray_sql({{"kernel/core/storage/migrations.cpp", text}}), IsEmpty());
}

TEST(UnfinishedWords, EachIsRefused) {
    EXPECT_THAT(unfinished_words({{"sdk/src/a.cpp", "// TODO: later\n// FIXME\nint HACK;\n"}}),
                SizeIs(3));
    EXPECT_THAT(unfinished_words({{"sdk/src/a.cpp", "int TODOS = 0;\n"}}), IsEmpty());
}

TEST(MachinePaths, AnAbsolutePathIsRefused) {
    EXPECT_THAT(machine_paths({{"packaging/demo", "cd /work/main\ncat '/root/.profile'\n"}}),
                SizeIs(2));
    EXPECT_THAT(machine_paths({{"README.md", "see docs/work/ and ../root/\n"}}), IsEmpty());
}

TEST(LongFiles, MoreThanFourHundredLinesAreRefused) {
    std::string text;
    for (int i = 0; i < 400; ++i) text += "int a;\n";
    EXPECT_THAT(long_files({{"kernel/core/base/a.cpp", text}}), IsEmpty());
    EXPECT_THAT(long_files({{"kernel/core/base/a.cpp", text + "int b;\n"}}), SizeIs(1));
}

TEST(UnlistedLaws, AnUnknownLawOrArticleIsRefused) {
    const auto complaints = [](std::string text) {
        return unlisted_laws({law, {"kernel/core/cases/a.cpp", std::move(text)}});
    };
    EXPECT_THAT(complaints("// LAW: 行政许可法 第四十二条 第一款\n"), IsEmpty());
    EXPECT_THAT(complaints("// LAW: 中华人民共和国行政许可法 第四十二条\n"), IsEmpty());
    EXPECT_THAT(complaints("// LAW: 行政许可法 第四十三条\n"),
                ElementsAre(HasSubstr("lists no 第四十三条")));
    EXPECT_THAT(complaints("// LAW: 行政处罚法 第四十二条\n"),
                ElementsAre(HasSubstr("has no 行政处罚法")));
}

TEST(UnlistedLaws, AnotherFormIsRefused) {
    for (const char* text : {"行政许可法",
                             "行政许可法 42",
                             "行政许可法 第四十二条第一款",
                             "行政许可法 第四十二条 第二项 第一款",
                             "行政许可法 第四十二条 and more"}) {
        const File file{"kernel/core/cases/a.cpp", "// LAW: " + std::string(text) + "\n"};
        EXPECT_THAT(unlisted_laws({law, file}), ElementsAre(HasSubstr("write LAW:"))) << text;
    }
}

TEST(UnprovedLaws, CodeWithoutATestIsRefused) {
    const File code{"kernel/core/cases/a.cpp", "// LAW: 行政许可法 第四十二条 第一款\n"};
    const File same{"tests/core/cases/a_test.cpp", "// LAW: 行政许可法 第四十二条\n"};
    const File other{"tests/core/cases/a_test.cpp", "// LAW: 行政许可法 第四十四条\n"};
    EXPECT_THAT(unproved_laws({code, same}), IsEmpty());
    EXPECT_THAT(unproved_laws({code, other}),
                ElementsAre(StartsWith("kernel/core/cases/a.cpp:1: no test")));
}

TEST(BrokenLinks, AMissingFileIsRefused) {
    const File decision{"kernel/decisions/0001-a.md", "[up](../../README.md) [gone](0002-b.md)\n"};
    const File readme{"README.md",
                      "[folder](kernel/decisions/) [part](#limits) `[code](x.md)`\n"
                      "[web](https://example.org/)\n```\n[block](y.md)\n```\n"};
    EXPECT_THAT(broken_links({decision, readme}),
                ElementsAre("kernel/decisions/0001-a.md:1: leads to no file: 0002-b.md"));
}

TEST(BrokenJson, AStrayCommaIsRefused) {
    EXPECT_THAT(broken_json({{"config/oneseal.json", "{\"port\": 8080,}"}}),
                ElementsAre(StartsWith("config/oneseal.json: ")));
    EXPECT_THAT(broken_json({{"config/oneseal.json", "{\"port\": 8080}"}}), IsEmpty());
}

TEST(Misformatted, AWrongIndentIsRefused) {
    if (run(root, {"clang-format", "--version"}).status != 0) GTEST_SKIP() << "no clang-format";
    EXPECT_THAT(misformatted(root, {"tests/style/samples/misformatted.cpp"}),
                ElementsAre(StartsWith("tests/style/samples/misformatted.cpp: run")));
}

TEST(DependentHeader, AMissingIncludeIsRefusedInBothLanguages) {
    EXPECT_THAT(dependent_header(root, "tests/style/samples/needs_another_header.h"),
                ElementsAre(HasSubstr("size_t"), HasSubstr("size_t")));
}

TEST(ReadTree, WithoutGitTheFolderIsWalked) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "style_without_git";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "build");
    std::ofstream(folder / "build" / "made.cpp") << "int a;\n";
    std::ofstream(folder / "kept.cpp") << "int b;\n";
    const Tree tree = read_tree(folder);
    ASSERT_THAT(tree, SizeIs(1));
    EXPECT_EQ(tree[0].path, "kept.cpp");
    EXPECT_EQ(tree[0].text, "int b;\n");
}

}  // namespace
}  // namespace oneseal::style
