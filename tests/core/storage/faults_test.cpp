// What happens when the disk is full, and when the program is killed.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>

#include "small_disk.hpp"
#include "storage/database.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::storage {
namespace {

const Statement make{"filings.make", "CREATE TABLE filings (id BIGINT, part BIGINT, body TEXT)"};
const Statement insert{"filings.insert",
                       "INSERT INTO filings (id, part, body) VALUES (:p1, :p2, :p3)"};
const Statement clear{"filings.clear", "DELETE FROM filings"};
const Statement list{"filings.list", "SELECT id, COUNT(*) FROM filings GROUP BY id"};

WriteSet filing(long long id, std::size_t size) {
    return {{{&insert, {id, 1, std::string(size, 'x')}}, {&insert, {id, 2, "end"}}}};
}

// How many rows each filing has.
std::map<long long, long long> parts_of_filings(Database& database) {
    std::map<long long, long long> parts;
    for (const Row& row : database.query(list).value()) parts[row.integer(0)] = row.integer(1);
    return parts;
}

// Files until the disk is full, checks that what was acknowledged is there whole and nothing else,
// makes room, and files again.
template <typename MakeRoom>
void file_until_full(Database& database, MakeRoom make_room) {
    long long acknowledged = 0;
    Committed answer{std::nullopt};
    while (acknowledged < 10'000) {
        answer = database.commit_and_wait(filing(acknowledged, 3000));
        if (answer.has_error()) break;
        ++acknowledged;
    }
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(answer.error().code, ErrorCode::storage_full);
    EXPECT_EQ(answer.error().id, "STORAGE_FULL");

    const auto parts = parts_of_filings(database);
    EXPECT_EQ(static_cast<long long>(parts.size()), acknowledged);
    for (const auto& [id, count] : parts) EXPECT_EQ(count, 2) << id;

    make_room();
    EXPECT_TRUE(database.commit_and_wait(filing(20'000, 3000)).has_value());
    EXPECT_EQ(parts_of_filings(database).at(20'000), 2);
}

TEST(FullDatabase, AnswersStorageFullAndGoesOnWhenRowsAreRemoved) {
    const support::TemporaryDirectory directory;
    const auto database = Database::open({Engine::sqlite, directory.path("db"), 1, 100}).value();
    ASSERT_TRUE(database->commit_and_wait({{{&make}}}));
    file_until_full(*database,
                    [&] { EXPECT_TRUE(database->commit_and_wait({{{&clear}}}).has_value()); });
}

TEST(FullDatabase, GivesEverySetOfTheGroupItsAnswer) {
    const support::TemporaryDirectory directory;
    auto database = Database::open({Engine::sqlite, directory.path("db"), 1, 50}).value();
    ASSERT_TRUE(database->commit_and_wait({{{&make}}}));
    long long stored = 0;
    long long full = 0;
    for (long long id = 0; id < 200; ++id) {
        database->commit(filing(id, 3000), [&](const Committed& answer) {
            ++(answer.has_value() ? stored : full);
            EXPECT_TRUE(answer.has_value() || answer.error().code == ErrorCode::storage_full);
        });
    }
    database.reset();
    EXPECT_EQ(stored + full, 200);
    EXPECT_GT(full, 0);
    database = Database::open({Engine::sqlite, directory.path("db"), 1}).value();
    EXPECT_EQ(static_cast<long long>(parts_of_filings(*database).size()), stored);
}

TEST(FullDisk, AnswersStorageFullAndGoesOnWhenThereIsRoom) {
    const support::SmallDisk disk;
    if (!disk.mounted()) GTEST_SKIP() << "may not mount";
    const auto database = Database::open({Engine::sqlite, disk.path("db"), 1}).value();
    ASSERT_TRUE(database->commit_and_wait({{{&make}}}));
    ASSERT_TRUE(database->commit_and_wait(filing(-1, 3000)));
    ASSERT_TRUE(database->commit_and_wait({{{&clear}}}));
    disk.fill();
    file_until_full(*database, [&] { disk.make_room(); });
}

// A program that files without end and tells the number of each filing that was acknowledged.
[[noreturn]] void file_without_end(const std::string& path, long long first, int out) {
    auto database = Database::open({Engine::sqlite, path, 1}).value();
    for (long long id = first;; ++id) {
        database->commit(filing(id, 200), [id, out](const Committed& answer) {
            if (answer.has_value() && write(out, &id, sizeof id) != sizeof id) _exit(1);
        });
        if (id % 64 == 0) database->commit_and_wait({});
    }
}

TEST(KilledProgram, LosesNoAcknowledgedFilingAndStoresNoneTwice) {
    const support::TemporaryDirectory directory;
    const std::string path = directory.path("db");
    ASSERT_TRUE(Database::open({Engine::sqlite, path, 1}).value()->commit_and_wait({{{&make}}}));

    std::vector<long long> acknowledged;
    for (int round = 0; round < 10; ++round) {
        int ends[2] = {};
        ASSERT_EQ(pipe(ends), 0);
        const pid_t program = fork();
        if (program == 0) file_without_end(path, round * 1'000'000, ends[1]);
        close(ends[1]);
        long long id = 0;
        const std::size_t until = acknowledged.size() + 200 + 37U * static_cast<unsigned>(round);
        while (read(ends[0], &id, sizeof id) == sizeof id) {
            acknowledged.push_back(id);
            if (acknowledged.size() == until) kill(program, SIGKILL);
        }
        close(ends[0]);
        int status = 0;
        waitpid(program, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
    }

    const auto database = Database::open({Engine::sqlite, path, 1}).value();
    const auto parts = parts_of_filings(*database);
    EXPECT_GE(acknowledged.size(), 2000U);
    for (const long long id : acknowledged) EXPECT_EQ(parts.count(id), 1U) << id;
    for (const auto& [id, count] : parts) EXPECT_EQ(count, 2) << id;
}

}  // namespace
}  // namespace oneseal::storage
