#include "host/package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "core/host/temporary_package.hpp"
#include "crypto/digest.hpp"
#include "host/fd.hpp"

namespace oneseal::host {
namespace {

using testing::Contains;
using testing::Field;

// What load_package finds wrong, by place.
std::vector<std::string> places(const TemporaryPackage& package) {
    const auto loaded = load_package(package.directory().string());
    if (loaded) return {"nothing"};
    const Error error = loaded.error();
    EXPECT_EQ(error.id, "PACKAGE_INVALID");
    std::vector<std::string> found;
    for (const Finding& finding : error.findings) {
        EXPECT_FALSE(finding.message.zh_cn.empty());
        EXPECT_FALSE(finding.message.en.empty());
        found.push_back(finding.pointer);
    }
    return found;
}

std::vector<std::string> places_with(const std::string& key, const nlohmann::json& value) {
    TemporaryPackage package("good_echo");
    package.manifest[key] = value;
    package.save();
    return places(package);
}

TEST(Package, ACompletePackageIsLoaded) {
    const TemporaryPackage on_disk("good_echo");
    const auto package = load_package(on_disk.directory().string());
    ASSERT_TRUE(package) << package.error().findings.at(0).pointer;
    EXPECT_EQ(package->id, "echo");
    EXPECT_EQ(package->version, "1.2.0");
    EXPECT_EQ(package->kind, "department");
    EXPECT_EQ(package->title.en, "Echo");
    EXPECT_EQ(package->digest, crypto::sha256_hex(on_disk.manifest.dump()));
    EXPECT_EQ(package->manifest, on_disk.manifest.dump());
    ASSERT_EQ(package->documents.size(), 2U);
    EXPECT_EQ(package->documents[0].file, "department.json");
    EXPECT_EQ(package->documents[1].text, R"({"id": "echo"})");
    EXPECT_TRUE(package->library);
}

TEST(Package, ASurfaceNeedsNoLibrary) {
    TemporaryPackage on_disk("good_echo");
    on_disk.manifest["kind"] = "surface";
    on_disk.manifest.erase("library");
    on_disk.save();
    const auto package = load_package(on_disk.directory().string());
    ASSERT_TRUE(package);
    EXPECT_FALSE(package->library);
    EXPECT_TRUE(package->documents.empty());
}

TEST(Package, AnEmptyDirectoryIsNotFound) {
    const auto package = load_package("/nonexistent");
    ASSERT_FALSE(package);
    EXPECT_EQ(package.error().code, ErrorCode::not_found);
    EXPECT_EQ(package.error().id, "PACKAGE_NOT_FOUND");
}

TEST(Package, AManifestThatIsNoObjectIsRefused) {
    for (const char* text : {"[]", "{", "\"\""}) {
        const TemporaryPackage package("good_echo");
        std::ofstream(package.directory() / "manifest.json") << text;
        EXPECT_THAT(places(package), Contains("")) << text;
    }
}

TEST(Package, EveryMemberOfTheManifestIsChecked) {
    EXPECT_THAT(places_with("manifest", 2), Contains("/manifest"));
    EXPECT_THAT(places_with("id", "Echo"), Contains("/id"));
    EXPECT_THAT(places_with("id", std::string(100000, 'a')), Contains("/id"));
    EXPECT_THAT(places_with("version", "1.2"), Contains("/version"));
    EXPECT_THAT(places_with("kind", "robot"), Contains("/kind"));
    EXPECT_THAT(places_with("title", {{"en", 1}}), Contains("/title"));
    EXPECT_THAT(places_with("library", 7), Contains("/library"));
    EXPECT_THAT(places_with("matters", "matters/echo.json"), Contains("/matters"));
    EXPECT_THAT(places_with("matters", {1}), Contains("/matters"));
    EXPECT_THAT(places_with("department", "other.json"), Contains("other.json"));
    EXPECT_THAT(places_with("files", nullptr), Contains("/files"));
}

TEST(Package, AnSdkThatThisKernelDoesNotSpeakIsRefused) {
    EXPECT_THAT(places_with("sdk", "0.10"), Contains("/sdk"));
    EXPECT_THAT(places_with("sdk", "1.0"), Contains("/sdk"));
    EXPECT_THAT(places_with("sdk", "0.8"), Contains("nothing"));
}

TEST(Package, APathOutOfThePackageIsRefused) {
    for (const char* path :
         {"../secret", "/etc/passwd", "a/../../b", "a//b", "./a", ".hidden", "a\\b", ""}) {
        TemporaryPackage package("good_echo");
        package.manifest["files"][path] = std::string(64, '0');
        package.save();
        EXPECT_THAT(places(package), Contains(testing::StartsWith("/files/"))) << path;
    }
}

TEST(Package, AFileThatIsNotListedIsRefused) {
    TemporaryPackage package("good_echo");
    package.write("assets/extra.svg", "<svg/>", false);
    EXPECT_THAT(places(package), Contains("assets/extra.svg"));
}

TEST(Package, TheSignatureNeedNotBeListed) {
    TemporaryPackage package("good_echo");
    package.write("manifest.sig", "signature", false);
    EXPECT_THAT(places(package), Contains("nothing"));
}

TEST(Package, AMissingFileIsRefused) {
    TemporaryPackage package("good_echo");
    std::filesystem::remove(package.directory() / "matters/echo.json");
    EXPECT_THAT(places(package), Contains("matters/echo.json"));
}

TEST(Package, AChangedFileIsRefused) {
    TemporaryPackage package("good_echo");
    package.write("matters/echo.json", R"({"id": "ech0"})", false);
    EXPECT_THAT(places(package), Contains("matters/echo.json"));
}

TEST(Package, ASymbolicLinkIsRefusedEvenToTheRightBytes) {
    TemporaryPackage package("good_echo");
    const auto file = package.directory() / "matters/echo.json";
    const TemporaryPackage other("good_echo");
    std::filesystem::remove(file);
    std::filesystem::create_symlink(other.directory() / "matters/echo.json", file);
    EXPECT_THAT(places(package), Contains("matters/echo.json"));
}

TEST(Package, ALinkToADirectoryIsRefused) {
    TemporaryPackage package("good_echo");
    std::filesystem::create_directory_symlink("/etc", package.directory() / "assets");
    EXPECT_THAT(places(package), Contains("assets"));
}

TEST(Package, ASpecialFileIsRefused) {
    TemporaryPackage package("good_echo");
    ASSERT_EQ(::mkfifo((package.directory() / "pipe").c_str(), 0600), 0);
    EXPECT_THAT(places(package), Contains("pipe"));
}

TEST(Package, ADocumentThatIsNoTextIsRefused) {
    TemporaryPackage package("good_echo");
    package.write("matters/echo.json", "{\"id\": \"\xff\"}", true);
    package.save();
    EXPECT_THAT(places(package), Contains("matters/echo.json"));
}

TEST(Package, AListedFileIsReadAgainAndVerified) {
    TemporaryPackage on_disk("good_echo");
    on_disk.write("assets/licence.svg", "<svg/>", true);
    on_disk.save();
    const auto package = load_package(on_disk.directory().string());
    ASSERT_TRUE(package);
    EXPECT_EQ(read_file(*package, "assets/licence.svg").value(), "<svg/>");
    EXPECT_EQ(read_file(*package, "assets/other.svg").error().id, "PACKAGE_FILE_NOT_FOUND");
    on_disk.write("assets/licence.svg", "<svg>changed</svg>", false);
    EXPECT_EQ(read_file(*package, "assets/licence.svg").error().id, "PACKAGE_CHANGED");
}

}  // namespace
}  // namespace oneseal::host
