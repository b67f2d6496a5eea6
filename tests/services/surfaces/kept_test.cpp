// What a name says of a file, and how a file is answered: codings, tags, caches.
#include "surfaces/kept.hpp"

#include <brotli/decode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "http/compression.hpp"
#include "surfaces/file_type.hpp"

namespace oneseal::surfaces {
namespace {

using testing::IsEmpty;

const std::string page = "<!doctype html><p>" + std::string(2000, 'a') + "\xE4\xB8\x80</p>";

http::Request asking(const std::string& name, const std::string& value) {
    http::Request request;
    request.headers = {{name, value}};
    return request;
}

std::string of(const http::Response& response, const char* name) {
    return std::string(http::header(response.headers, name));
}

std::string without_gzip(const std::string& bytes) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, 16 + MAX_WBITS), Z_OK);
    std::string plain(1 << 20, '\0');
    std::string input = bytes;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_out = static_cast<uInt>(plain.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    plain.resize(stream.total_out);
    inflateEnd(&stream);
    return plain;
}

std::string without_brotli(const std::string& bytes) {
    std::string plain(1 << 20, '\0');
    std::size_t size = plain.size();
    EXPECT_EQ(BrotliDecoderDecompress(bytes.size(),
                                      reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                      &size,
                                      reinterpret_cast<std::uint8_t*>(plain.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    plain.resize(size);
    return plain;
}

TEST(FileType, IsSaidByTheEndingOfTheName) {
    const std::vector<std::pair<std::string, std::string>> types{
        {"index.html", "text/html; charset=utf-8"},
        {"assets/a.js", "text/javascript; charset=utf-8"},
        {"a.mjs", "text/javascript; charset=utf-8"},
        {"a.css", "text/css; charset=utf-8"},
        {"a.json", "application/json"},
        {"a.js.map", "application/json"},
        {"a.webmanifest", "application/manifest+json"},
        {"a.svg", "image/svg+xml"},
        {"robots.txt", "text/plain; charset=utf-8"},
        {"a.png", "image/png"},
        {"a.jpg", "image/jpeg"},
        {"a.webp", "image/webp"},
        {"a.woff2", "font/woff2"},
        {"favicon.ico", "image/vnd.microsoft.icon"},
        {"LICENSE", "application/octet-stream"},
        {"html", "application/octet-stream"},
    };
    for (const auto& [name, type] : types) EXPECT_EQ(type_of(name).content_type, type) << name;
}

TEST(FileName, HoldsTheDigestOfTheContentWhereTheBundlerPutsIt) {
    for (const char* name : {"assets/index-D3f_kQ9x.js",
                             "assets/index-D3f_kQ9x.js.map",
                             "assets/deep/el-table.min--Dp3Xy_z.css",
                             "assets/a-12345678.woff2"}) {
        EXPECT_TRUE(names_its_content(name)) << name;
    }
    for (const char* name : {"index.html",
                             "sw.js",
                             "index-D3f_kQ9x.js",
                             "other/index-D3f_kQ9x.js",
                             "assets/index.js",
                             "assets/index-D3f_kQ9.js",
                             "assets/indexD3f_kQ9x.js",
                             "assets/index-D3f_kQ9x",
                             "assets/index-D3f+kQ9x.js",
                             "assets/my-filename.js"}) {
        EXPECT_FALSE(names_its_content(name)) << name;
    }
}

TEST(AcceptEncoding, TakesWhatItNamesAndDoesNotWeighAsNothing) {
    EXPECT_TRUE(http::accepts("gzip, deflate, br", "br"));
    EXPECT_TRUE(http::accepts("gzip;q=0.5 ,\tbr ; q=1", "gzip"));
    EXPECT_TRUE(http::accepts("*", "br"));
    EXPECT_TRUE(http::accepts("gzip;q=0, *;q=0.1", "br"));
    EXPECT_FALSE(http::accepts("gzip;q=0, *;q=0.1", "gzip"));
    EXPECT_FALSE(http::accepts("br;q=0.000", "br"));
    EXPECT_FALSE(http::accepts("*;q=0", "br"));
    EXPECT_FALSE(http::accepts("gzip, brotli, xbr", "br"));
    EXPECT_FALSE(http::accepts("", "gzip"));
    EXPECT_FALSE(http::accepts("identity", "gzip"));
}

TEST(AnAnswer, IsMadeShorterWhereItIsLongAndTheClientTakesIt) {
    const std::string text = "\"" + std::string(5000, 'a') + "\"";
    http::Response plain = http::json_response(200, text);
    http::compress(plain, "br");
    EXPECT_EQ(plain.content(), text);
    EXPECT_EQ(of(plain, "Content-Encoding"), "");
    EXPECT_EQ(of(plain, "Vary"), "Accept-Encoding");
    http::Response shared = http::json_response(200, "");
    shared.shared = std::make_shared<const std::string>(text);
    http::compress(shared, "gzip, br");
    EXPECT_EQ(of(shared, "Content-Encoding"), "gzip");
    EXPECT_EQ(without_gzip(shared.content()), text);
    http::Response is_short = http::json_response(200, "\"short\"");
    http::compress(is_short, "gzip");
    EXPECT_EQ(of(is_short, "Content-Encoding"), "");
    http::Response file;
    file.headers = {{"Content-Type", "text/plain"}};
    file.file = "/dev/null";
    http::compress(file, "gzip");
    EXPECT_EQ(of(file, "Vary"), "") << "parts of it may be asked for";
}

TEST(AFile, IsAnsweredInTheCodingThatTheClientTakes) {
    const Kept kept = keep("index.html", page);
    const http::Response plain = answer(kept, {}, "");
    EXPECT_EQ(plain.content(), page);
    EXPECT_EQ(of(plain, "Content-Encoding"), "");
    EXPECT_EQ(of(plain, "Vary"), "Accept-Encoding") << "another client gets other bytes";
    const http::Response zipped = answer(kept, asking("accept-encoding", "gzip"), "");
    EXPECT_EQ(of(zipped, "Content-Encoding"), "gzip");
    EXPECT_EQ(without_gzip(zipped.content()), page);
    const http::Response shortest = answer(kept, asking("Accept-Encoding", "gzip, br"), "");
    EXPECT_EQ(of(shortest, "Content-Encoding"), "br");
    EXPECT_EQ(without_brotli(shortest.content()), page);
    EXPECT_EQ(of(shortest, "Vary"), "Accept-Encoding");
    EXPECT_NE(of(plain, "ETag"), of(zipped, "ETag")) << "they are other bytes";
    EXPECT_NE(of(shortest, "ETag"), of(zipped, "ETag"));
    EXPECT_EQ(answer(kept, {}, "").shared, plain.shared) << "no copy for each client";
}

TEST(AFile, StaysAsItIsWhereNothingIsWonOrItIsCompressedAlready) {
    const http::Request both = asking("Accept-Encoding", "gzip, br");
    for (const Kept& kept : {keep("a.png", page), keep("a.txt", "a"), keep("empty.js", "")}) {
        const http::Response response = answer(kept, both, "");
        EXPECT_EQ(of(response, "Content-Encoding"), "");
        EXPECT_EQ(of(response, "Vary"), "");
        EXPECT_EQ(response.content(), *kept.bytes);
    }
}

TEST(AFile, IsNotSentAgainToWhoHasIt) {
    const Kept kept = keep("index.html", page);
    const std::string tag = of(answer(kept, {}, "policy"), "ETag");
    ASSERT_EQ(tag.front(), '"');
    for (const std::string& seen : {tag, "W/" + tag, "\"other\" ,  " + tag, std::string("*")}) {
        const http::Response response = answer(kept, asking("If-None-Match", seen), "policy");
        EXPECT_EQ(response.status, 304) << seen;
        EXPECT_THAT(response.content(), IsEmpty());
        // A cache would put the server's usual ones in the place of those that it has.
        EXPECT_EQ(of(response, "ETag"), tag);
        EXPECT_EQ(of(response, "Cache-Control"), "no-cache");
        EXPECT_EQ(of(response, "Content-Security-Policy"), "policy");
        EXPECT_EQ(of(response, "Vary"), "Accept-Encoding");
    }
    for (const std::string& seen :
         {std::string("\"other\""), std::string(), std::string(",,"), tag.substr(0, 9)}) {
        EXPECT_EQ(answer(kept, asking("If-None-Match", seen), "").status, 200) << seen;
    }
    http::Request zipped = asking("If-None-Match", tag);
    zipped.headers.emplace_back("Accept-Encoding", "gzip");
    EXPECT_EQ(answer(kept, zipped, "").status, 200) << "it has the other coding";
    EXPECT_NE(of(answer(keep("index.html", page + " "), {}, ""), "ETag"), tag);
}

TEST(AFile, IsKeptForeverOnlyUnderANameThatChanges) {
    const auto caching = [](const char* name) {
        return of(answer(keep(name, "x"), {}, ""), "Cache-Control");
    };
    EXPECT_EQ(caching("assets/index-D3f_kQ9x.js"), "public, max-age=31536000, immutable");
    for (const char* name : {"index.html", "sw.js", "manifest.json", "app.webmanifest"}) {
        EXPECT_EQ(caching(name), "no-cache") << name;
    }
}

}  // namespace
}  // namespace oneseal::surfaces
