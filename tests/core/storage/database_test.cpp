#include "storage/database.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <thread>

#include "log/log.hpp"
#include "storage/objects.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::storage {
namespace {

const Statement make_cases{"cases.make",
                           "CREATE TABLE cases (county TEXT, id TEXT, version BIGINT NOT NULL, "
                           "note TEXT, weight REAL, PRIMARY KEY (county, id))"};
const Statement insert_case{"cases.insert",
                            "INSERT INTO cases (county, id, version, note, weight) "
                            "VALUES (:p1, :p2, :p3, :p4, :p5)"};
const Statement insert_quietly{"cases.insert_quietly",
                               "INSERT INTO cases (county, id, version) VALUES (:p1, :p2, 1) "
                               "ON CONFLICT DO NOTHING"};
const Statement move_case{"cases.move",
                          "UPDATE cases SET version = version + 1, note = :p1 "
                          "WHERE county = :p2 AND id = :p3 AND version = :p4"};
const Statement read_case{
    "cases.read", "SELECT version, note, weight FROM cases WHERE county = :p1 AND id = :p2"};
const Statement count_cases{"cases.count", "SELECT COUNT(*) FROM cases"};

const std::string county = "511102";

Write insert(const std::string& id, Value note = {}) {
    return {&insert_case, {county, id, 1, std::move(note), Value{}}, 1};
}

Write move(const std::string& id, long long seen, const std::string& note) {
    return {&move_case, {note, county, id, seen}, 1};
}

class DatabaseTest : public testing::Test {
  protected:
    DatabaseTest() {
        database_ = Database::open({Engine::sqlite, directory_.path("db"), 2}).value();
        stored({{{&make_cases}}});
    }

    void stored(WriteSet set) {
        const Committed answer = database_->commit_and_wait(std::move(set));
        ASSERT_TRUE(answer.has_value()) << answer.error().message.en;
        ASSERT_FALSE(answer->has_value()) << "guard of write " << (*answer)->write;
    }

    // The index of the write whose guard failed.
    std::size_t refused_at(WriteSet set) {
        return database_->commit_and_wait(std::move(set)).value().value().write;
    }

    // Commits all of them in one group: the writer is held until every one waits.
    std::vector<Committed> commit_as_one_group(std::vector<WriteSet> sets) {
        std::latch held(1);
        std::latch all_wait(1);
        database_->commit({}, [&](const Committed&) {
            held.count_down();
            all_wait.wait();
        });
        held.wait();
        std::vector<std::promise<Committed>> promises(sets.size());
        for (std::size_t i = 0; i < sets.size(); ++i) {
            database_->commit(std::move(sets[i]),
                              [&, i](Committed answer) { promises[i].set_value(answer); });
        }
        all_wait.count_down();
        std::vector<Committed> answers;
        for (auto& promise : promises) answers.push_back(promise.get_future().get());
        return answers;
    }

    long long count() { return database_->query(count_cases).value().at(0).integer(0); }
    Row read(const std::string& id) {
        return database_->query(read_case, {county, id}).value().at(0);
    }

