#include "language/pattern.hpp"

#include <gtest/gtest.h>

namespace oneseal::sdk {
namespace {

Pattern pattern(const std::string& text) {
    auto compiled = Pattern::compile(text);
    if (const auto* problem = std::get_if<Problem>(&compiled)) {
        ADD_FAILURE() << text << ": " << problem->en;
        return std::get<Pattern>(Pattern::compile(""));
    }
    return std::get<Pattern>(std::move(compiled));
}

bool found(const std::string& expression, const std::string& text) {
    return pattern(expression).found_in(text);
}
bool whole(const std::string& expression, const std::string& text) {
    return pattern(expression).matches_whole(text);
}

TEST(Pattern, IsFoundAnywhereOrMatchesTheWhole) {
    EXPECT_TRUE(found("b+", "abbc"));
    EXPECT_FALSE(whole("b+", "abbc"));
    EXPECT_TRUE(whole("b+", "bbb"));
    EXPECT_TRUE(found("", ""));
    EXPECT_TRUE(found("", "abc"));
    EXPECT_FALSE(whole("", "abc"));
    EXPECT_TRUE(whole("a|ab", "ab"));
    EXPECT_FALSE(whole("^a$|b", "ab"));
}

TEST(Pattern, AnchorsHoldOnlyAtTheEndsOfTheText) {
    EXPECT_TRUE(found("^a", "ab"));
    EXPECT_FALSE(found("^b", "ab"));
    EXPECT_FALSE(found("^b", "a\nb"));
    EXPECT_TRUE(found("b$", "ab"));
    EXPECT_FALSE(found("b$", "ab\n"));
    EXPECT_TRUE(found("\\Ab\\z", "b"));
    EXPECT_TRUE(found("^$", ""));
    EXPECT_TRUE(found("a$|^b", "bc"));
    EXPECT_FALSE(found("a^b", "ab"));
}

TEST(Pattern, RepetitionsAreCounted) {
    for (const auto& [expression, lengths] :
         std::map<std::string, std::vector<std::size_t>>{{"a*", {0, 1, 2, 3, 4, 5}},
                                                         {"a+", {1, 2, 3, 4, 5}},
                                                         {"a?", {0, 1}},
                                                         {"a{2}", {2}},
                                                         {"a{2,}", {2, 3, 4, 5}},
                                                         {"a{2,4}", {2, 3, 4}},
                                                         {"a{0,2}", {0, 1, 2}},
                                                         {"a{0}", {0}},
                                                         {"(a{2}){2}", {4}},
                                                         {"(aa)*", {0, 2, 4}},
                                                         {"a*?", {0, 1, 2, 3, 4, 5}},
                                                         {"a{1,2}?", {1, 2}},
                                                         {"(?:a|aa)+a", {2, 3, 4, 5}},
                                                         {"(a?){3}", {0, 1, 2, 3}},
                                                         {"((a*)+)*", {0, 1, 2, 3, 4, 5}}}) {
        for (std::size_t length = 0; length <= 5; ++length) {
            const bool is_in = std::find(lengths.begin(), lengths.end(), length) != lengths.end();
            EXPECT_EQ(whole(expression, std::string(length, 'a')), is_in) << expression << length;
        }
    }
}

TEST(Pattern, ClassesAreAscii) {
    EXPECT_TRUE(whole("\\d+", "0123456789"));
    EXPECT_FALSE(whole("\\d", "２"));
    EXPECT_TRUE(whole("\\w+", "aZ_9"));
    EXPECT_FALSE(whole("\\w", "乐"));
    EXPECT_TRUE(whole("\\W", "乐"));
    EXPECT_TRUE(whole("\\s+", " \t\r\n\f"));
    EXPECT_FALSE(whole("\\s", "\v"));
    EXPECT_FALSE(whole("\\s", "\u00A0"));
    EXPECT_TRUE(whole("\\S\\D", "ab"));
    EXPECT_TRUE(whole("[\\d\\-x]+", "1-x"));
    EXPECT_TRUE(whole("[^\\d]", "a"));
    EXPECT_FALSE(whole("[^\\d]", "1"));
    EXPECT_TRUE(whole("[\\D]", "a"));
}

TEST(Pattern, KnowsIdeographsLettersAndMarks) {
    EXPECT_TRUE(whole("\\p{Han}+", "乐山𪚥䮌〇"));
    EXPECT_FALSE(whole("\\p{Han}+", "乐a"));
    EXPECT_TRUE(whole("[\\p{Han}·]{2,30}", "迪丽热巴·迪力木拉提"));
    EXPECT_TRUE(whole("\\P{Han}+", "abc·"));
    EXPECT_FALSE(whole("[\\P{Han}]", "䮌"));
    EXPECT_TRUE(whole("[\\p{L}\\p{M}་]+", "བསྟན་འཛིན"));
    EXPECT_TRUE(whole("\\p{L}+", "نۇربەك"));
    EXPECT_FALSE(whole("\\p{L}", "1"));
    for (const char* unknown : {"\\p{Hangul}", "\\pL", "\\p", "\\p{"}) {
        EXPECT_TRUE(std::holds_alternative<Problem>(Pattern::compile(unknown))) << unknown;
    }
}

TEST(Pattern, BracketsHoldRangesOfCodePoints) {
    EXPECT_TRUE(whole("[a-cx]+", "abcx"));
    EXPECT_FALSE(whole("[a-c]", "d"));
    EXPECT_TRUE(whole("[一-龥]+", "乐山市"));
    EXPECT_TRUE(whole("[]a]+", "]a"));
    EXPECT_TRUE(whole("[^]]", "a"));
    EXPECT_TRUE(whole("[a-]+", "a-"));
    EXPECT_TRUE(whole("[-a]+", "-a"));
    EXPECT_TRUE(whole("[^a]", "\n"));
    EXPECT_TRUE(whole("[.*]", "."));
    EXPECT_FALSE(whole("[.*]", "a"));
    EXPECT_TRUE(whole("[\\]\\\\]+", "]\\"));
    EXPECT_TRUE(whole("[\\x41-\\x{43}]", "B"));
}

TEST(Pattern, ADotIsOneCodePointButNoLineEnd) {
    EXPECT_TRUE(whole(".", "乐"));
    EXPECT_TRUE(whole(".", "😀"));
    EXPECT_FALSE(whole(".", "\n"));
    EXPECT_TRUE(whole(".", "\r"));
    EXPECT_FALSE(whole("..", "乐"));
    EXPECT_TRUE(whole("\\.", "."));
    EXPECT_FALSE(whole("\\.", "a"));
}

TEST(Pattern, WordBoundaries) {
    EXPECT_TRUE(found("\\bcat\\b", "a cat!"));
    EXPECT_FALSE(found("\\bcat\\b", "concat"));
    EXPECT_TRUE(found("\\Bcat", "concat"));
    EXPECT_TRUE(found("\\b", "a"));
    EXPECT_FALSE(found("\\b", "乐"));
}

TEST(Pattern, WhatIsLeftOutIsRefusedWithItsPlace) {
    for (const auto& [expression, column] : std::map<std::string, std::size_t>{
             {"(", 2},           {")", 1},     {"a)b", 2},     {"[a", 3},          {"[z-a]", 5},
             {"[[:digit:]]", 2}, {"*a", 1},    {"a**", 3},     {"a{2}{3}", 5},     {"a|*", 3},
             {"a{", 2},          {"a{,3}", 2}, {"a{3,2}", 2},  {"a{1001}", 2},     {"{", 1},
             {"(?i)a", 3},       {"(?=a)", 3}, {"(?<n>a)", 3}, {"\\1", 1},         {"\\pL", 1},
             {"\\Qa\\E", 1},     {"a\\", 2},   {"\\x4", 1},    {"\\x{110000}", 1}, {"\\乐", 1}}) {
        const auto compiled = Pattern::compile(expression);
        const auto* problem = std::get_if<Problem>(&compiled);
        ASSERT_NE(problem, nullptr) << expression;
        EXPECT_EQ(problem->code, "bad_pattern");
        EXPECT_EQ(problem->column, column) << expression;
    }
}

TEST(Pattern, TooLongAProgramIsRefused) {
    for (const std::string expression :
         {"(a{1000}){1000}", "((a{30}){30}){30}", "(((a?){20}){20}){20}"}) {
        EXPECT_TRUE(std::holds_alternative<Problem>(Pattern::compile(expression))) << expression;
    }
    std::string alternatives = "a";
    for (int i = 0; i < 5000; ++i) alternatives += "|a";
    EXPECT_TRUE(std::holds_alternative<Problem>(Pattern::compile(alternatives)));
    EXPECT_TRUE(std::holds_alternative<Problem>(Pattern::compile(std::string(5000, '('))));
    EXPECT_TRUE(std::holds_alternative<Problem>(Pattern::compile(std::string(5000, 'a'))));
    EXPECT_TRUE(whole("a{1000}", std::string(1000, 'a')));
}

TEST(Pattern, HostilePatternsAndTextsTakeLinearTime) {
    EXPECT_FALSE(whole("(a*)*b", std::string(100'000, 'a')));
    EXPECT_TRUE(whole("[^\"]*", std::string(300'000, 'x')));
    const std::string many(20'000, 'a');
    EXPECT_FALSE(found("(a|a)*b", many));
    EXPECT_FALSE(whole("(a|aa)+", many + "b"));
    EXPECT_FALSE(whole("((a*)*)*b", many));
    EXPECT_TRUE(found("(x+x+)+y|a$", many));
    EXPECT_FALSE(found("^(\\w+\\s?)*\\.$", many + "!"));
    EXPECT_TRUE(whole("(a?){30}a{30}", std::string(30, 'a')));
}

}  // namespace
}  // namespace oneseal::sdk
