// What is streamed from and into files: uploads and downloads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "services/http/server_fixture.hpp"

namespace oneseal::http {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

using FilesTest = ServerTest;

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(FilesTest, StreamsAnUploadIntoAFileThatGoesWithTheRequest) {
    Client client("127.0.0.1", start().port());
    const std::string bytes(3 << 20, 'p');
    const Response response =
        client.send("PUT", "/files/1", bytes, {{"Content-Type", "application/pdf"}}).value();
    EXPECT_EQ(response.body, std::to_string(bytes.size()));
    ASSERT_TRUE(upload_);
    EXPECT_EQ(upload_->content_type, "application/pdf");
    EXPECT_EQ(content_of(upload_->path), bytes);
    EXPECT_EQ(fs::status(upload_->path).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    upload_.reset();
    EXPECT_EQ(files_in_uploads(), 0U);
    EXPECT_EQ(client.send("PUT", "/files/1").value().body, "none");
}

TEST_F(FilesTest, KeepsNothingOfAnUploadOverTheLimit) {
    options_.upload_bytes = 1000;
    start();
    RawClient chunked(server_->port());
    chunked.send("PUT /files/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 3; ++i) chunked.send("190\r\n" + std::string(400, 'x') + "\r\n");
    EXPECT_THAT(chunked.read_to_end(), StartsWith("HTTP/1.1 413 "));
    EXPECT_EQ(files_in_uploads(), 0U);
}

TEST_F(FilesTest, KeepsNothingOfAnUploadWhoseClientWentAway) {
    RawClient raw(start().port());
    raw.send(
        "PUT /files/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
    raw.read_until("\r\n\r\n");
    EXPECT_EQ(files_in_uploads(), 1U);
    raw.send("half").close();
    server_->stop();
    EXPECT_EQ(files_in_uploads(), 0U);
    EXPECT_FALSE(upload_);
}

TEST_F(FilesTest, TakesNoByteOfAnUploadBeforeItsRouteLetsItIn) {
    RawClient raw(start().port());
    raw.send("PUT /files/later HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nha");
    const Respond respond = later_.get_future().get();
    EXPECT_EQ(files_in_uploads(), 0U);
    respond(go_on());
    EXPECT_THAT(raw.send("lf").read_until("\r\n\r\n4"), StartsWith("HTTP/1.1 200 "));
    ASSERT_TRUE(upload_);
    EXPECT_EQ(content_of(upload_->path), "half");
}

TEST_F(FilesTest, RefusesAnUploadThatItsRouteDoesNotLetIn) {
    RawClient asks(start().port());
    asks.send(
        "PUT /files/refused HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n"
        "Expect: 100-continue\r\n\r\n");
    EXPECT_THAT(asks.read_to_end(), StartsWith("HTTP/1.1 403 "));
    Client goes_on("127.0.0.1", server_->port());
    EXPECT_EQ(goes_on.send("PUT", "/files/refused", std::string(4 << 20, 'x')).value().status, 403);
    EXPECT_EQ(goes_on.send("PUT", "/files/forgotten", "x").value().status, 500);
    EXPECT_EQ(files_in_uploads(), 0U);
    EXPECT_FALSE(upload_);
    expect_alive();
}

TEST_F(FilesTest, RefusesATooLongUploadWithoutAskingItsRoute) {
    options_.upload_bytes = 3;
    RawClient raw(start().port());
    raw.send("PUT /files/refused HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n");
    EXPECT_THAT(raw.read_to_end(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(FilesTest, RemovesAtItsStartWhatACrashLeftOfUploads) {
    fs::create_directories(options_.upload_directory);
    std::ofstream(options_.upload_directory / "a.upload") << "half";
    start();
    EXPECT_EQ(files_in_uploads(), 0U);
}

TEST_F(FilesTest, SaysThatStorageIsFull) {
    start();
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{100'000, before.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    Client client("127.0.0.1", server_->port());
    const auto response = client.send("PUT", "/files/1", std::string(1 << 20, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 507);
    EXPECT_THAT(response->body, HasSubstr("HTTP_UPLOAD_STORAGE_FULL"));
    EXPECT_EQ(files_in_uploads(), 0U);
}

TEST_F(FilesTest, SaysThatFilesCannotBeTakenNow) {
    start();
    fs::remove(options_.upload_directory);
    Client client("127.0.0.1", server_->port());
    EXPECT_EQ(client.send("PUT", "/files/1", "x").value().status, 503);
}

TEST_F(FilesTest, SendsWhatAnswersHaveInCommonAndKeepsNoneOfIt) {
    shared_ = std::make_shared<const std::string>(std::string(300'000, 's'));
    Client client("127.0.0.1", start().port());
    EXPECT_EQ(client.send("GET", "/shared").value().body, *shared_);
    const Response head = client.send("HEAD", "/shared").value();
    EXPECT_EQ(header(head.headers, "Content-Length"), "300000");
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(client.send("GET", "/shared?known").value().body, "");
    EXPECT_EQ(client.send("GET", "/hello/a").value().body, "hello a") << "the connection goes on";
    EXPECT_EQ(shared_.use_count(), 1);
}

TEST_F(FilesTest, StreamsAFileAndMissesOneThatIsNotThere) {
    Client client("127.0.0.1", start().port());
    EXPECT_EQ(client.send("GET", "/file").value().status, 404);
    const std::string bytes(300'000, 'f');
    std::ofstream(directory_ / "file") << bytes;
    const Response response = client.send("GET", "/file").value();
    EXPECT_EQ(response.body, bytes);
    EXPECT_EQ(header(response.headers, "Content-Type"), "text/plain");
    EXPECT_EQ(header(client.send("HEAD", "/file").value().headers, "Content-Length"), "300000");
    EXPECT_EQ(client.send("GET", "/hello/a").value().body, "hello a");
}

TEST_F(FilesTest, SendsThePartThatIsAskedFor) {
    Client client("127.0.0.1", start().port());
    std::ofstream(directory_ / "file") << "0123456789";
    const std::tuple<std::string, int, std::string, std::string> asked[] = {
        {"bytes=0-3", 206, "0123", "bytes 0-3/10"},
        {"bytes=7-", 206, "789", "bytes 7-9/10"},
        {"bytes=-2", 206, "89", "bytes 8-9/10"},
        {"bytes=8-99", 206, "89", "bytes 8-9/10"},
        {"bytes=0-", 200, "0123456789", ""},
        {"bytes=-99", 200, "0123456789", ""},
        {"bytes=1-2,4-5", 200, "0123456789", ""},
        {"bytes=3-1", 200, "0123456789", ""},
        {"bytes=x-", 200, "0123456789", ""},
        {"lines=1-2", 200, "0123456789", ""}};
    for (const auto& [range, status, body, content_range] : asked) {
        const Response part = client.send("GET", "/file", {}, {{"Range", range}}).value();
        EXPECT_EQ(part.status, status) << range;
        EXPECT_EQ(part.body, body) << range;
        EXPECT_EQ(header(part.headers, "Content-Range"), content_range) << range;
        EXPECT_EQ(header(part.headers, "Accept-Ranges"), "bytes");
    }
    for (const char* behind : {"bytes=10-", "bytes=99-100", "bytes=-0"}) {
        const Response none = client.send("GET", "/file", {}, {{"Range", behind}}).value();
        EXPECT_EQ(none.status, 416) << behind;
        EXPECT_EQ(header(none.headers, "Content-Range"), "bytes */10");
        EXPECT_NE(none.body.find("HTTP_RANGE"), std::string::npos) << none.body;
    }
}

TEST_F(FilesTest, SaysThatTheUploadDirectoryCannotBeUsed) {
    std::ofstream(directory_ / "uploads") << "a file";
    Server server(options_);
    EXPECT_EQ(server.start(router()).error().id, "HTTP_UPLOAD_DIRECTORY");
}

}  // namespace
}  // namespace oneseal::http