    support::TemporaryDirectory directory_{};
    std::unique_ptr<Database> database_{};
};

using Reads = DatabaseTest;

TEST_F(Reads, GiveBackWhatWasWritten) {
    stored({{{&insert_case, {county, "a", 9'007'199'254'740'993, "准予行政许可", 0.25}}}});
    const Row row = read("a");
    EXPECT_EQ(row.integer(0), 9'007'199'254'740'993);
    EXPECT_EQ(row.text(1), "准予行政许可");
    EXPECT_EQ(row.text(2), "0.25");
}

TEST_F(Reads, TellNullFromEmptyText) {
    stored({{insert("a"), insert("b", "")}});
    EXPECT_TRUE(read("a").is_null(1));
    EXPECT_EQ(read("a").text(1), "");
    EXPECT_EQ(read("a").integer(0), 1);
    EXPECT_FALSE(read("b").is_null(1));
}

TEST_F(Reads, TakeAnotherTypeForTheSameParameter) {
    stored({{insert("a", "text")}});
    stored({{insert("b", 7)}});
    stored({{insert("c")}});
    stored({{insert("d", "text")}});
    EXPECT_EQ(read("b").text(1), "7");
    EXPECT_TRUE(read("c").is_null(1));
    EXPECT_EQ(read("d").text(1), "text");
}

TEST_F(Reads, OfManyThreadsShareTheSessions) {
    stored({{insert("a", "shared")}});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([this] {
            for (int n = 0; n < 50; ++n) EXPECT_EQ(read("a").text(1), "shared");
        });
    }
}

TEST_F(Reads, OfAWrongStatementFailAndTheNextOneWorks) {
    const Statement wrong{"wrong", "SELECT nothing FROM nowhere"};
    const auto answer = database_->query(wrong);
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(answer.error().code, ErrorCode::internal);
    EXPECT_EQ(answer.error().id, "STORAGE_STATEMENT");
    EXPECT_EQ(count(), 0);
}

TEST_F(Reads, CannotWrite) {
    EXPECT_TRUE(database_->query(insert_quietly, {county, "a"}).has_error());
    EXPECT_EQ(count(), 0);
}

using Guards = DatabaseTest;

TEST_F(Guards, ARowCountThatIsNotMetUndoesTheWholeSet) {
    stored({{insert("a")}});
    EXPECT_EQ(refused_at({{insert("b"), move("a", 2, "stale")}}), 1U);
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(read("a").integer(0), 1);
}

TEST_F(Guards, ATakenKeyUndoesTheWholeSet) {
    stored({{insert("a", "first")}});
    EXPECT_EQ(refused_at({{insert("b"), insert("a", "second")}}), 1U);
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(read("a").text(1), "first");
}

TEST_F(Guards, AnInsertThatDoesNothingChangesNoRow) {
    stored({{{&insert_quietly, {county, "a"}, 1}}});
    stored({{{&insert_quietly, {county, "a"}, 0}}});
    EXPECT_EQ(refused_at({{{&insert_quietly, {county, "a"}, 1}}}), 0U);
}

TEST_F(Guards, OfTwoConflictingSetsInOneGroupTheFirstIsStored) {
    stored({{insert("a")}});
    const auto answers =
        commit_as_one_group({{{move("a", 1, "first")}}, {{insert("b"), move("a", 1, "second")}}});
    EXPECT_FALSE(answers[0].value().has_value());
    EXPECT_EQ(answers[1].value().value().write, 1U);
    EXPECT_EQ(read("a").text(1), "first");
    EXPECT_EQ(read("a").integer(0), 2);
    EXPECT_EQ(count(), 1);
}

using Groups = DatabaseTest;

TEST_F(Groups, TakeEverythingThatWaits) {
    std::vector<WriteSet> sets;
    for (int i = 0; i < 50; ++i) sets.push_back({{insert(std::to_string(i))}});
    const GroupStatistics before = database_->statistics();
    for (const Committed& answer : commit_as_one_group(std::move(sets))) {
        EXPECT_FALSE(answer.value().has_value());
    }
    const GroupStatistics after = database_->statistics();
    EXPECT_EQ(after.groups - before.groups, 2U);  // the one that held the writer is a group too
    EXPECT_EQ(after.write_sets - before.write_sets, 51U);
    EXPECT_EQ(after.largest, 50U);
    EXPECT_EQ(count(), 50);
}

TEST_F(Groups, LoseOnlyTheSetThatFails) {
    stored({{insert("taken", "kept")}});
    const auto answers = commit_as_one_group({{{insert("a")}},
                                              {{insert("b"), insert("taken", "lost")}},
                                              {{insert("c")}},
                                              {{insert("d"), move("nobody", 1, "")}},
                                              {{insert("e", "last")}}});
    EXPECT_FALSE(answers[0].value().has_value());
    EXPECT_TRUE(answers[1].value().has_value());
    EXPECT_FALSE(answers[2].value().has_value());
    EXPECT_TRUE(answers[3].value().has_value());
    EXPECT_FALSE(answers[4].value().has_value());
    EXPECT_EQ(count(), 4);
    EXPECT_EQ(read("e").text(1), "last");
    EXPECT_EQ(read("taken").text(1), "kept");
}

TEST_F(Groups, LargerThanTheLargestAreSplit) {
    std::vector<WriteSet> sets;
    for (int i = 0; i < 600; ++i) sets.push_back({{insert(std::to_string(i))}});
    commit_as_one_group(std::move(sets));
    EXPECT_EQ(database_->statistics().largest, 256U);
    EXPECT_EQ(count(), 600);
}

TEST_F(Groups, SurviveAWrongStatement) {
    const Statement wrong{"wrong", "INSERT INTO nowhere VALUES (1)"};
    const Statement without_version{"without_version",
                                    "INSERT INTO cases (county, id) VALUES (:p1, :p2)"};
    const auto answers = commit_as_one_group(
        {{{insert("a")}}, {{{&wrong}}}, {{{&without_version, {county, "b"}}}}, {{insert("c")}}});
    EXPECT_EQ(answers[1].error().id, "STORAGE_STATEMENT");
    EXPECT_EQ(answers[2].error().id, "STORAGE_STATEMENT");
    EXPECT_EQ(count(), 2);
}

TEST_F(Groups, RefuseTextWithNul) {
    const auto answers =
        commit_as_one_group({{{insert("a", std::string("x\0y", 3))}}, {{insert("b", "without")}}});
    EXPECT_EQ(answers[0].error().id, "STORAGE_NUL");
    EXPECT_EQ(answers[0].error().code, ErrorCode::malformed);
    EXPECT_FALSE(answers[1].value().has_value());
    EXPECT_EQ(database_->query(read_case, {county, std::string("\0", 1)}).error().id,
              "STORAGE_NUL");
}

TEST_F(Groups, NameNoValueInTheirMessages) {
    const Statement wrong{"cases.wrong", "INSERT INTO nowhere VALUES (:p1)"};
    const auto answer = database_->commit_and_wait({{{&wrong, {"511102199001011234"}}}});
    EXPECT_EQ(answer.error().message.en.find("511102199001011234"), std::string::npos);
    EXPECT_NE(answer.error().message.en.find("cases.wrong"), std::string::npos);
}

TEST_F(Groups, OutliveAnAnswerThatThrows) {
    std::string lines;
    configure_log({.sink = [&](std::string_view line) { lines += line; }});
    database_->commit({{insert("a")}}, [](const Committed&) { throw std::runtime_error("value"); });
    stored({{insert("b")}});
    configure_log({});
    EXPECT_EQ(count(), 2);
    EXPECT_NE(lines.find("STORAGE_ANSWER_THREW"), std::string::npos);
    EXPECT_EQ(lines.find("value"), std::string::npos);
}

TEST_F(Groups, AreSeenByTheNextRead) {
    for (int i = 0; i < 20; ++i) {
        stored({{insert(std::to_string(i))}});
        EXPECT_EQ(count(), i + 1);
    }
}

TEST_F(Groups, AreFinishedBeforeTheDatabaseCloses) {
    int answered = 0;
    for (int i = 0; i < 300; ++i) {
        database_->commit({{insert(std::to_string(i))}}, [&](const Committed& answer) {
            if (answer.has_value()) ++answered;
        });
    }
    database_.reset();
    EXPECT_EQ(answered, 300);
    database_ = Database::open({Engine::sqlite, directory_.path("db"), 1}).value();
    EXPECT_EQ(count(), 300);
}

TEST(Database, IsNotOpenedWhereThereIsNoDirectory) {
    const auto database = Database::open({Engine::sqlite, "/nonexistent/db"});
    ASSERT_TRUE(database.has_error());
    EXPECT_EQ(database.error().code, ErrorCode::unavailable);
}

TEST(Database, IsOpenedUnderAPathWithSpacesAndEqualSigns) {
    const support::TemporaryDirectory directory;
    ASSERT_TRUE(Database::open({Engine::sqlite, directory.path("the data=1 of 审批局")}));
    EXPECT_TRUE(std::filesystem::exists(directory.path("the data=1 of 审批局")));
}

TEST(Objects, AreStoredOnceACountyUnderTheirDigest) {
    const support::TemporaryDirectory directory;
    const auto database = Database::open({Engine::sqlite, directory.path("db")}).value();
    ASSERT_TRUE(database->migrate());
    const Object object = object_of(R"({"outcome":"acceptable"})");
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(database->commit_and_wait({{store(county, object)}}));
    }
    EXPECT_EQ(load(*database, county, object.sha256).value(), object.body);
    EXPECT_EQ(load(*database, "511103", object.sha256).value(), std::nullopt);
}

}  // namespace
}  // namespace oneseal::storage
