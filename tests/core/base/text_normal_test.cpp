#include "base/text_normal.hpp"

#include <gtest/gtest.h>

#include <cstdint>

#include "text/utf8.hpp"
#include "text/visible.hpp"

namespace oneseal {
namespace {

TEST(NormalLine, IsOneSpellingOfWhatReadsAlike) {
    EXPECT_EQ(normal_line("Caf\u0065\u0301"), "Caf\u00E9");
    EXPECT_EQ(normal_line(" \u202D乐山\u200B市\u202C\u3000"), "乐山市");
    EXPECT_EQ(normal_line("第一行\r\n第二行"), "第一行 第二行");
    EXPECT_EQ(normal_line("王\x1B[31m小明"), "王[31m小明");
    EXPECT_EQ(normal_line("\u3000\u200B\u2800"), "");
    EXPECT_EQ(normal_line("ａ（１）"), "ａ（１）");
}

TEST(NormalLine, LeavesTheNamesOfEverybodyAlone) {
    for (const char* name :
         {"𪚥䮌", "迪丽热巴·迪力木拉提", "نۇر\u200Cبەك", "ᠠᠯᠲᠠᠨ\u180Eᠠ", "葛\U000E0100"}) {
        EXPECT_EQ(normal_line(name), name);
    }
}

TEST(NormalLines, KeepsLinesOnly) {
    EXPECT_EQ(normal_lines("第一行\r\n第二行\r第三行\u2028第四行\n"),
              "第一行\n第二行\n第三行\n第四行");
    EXPECT_EQ(normal_lines("a\tb"), "a b");
}

TEST(NormalCode, IsOneSpellingOfAnIdentifier) {
    for (const char* typed : {"E55443322",
                              "e55443322",
                              "E5544 3322",
                              "Ｅ５５４４３３２２",
                              "\u202AE55443322\u202C",
                              "e5\u00A0544\u30003322",
                              "E5544\u200B3322\t"}) {
        EXPECT_EQ(normal_code(typed), "E55443322") << typed;
    }
    EXPECT_EQ(normal_code("51110219850312997x"), "51110219850312997X");
    EXPECT_EQ(normal_code("\u3000\u200B"), "");
}

TEST(NormalPhone, IsOneSpellingOfANumber) {
    for (const char* typed : {"15900000003",
                              "159 0000 0003",
                              "159-0000-0003",
                              "+86 159 0000 0003",
                              "0086-15900000003",
                              "8615900000003",
                              "（+86）１５９００００—０００３",
                              "\u202D15900000003\u202C"}) {
        EXPECT_EQ(normal_phone(typed), "15900000003") << typed;
    }
    for (const char* typed : {"0833-2345678", "(0833) 2345678", "+86 833 2345678"}) {
        EXPECT_EQ(normal_phone(typed), "08332345678") << typed;
    }
    EXPECT_EQ(normal_phone("+852 9123-4567"), "+85291234567");
}

TEST(NormalText, IsNormalOnceForEveryCodePoint) {
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c == 0xD800) c = 0xE000;    // surrogates are no text
        if (c == 0x20000) c = 0x2F800;  // ideographs that are all alike
        if (c == 0x30000) c = 0xE0000;  // and planes that are empty
        if (c == 0xF0000) break;        // for private use
        std::string text = "一";
        sdk::append_utf8(text, c);
        text += "b";
        const std::string line = normal_line(text);
        const std::string code = normal_code(text);
        ASSERT_EQ(normal_line(line), line) << std::hex << std::uint32_t(c);
        ASSERT_EQ(normal_code(code), code) << std::hex << std::uint32_t(c);
        ASSERT_TRUE(sdk::is_printable_line(line)) << std::hex << std::uint32_t(c);
        ASSERT_TRUE(sdk::is_utf8(code)) << std::hex << std::uint32_t(c);
    }
}

}  // namespace
}  // namespace oneseal
