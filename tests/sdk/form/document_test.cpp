#include "form/document.hpp"

#include <gtest/gtest.h>

#include "form/cursor.hpp"

namespace oneseal::sdk {
namespace {

DocumentProblem complain_at(const std::string& text,
                            const std::string& pointer,
                            std::size_t offset) {
    DocumentProblems problems;
    const auto document = Document::parse("a.json", text, problems);
    EXPECT_TRUE(document && problems.empty());
    document->complain(problems, pointer, {"code", "中文", "text", offset});
    return problems.at(0);
}

std::string place(const DocumentProblem& problem) {
    return std::to_string(problem.line) + ":" + std::to_string(problem.column);
}

TEST(Document, KnowsWhereAValueStands) {
    const std::string text = "{\n  \"rules\": [\n    {\"when\": \"a && b\"}\n  ]\n}";
    EXPECT_EQ(place(complain_at(text, "", 0)), "1:1");
    EXPECT_EQ(place(complain_at(text, "/rules/0/when", 0)), "3:14");
}

TEST(Document, KnowsAPlaceInsideAString) {
    EXPECT_EQ(place(complain_at("{\"when\": \"a && b\"}", "/when", 5)), "1:16");
}

TEST(Document, CountsEscapesAsTheCharactersThatTheyStandFor) {
    // a"b, then 许 (three bytes) as an escape, then an emoji (four bytes) as a pair of them.
    const std::string text = R"(["a\"b\u8bb8\ud83d\ude00c"])";
    EXPECT_EQ(place(complain_at(text, "/0", 2)), "1:6");
    EXPECT_EQ(place(complain_at(text, "/0", 6)), "1:13");
    EXPECT_EQ(place(complain_at(text, "/0", 10)), "1:25");
}

TEST(Document, CountsColumnsInCharacters) {
    EXPECT_EQ(place(complain_at("{\"许可\": 1, \"b\": 2}", "/b", 0)), "1:16");
}

TEST(Document, PointsAroundWhatIsNotThere) {
    const auto problem = complain_at("{\"a\":\n {\"b\": 1}}", "/a/c/d", 0);
    EXPECT_EQ(place(problem), "2:2");
    EXPECT_EQ(problem.pointer, "/a/c/d");
}

TEST(Document, FollowsEscapedPointers) {
    EXPECT_EQ(place(complain_at("{\"a/b~c\": true}", "/a~1b~0c", 0)), "1:11");
    EXPECT_EQ(pointer_step("a/b~c"), "/a~1b~0c");
}

TEST(Document, TellsWhereTheJsonBreaks) {
    DocumentProblems problems;
    EXPECT_FALSE(Document::parse("a.json", "{\"a\": 1,\n  oops}", problems));
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "not_json");
    EXPECT_EQ(problems[0].line, 2);
}

TEST(Document, RefusesNestingBeforeATreeIsBuilt) {
    DocumentProblems problems;
    EXPECT_FALSE(Document::parse("a.json", std::string(1000000, '['), problems));
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "too_deep");
    EXPECT_FALSE(too_deep(R"({"a": "[[[[\"[[[["})"));
}

TEST(Document, TellsOfAKeyThatStandsTwice) {
    DocumentProblems problems;
    EXPECT_TRUE(Document::parse("a.json", "{\"a\": {\"b\": 1,\n \"b\": 2}}", problems));
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].code, "duplicate_key");
    EXPECT_EQ(problems[0].pointer, "/a/b");
    EXPECT_EQ(problems[0].line, 2);
}

TEST(Document, KeepsTheOrderOfItsKeys) {
    DocumentProblems problems;
    const auto document = Document::parse("a.json", R"({"z": 1, "a": 2})", problems);
    EXPECT_EQ(document->root().begin().key(), "z");
}

TEST(Document, FindsTheLineInsideAnExpressionOfManyLines) {
    const Problem problem{2, 3, "unknown_name", "", ""};
    EXPECT_EQ(complaint_of("许 &&\nab", problem).offset, 9u);
}

TEST(Cursor, ComplainsOfWhatIsOfAnotherKindAndGoesOn) {
    DocumentProblems problems;
    const auto document = Document::parse("a.json", R"({"a": 1, "b": "x", "c": {}})", problems);
    const Cursor root(*document, problems);
    EXPECT_EQ(root.member("a").text(), std::nullopt);
    EXPECT_EQ(root.member("b").number(), std::nullopt);
    EXPECT_FALSE(root.member("a").flag());
    EXPECT_TRUE(root.member("c").items().empty());
    EXPECT_TRUE(root.member("a").members().empty());
    EXPECT_TRUE(root.member("x").member("y").items().empty());
    EXPECT_EQ(problems.size(), 5u);
    EXPECT_EQ(root.member("x").member("y").text(true), std::nullopt);
    EXPECT_EQ(problems.back().code, "missing");
    EXPECT_EQ(problems.back().pointer, "/x/y");
}

}  // namespace
}  // namespace oneseal::sdk
