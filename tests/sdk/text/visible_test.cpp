#include "text/visible.hpp"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <set>
#include <string>

#include "text/code_points.hpp"
#include "text/utf8.hpp"

namespace oneseal::sdk {
namespace {

utf8proc_category_t category(char32_t c) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

// What has a shape by its category, and none by its name.
const std::set<char32_t> nameless_blanks{0x2800, 0xFFFC, 0x13441, 0x13442, 0x16FE4, 0x1D159};

bool invisible_by_utf8proc(char32_t c) {
    const utf8proc_property_t* property = utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
    switch (property->category) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CS:
            return true;
        default:
            break;
    }
    const bool no_character = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    return property->ignorable || no_character || nameless_blanks.contains(c);
}

TEST(CodePoints, AreWhatUtf8procSaysOfEachOfThem) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        const auto its = category(c);
        ASSERT_EQ(is_invisible(c), invisible_by_utf8proc(c)) << std::hex << std::uint32_t(c);
        ASSERT_EQ(is_space(c), its == UTF8PROC_CATEGORY_ZS) << std::hex << std::uint32_t(c);
        ASSERT_EQ(is_in(letters(), c), its >= UTF8PROC_CATEGORY_LU && its <= UTF8PROC_CATEGORY_LO)
            << std::hex << std::uint32_t(c);
        ASSERT_EQ(is_in(marks(), c), its >= UTF8PROC_CATEGORY_MN && its <= UTF8PROC_CATEGORY_ME)
            << std::hex << std::uint32_t(c);
    }
}

TEST(CodePoints, KnowTheIdeographsOfAllBlocks) {
    for (const char32_t c :
         std::u32string(U"一龥䮌〇々𠀀𪚥𰀀𮯠\U00031350\U000323B0㐀﨑")) {
        EXPECT_TRUE(is_in(han(), c)) << std::hex << std::uint32_t(c);
    }
    for (const char32_t c : std::u32string(U"aゑ한·。\u3000\u2FF0")) {
        EXPECT_FALSE(is_in(han(), c)) << std::hex << std::uint32_t(c);
    }
}

TEST(Blank, IsWhatNobodyCanSee) {
    for (const char* text : {"",
                             " ",
                             "\t\n",
                             "\u3000\u3000",
                             "\u200B",
                             "\u00A0",
                             "\u2800",
                             "\u3164",
                             "\uFFA0",
                             "\u115F\u1160",
                             "\u180E",
                             "\u202E",
                             "\uFEFF",
                             "\u2028",
                             "\x1B",
                             "\U000E0041",
                             "\uFE0F"}) {
        EXPECT_TRUE(is_blank(text)) << text;
    }
    for (const char* text : {"a", " 一 ", "\u200B·", "𪚥", "ང", "。"}) {
        EXPECT_FALSE(is_blank(text)) << text;
    }
}

TEST(PrintableLine, TakesTheNamesOfEverybody) {
    for (const char* name : {"王小明",
                             "𪚥䮌",
                             "迪丽热巴·迪力木拉提",
                             "ئالىم ياسىن",
                             "نۇر\u200Cبەك",
                             "བསྟན་འཛིན",
                             "ᠠᠯᠲᠠᠨ\u180Eᠠ",
                             "ᠮᠣᠩᠭᠣᠯ\u202Fᠤᠨ",
                             "葛\U000E0100城",
                             "O'Neill, J."}) {
        EXPECT_TRUE(is_printable_line(name)) << name;
    }
}

TEST(PrintableLine, TakesNothingThatReadsOtherwiseThanItStands) {
    for (const char* name : {"王\n小明",
                             "王\r小明",
                             "王\u2028小明",
                             "王\u202E小明",
                             "王\x1B[31m小明",
                             "王\u200B小明",
                             "王小明\u200D",
                             "\u200C王",
                             "王 \u200D小明",
                             "王\u3164小明",
                             "王\x7F",
                             "王\u0085小明",
                             "王\uFFFF"}) {
        EXPECT_FALSE(is_printable_line(name)) << name;
    }
}

TEST(PrintableText, HasLinesAndNothingElse) {
    EXPECT_TRUE(is_printable_text("第一行\n第二行\n"));
    EXPECT_FALSE(is_printable_text("第一行\r\n第二行"));
    EXPECT_FALSE(is_printable_text("第一行\u202E"));
}

}  // namespace
}  // namespace oneseal::sdk
