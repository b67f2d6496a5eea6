#include "host/protocol.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "host/json_check.hpp"

namespace oneseal::host {
namespace {

// Feeds bytes in pieces of this size and takes out what is complete.
std::vector<std::pair<std::uint32_t, std::string>> read_in_pieces(FrameReader& reader,
                                                                  std::string_view bytes,
                                                                  std::size_t piece) {
    std::vector<std::pair<std::uint32_t, std::string>> frames;
    while (!bytes.empty() && !reader.broken()) {
        char* room = reader.room();
        const std::size_t now = std::min({piece, bytes.size(), reader.room_size()});
        std::copy_n(bytes.data(), now, room);
        bytes.remove_prefix(now);
        reader.filled(now);
        while (const auto frame = reader.next()) {
            frames.emplace_back(frame->number, frame->payload);
        }
    }
    return frames;
}

TEST(Protocol, FramesArriveWholeHoweverTheStreamIsCut) {
    const std::vector<std::pair<std::uint32_t, std::string>> sent{
        {1, ""}, {0xfffffffe, "{}"}, {3, std::string(200'000, 'x')}, {4, "last"}};
    std::string bytes;
    for (const auto& [number, payload] : sent) {
        append_frame(bytes, FrameType::verdict, number, payload);
    }
    for (const std::size_t piece :
         {std::size_t{1}, std::size_t{7}, std::size_t{4096}, bytes.size()}) {
        FrameReader reader(largest_payload);
        EXPECT_EQ(read_in_pieces(reader, bytes, piece), sent) << piece;
    }
}

TEST(Protocol, AnAnnouncedLengthBeyondTheLargestBreaksTheStream) {
    std::string bytes;
    append_frame(bytes, FrameType::verdict, 1, "12345");
    FrameReader reader(4);
    EXPECT_TRUE(read_in_pieces(reader, bytes, bytes.size()).empty());
    EXPECT_TRUE(reader.broken());
    EXPECT_FALSE(reader.next());
}

TEST(Protocol, AFrameKnowsItsTypeAndNumber) {
    std::string bytes;
    append_frame(bytes, FrameType::input_error, 0x01020304, "payload");
    FrameReader reader(largest_payload);
    std::copy(bytes.begin(), bytes.end(), reader.room());
    reader.filled(bytes.size());
    const auto frame = reader.next();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->type, FrameType::input_error);
    EXPECT_EQ(frame->number, 0x01020304U);
    EXPECT_EQ(frame->payload, "payload");
}

TEST(JsonCheck, AnObjectIsOne) {
    for (const char* text : {"{}",
                             " {\"a\": [1, -2.5e+3, 0, true, false, null]} \n",
                             "{\"\\u00e9\\n\\/\": \"\\\"\"}",
                             "{\"一章通\": {\"a\":{}, \"b\":[ ]}}"}) {
        EXPECT_TRUE(is_json_object(text)) << text;
    }
}

TEST(JsonCheck, WhatIsNoObjectIsNone) {
    for (const char* text : {"",
                             "[]",
                             "1",
                             "{",
                             "{}}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1,}",
                             "{\"a\":01}",
                             "{\"a\":1.}",
                             "{\"a\":+1}",
                             "{\"a\":tru}",
                             "{\"a\":\"\\x\"}",
                             "{\"a\":\"\\u12g4\"}",
                             "{\"a\":\"\n\"}",
                             "{\"a\":\"\xff\"}",
                             "{a:1}",
                             "{\"a\":1 \"b\":2}"}) {
        EXPECT_FALSE(is_json_object(text)) << text;
    }
    EXPECT_FALSE(is_json_object(std::string_view("{\"a\":1}\0", 8)));
}

TEST(JsonCheck, NestingHasALimit) {
    const auto nested = [](std::size_t depth) {
        return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    EXPECT_TRUE(is_json_object(nested(64)));
    EXPECT_FALSE(is_json_object(nested(65)));
    EXPECT_FALSE(is_json_object("{\"a\":" + std::string(1'000'000, '[')));
}

// Mutations of a document, judged by a second reader.
TEST(JsonCheck, AgreesWithAFullParser) {
    const std::string good =
        R"({"a":[1,2.5,-3e4,"x\u4e00y\n"],"b":{"c":null,"d":true},"文":"字","e":[{},[]]})";
    const std::string alphabet = "{}[],:\"\\0123456789.eE+-truefalsn\x01\xe4\xb8\x80 ";
    std::mt19937 random(20240311);
    for (int round = 0; round < 5'000; ++round) {
        std::string text = good;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            if (random() % 2 == 0) {
                text[at] = alphabet[random() % alphabet.size()];
            } else {
                text.erase(at, 1 + random() % 3);
            }
            if (text.empty()) text = "{";
        }
        const auto parsed = nlohmann::json::parse(text, nullptr, false);
        // Numbers beyond a double are this parser's error, and JSON all the same.
        EXPECT_EQ(is_json_object(text), parsed.is_object()) << text;
    }
}

}  // namespace
}  // namespace oneseal::host
