#include "text/utf8.hpp"

#include <gtest/gtest.h>

namespace oneseal::sdk {
namespace {

TEST(Utf8, TakesWellFormedText) {
    for (const char* text : {"",
                             "a",
                             "乐山",
                             "😀",
                             "\x7F",
                             "\u0080",
                             "\u07FF",
                             "\uD7FF",
                             "\uE000",
                             "\uFFFF",
                             "\U0010FFFF"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
}

TEST(Utf8, RefusesWhatIsNotWellFormed) {
    for (const char* text : {"\x80",
                             "\xC0\x80",
                             "\xC1\xBF",
                             "\xC3",
                             "\xC3(",
                             "\xE0\x80\x80",
                             "\xE4\xBD",
                             "\xED\xA0\x80",
                             "\xF0\x80\x80\x80",
                             "\xF4\x90\x80\x80",
                             "\xF5\x80\x80\x80",
                             "\xFF",
                             "a\xE4\xBD"}) {
        EXPECT_FALSE(is_utf8(text));
    }
}

TEST(Utf8, CountsCodePoints) {
    EXPECT_EQ(count_code_points(""), 0U);
    EXPECT_EQ(count_code_points("abc"), 3U);
    EXPECT_EQ(count_code_points("乐山😀"), 3U);
}

TEST(Utf8, ReadsWhatItWrites) {
    for (const char32_t c : {U'\0', U'a', U'\u0080', U'乐', U'\uFFFF', U'😀', U'\U0010FFFF'}) {
        std::string text;
        append_utf8(text, c);
        text += "rest";
        std::string_view view = text;
        EXPECT_TRUE(is_utf8(view));
        EXPECT_EQ(take_code_point(view), c);
        EXPECT_EQ(view, "rest");
    }
}

}  // namespace
}  // namespace oneseal::sdk
