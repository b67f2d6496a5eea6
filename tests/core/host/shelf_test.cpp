#include "host/shelf.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "core/host/temporary_package.hpp"
#include "host/fd.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::host {
namespace {

namespace fs = std::filesystem;

class AShelf : public testing::Test {
  protected:
    AShelf() : package_(*load_package(on_disk_.directory().string())) {}

    support::TemporaryDirectory folder_{};
    TemporaryPackage on_disk_{"good_echo"};
    Package package_;
    Shelf shelf_{folder_.path("kept")};
};

TEST_F(AShelf, GivesBackThePackageByItsDigestAlone) {
    ASSERT_TRUE(shelf_.keep(package_));
    ASSERT_TRUE(shelf_.keep(package_));  // once is enough
    fs::remove_all(on_disk_.directory());
    const auto kept = shelf_.load(package_.digest);
    ASSERT_TRUE(kept) << kept.error().id;
    EXPECT_EQ(kept->manifest, package_.manifest);
    EXPECT_EQ(kept->files, package_.files);
    EXPECT_TRUE(kept->library);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path("kept")), {}), 1);
}

TEST_F(AShelf, SaysWhatItDoesNotHave) {
    const auto none = shelf_.load(package_.digest);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().id, "PACKAGE_GONE");
    EXPECT_NE(none.error().message.zh_cn.find(package_.digest), std::string::npos);
}

TEST_F(AShelf, GivesOutNothingThatWasChanged) {
    ASSERT_TRUE(shelf_.keep(package_));
    const fs::path kept = fs::path(folder_.path("kept")) / package_.digest;
    std::ofstream(kept / "matters/echo.json") << "{}";
    EXPECT_FALSE(shelf_.load(package_.digest));
    // A whole other package under this digest is another one.
    fs::rename(kept, fs::path(folder_.path("kept")) / std::string(64, '0'));
    EXPECT_FALSE(shelf_.load(std::string(64, '0')));
}

TEST_F(AShelf, KeepsNothingThatHasChangedSinceItWasVerified) {
    std::ofstream(on_disk_.directory() / "matters/echo.json") << "{}";
    const auto kept = shelf_.keep(package_);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().id, "PACKAGE_CHANGED");
    EXPECT_EQ(shelf_.load(package_.digest).error().id, "PACKAGE_GONE");
}

TEST_F(AShelf, SaysWhereItCannotWrite) {
    std::ofstream(folder_.path("kept")) << "a file";
    const auto kept = shelf_.keep(package_);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().id, "PACKAGE_NOT_KEPT");
}

}  // namespace
}  // namespace oneseal::host
