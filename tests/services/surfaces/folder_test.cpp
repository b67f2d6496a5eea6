// Which folders are served, and which stop the start.
#include "surfaces/folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "end_to_end/bureau.hpp"
#include "services/surfaces/built_surface.hpp"
#include "settings/settings.hpp"

namespace oneseal::surfaces {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// The error that it gives, which names the file in both languages.
void expect_refusal(const BuiltSurface& surface, const char* id, const std::string& file) {
    const auto files = read_folder(surface.path());
    ASSERT_FALSE(files) << id;
    EXPECT_EQ(files.error().id, id);
    EXPECT_EQ(files.error().code, ErrorCode::invalid_input);
    EXPECT_THAT(files.error().message.en, HasSubstr(file));
    EXPECT_THAT(files.error().message.zh_cn, HasSubstr(file));
}

TEST(AFolder, IsReadWithAllThatLiesInIt) {
    const BuiltSurface surface;
    surface.put("assets/earlier/index-A1b2C3d4.js", "of the build before");
    surface.put("assets/large.bin", std::string(8 << 20, 'x'));
    fs::create_symlink("index.html", surface.path("also.html"));
    const auto files = read_folder(surface.path());
    ASSERT_TRUE(files) << files.error().message.en;
    EXPECT_EQ(files->size(), 8U);
    EXPECT_EQ(*files->at("assets/earlier/index-A1b2C3d4.js").bytes, "of the build before");
    EXPECT_EQ(files->at("also.html").digest, files->at("index.html").digest);
    EXPECT_EQ(files->at("assets/large.bin").bytes->size(), 8U << 20);
}

TEST(AFolder, MayBeReachedByALinkItself) {
    const BuiltSurface surface;
    const support::TemporaryDirectory elsewhere;
    fs::create_directory_symlink(surface.path(), elsewhere.path("current"));
    EXPECT_TRUE(read_folder(elsewhere.path("current")));
}

TEST(AFolder, IsRefusedWithALinkThatLeadsOutOfIt) {
    for (const char* target : {"../secret.txt", "..", "assets", "/etc/hostname", "nowhere", "."}) {
        const BuiltSurface surface;
        fs::create_symlink(target, surface.path("assets/link.js"));
        expect_refusal(surface, "SURFACE_NOT_A_FILE", "assets/link.js");
    }
    // One whose name only begins as the folder's.
    const BuiltSurface surface;
    surface.put("../dist-other/a.js", "x");
    fs::create_symlink(surface.path() + "-other/a.js", surface.path("a.js"));
    expect_refusal(surface, "SURFACE_NOT_A_FILE", "dist/a.js");
}

TEST(AFolder, IsRefusedWithWhatIsNoFile) {
    const BuiltSurface surface;
    ASSERT_EQ(mkfifo(surface.path("pipe.js").c_str(), 0600), 0);
    expect_refusal(surface, "SURFACE_NOT_A_FILE", "pipe.js");
}

TEST(AFolder, IsRefusedWithAHiddenFileOrFolder) {
    for (const char* name : {".env", ".git/config", "assets/.DS_Store"}) {
        const BuiltSurface surface;
        surface.put(name, "x");
        expect_refusal(surface, "SURFACE_HIDDEN_FILE", fs::path(name).begin()->string());
    }
}

TEST(AFolder, IsRefusedWithAFileThatIsTooLarge) {
    const BuiltSurface surface;
    surface.put("assets/video.bin", std::string((8 << 20) + 1, 'x'));
    expect_refusal(surface, "SURFACE_FILE_TOO_LARGE", "assets/video.bin");
}

TEST(AFolder, IsRefusedWithoutIndex) {
    const BuiltSurface surface;
    fs::remove(surface.path("index.html"));
    expect_refusal(surface, "SURFACE_WITHOUT_INDEX", surface.path());
}

TEST(AFolder, IsRefusedWhereItCannotBeRead) {
    const BuiltSurface surface;
    fs::remove_all(surface.path());
    expect_refusal(surface, "SURFACE_UNREADABLE", surface.path());
    std::ofstream(surface.path()) << "a file";
    expect_refusal(surface, "SURFACE_UNREADABLE", surface.path());
}

TEST(ABureau, DoesNotStartWithAFolderThatIsRefused) {
    const BuiltSurface surface;
    surface.put(".env", "x");
    const Place place;
    place.set("surfaces", {{"/console", surface.path()}});
    const auto settings = load_settings(place.settings());
    ASSERT_TRUE(settings);
    const auto started = Installation::start(
        *settings, std::string(ONESEAL_BINARY_DIR) + "/bin/oneseal-plugin-host", SystemClock());
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().id, "SURFACE_HIDDEN_FILE");
}

}  // namespace
}  // namespace oneseal::surfaces
