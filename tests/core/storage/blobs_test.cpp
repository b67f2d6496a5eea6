#include "storage/blobs.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "small_disk.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::storage {
namespace {

namespace fs = std::filesystem;

const std::string county = "511102";
const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

class Blobs : public testing::Test {
  protected:
    std::size_t unfinished() const {
        const fs::directory_iterator files(directory_.path("blobs/.incoming"));
        return static_cast<std::size_t>(std::distance(begin(files), end(files)));
    }

    BlobWriter keep(const std::string& bytes) {
        BlobWriter writer = store_.write(county, 10).value();
        EXPECT_TRUE(writer.write(bytes));
        EXPECT_TRUE(writer.finish());
        return writer;
    }

    support::TemporaryDirectory directory_{};
    BlobStore store_ = BlobStore::open(directory_.path("blobs")).value();
};

TEST_F(Blobs, AreNamedByTheirContent) {
    BlobWriter writer = store_.write(county, 10).value();
    ASSERT_TRUE(writer.write("a"));
    ASSERT_TRUE(writer.write("bc"));
    const BlobName name = writer.finish().value();
    EXPECT_EQ(name.sha256, abc);
    EXPECT_EQ(name.size, 3U);
    EXPECT_TRUE(fs::exists(directory_.path("blobs/511102/ba/" + abc)));
    EXPECT_EQ(unfinished(), 0U);
}

TEST_F(Blobs, AreFoundByTheirNames) {
    keep("abc");
    std::ifstream file(store_.path(county, abc).value());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "abc");
}

TEST_F(Blobs, OfARefusedCommandAreDiscarded) {
    keep("abc").discard();
    EXPECT_EQ(store_.path(county, abc).error().id, "BLOB_UNKNOWN");
}

TEST_F(Blobs, ThatSomebodyElseHasWrittenTooAreNotDiscarded) {
    BlobWriter first = keep("abc");
    BlobWriter second = keep("abc");
    first.discard();
    second.discard();
    EXPECT_TRUE(store_.path(county, abc));
}

TEST_F(Blobs, AreStoredOnce) {
    for (int i = 0; i < 2; ++i) {
        BlobWriter writer = store_.write(county, 10).value();
        ASSERT_TRUE(writer.write("abc"));
        EXPECT_EQ(writer.finish().value().sha256, abc);
    }
    EXPECT_EQ(unfinished(), 0U);
}

TEST_F(Blobs, OfAnotherCountyAreNotFound) {
    keep("abc");
    EXPECT_EQ(store_.path("511103", abc).error().code, ErrorCode::not_found);
}

TEST_F(Blobs, LargerThanTheLimitAreRefusedAndLeaveNothing) {
    {
        BlobWriter writer = store_.write(county, 3).value();
        ASSERT_TRUE(writer.write("abc"));
        EXPECT_EQ(writer.write("d").error().code, ErrorCode::too_large);
    }
    EXPECT_EQ(unfinished(), 0U);
    EXPECT_FALSE(fs::exists(directory_.path("blobs/511102")));
}

TEST_F(Blobs, ThatAreNotFinishedLeaveNothing) {
    {
        BlobWriter writer = store_.write(county, 10).value();
        ASSERT_TRUE(writer.write("abc"));
        const BlobWriter moved = std::move(writer);
        EXPECT_EQ(unfinished(), 1U);
    }
    EXPECT_EQ(unfinished(), 0U);
}

TEST_F(Blobs, ThatAKilledProgramLeftAreRemovedADayLater) {
    const std::string old = directory_.path("blobs/.incoming/old");
    const std::string young = directory_.path("blobs/.incoming/young");
    std::ofstream(old) << "x";
    std::ofstream(young) << "x";
    fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
    ASSERT_TRUE(BlobStore::open(directory_.path("blobs")));
    EXPECT_FALSE(fs::exists(old));
    EXPECT_TRUE(fs::exists(young));
}

TEST_F(Blobs, AreNeverLookedForOutsideTheStore) {
    EXPECT_EQ(store_.path("..", abc).error().id, "BLOB_UNKNOWN");
    EXPECT_EQ(store_.path(county, "../../../etc/passwd").error().id, "BLOB_UNKNOWN");
    EXPECT_EQ(store_.path(county, "").error().id, "BLOB_UNKNOWN");
    EXPECT_TRUE(store_.write("../x", 10).has_error());
}

TEST(BlobStore, IsNotOpenedWhereADirectoryCannotBeMade) {
    EXPECT_EQ(BlobStore::open("/proc/nowhere").error().code, ErrorCode::unavailable);
}

TEST(BlobsOnAFullDisk, AnswerStorageFullAndLeaveNothing) {
    const support::SmallDisk disk;
    if (!disk.mounted()) GTEST_SKIP() << "may not mount";
    const BlobStore store = BlobStore::open(disk.path("blobs")).value();
    disk.fill();
    const auto attempt = [&]() -> Result<void> {
        auto writer = store.write(county, 1 << 30);
        if (!writer) return writer.error();
        for (int i = 0; i < 100; ++i) {
            if (auto written = writer->write(std::string(65536, 'x')); !written) return written;
        }
        return {};
    };
    EXPECT_EQ(attempt().error().code, ErrorCode::storage_full);
    disk.make_room();
    EXPECT_TRUE(fs::is_empty(disk.path("blobs/.incoming")));
    auto writer = store.write(county, 10);
    ASSERT_TRUE(writer && writer->write("abc"));
    EXPECT_EQ(writer->finish().value().sha256, abc);
}

}  // namespace
}  // namespace oneseal::storage
