#include "storage/migrations.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "crypto/digest.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::storage {
namespace {

constexpr Migration first{
    1, "0001_first", "CREATE TABLE a (x TEXT);\nCREATE TABLE b (x TEXT);\n", ""};
constexpr Migration second{2, "0002_second", "ALTER TABLE a ADD COLUMN y TEXT;\n", ""};
constexpr Migration broken{2, "0002_second", "CREATE TABLE c (x TEXT);\nCREATE TABL d;\n", ""};

class MigrationsTest : public testing::Test {
  protected:
    MigrationsTest()
        : session_(
              Session::open({Engine::sqlite, directory_.path("db")}, Purpose::writing).value()) {}

    Result<int> apply(std::vector<Migration> migrations) {
        return apply_migrations(*session_, migrations);
    }

    bool has_table(const std::string& name) {
        std::vector<Value> values{name};
        const Statement statement{"tables", "SELECT 1 FROM sqlite_master WHERE name = :p1"};
        return !session_->query(statement, values).value().empty();
    }

    support::TemporaryDirectory directory_{};
    std::unique_ptr<Session> session_;
};

using Migrations = MigrationsTest;

TEST_F(Migrations, AreAppliedOnce) {
    EXPECT_EQ(apply({first}).value(), 1);
    EXPECT_EQ(apply({first, second}).value(), 1);
    EXPECT_EQ(apply({first, second}).value(), 0);
    EXPECT_TRUE(has_table("b"));
}

TEST_F(Migrations, AreRefusedWhereAnAppliedOneWasChanged) {
    ASSERT_TRUE(apply({first}));
    Migration changed = first;
    changed.sqlite = "CREATE TABLE a (x TEXT);\n";
    const auto answer = apply({changed, second});
    ASSERT_TRUE(answer.has_error());
    EXPECT_EQ(answer.error().id, "STORAGE_MIGRATION_CHANGED");
    EXPECT_EQ(answer.error().code, ErrorCode::conflict);
}

TEST_F(Migrations, AreRefusedWhereANewerReleaseHasBeen) {
    ASSERT_TRUE(apply({first, second}));
    EXPECT_EQ(apply({first}).error().id, "STORAGE_SCHEMA_NEWER");
}

TEST_F(Migrations, ThatFailLeaveNothingAndCanBeRepeated) {
    EXPECT_EQ(apply({first, broken}).error().id, "STORAGE_STATEMENT");
    EXPECT_TRUE(has_table("a"));
    EXPECT_FALSE(has_table("c"));
    EXPECT_EQ(apply({first, second}).value(), 1);
}

TEST(MigrationScript, IsCutAtSemicolonsAtTheEndOfALine) {
    const auto statements = statements_of(
        "-- A comment; with a semicolon;\n\n"
        "INSERT INTO t VALUES ('a;b');\nCREATE TABLE x (\n    y TEXT\n);\n");
    ASSERT_EQ(statements.size(), 2U);
    EXPECT_EQ(statements[0], "INSERT INTO t VALUES ('a;b');\n");
    EXPECT_EQ(statements[1], "CREATE TABLE x (\n    y TEXT\n);\n");
}

// A database knows them by their digests: a changed one would be refused wherever it was applied.
// What is released is added here; no line is changed.
TEST(BuiltInMigrations, ThatWereReleasedNeverChange) {
    const std::pair<std::string_view, std::string_view> released[] = {
        {"0001_objects_and_journal", "314756184311fe3e"},
        {"0002_access", "5f765c058da344df"},
        {"0003_cases", "68e9364dc4531af9"},
        {"0004_registers", "0c58c2d924ac3482"},
        {"0005_seal_uses", "35f69da78e21d4d9"},
        {"0013_packages", "1fa9ec4550ff6fbb"},
        {"0016_licence_keys", "91593b12f6fafece"},
        {"0017_county_chains", "1040b83d338997c2"},
        {"0025_open_drafts", "15bed32715166c65"},
        {"0026_attachments", "36fdb96647d07f2c"},
        {"0027_write_probes", "933dabdaba7adeb4"},
        {"0029_shown_to_applicants", "fa0c2ce7683b6da2"},
        {"0030_licence_changes", "ea368c1397dad583"},
        {"0031_seals_by_hash", "70e81e274978ebb7"},
        {"0032_work_lists", "f4160913d6cb5f97"},
        {"0034_case_words", "45dca364dbc47df8"},
        {"0035_query_codes", "6f461b4f5f23d4f4"},
        {"0036_figures_of_cases", "95381e07108d7ad3"},
        {"0040_sign_in_codes", "772d8e6837e2aa4d"},
        {"0041_authorisations", "64e3350ecf1dd4cc"}};
    const auto all = built_in_migrations();
    ASSERT_GE(all.size(), std::size(released));
    for (std::size_t i = 0; i < std::size(released); ++i) {
        EXPECT_EQ(all[i].name, released[i].first);
        EXPECT_EQ(crypto::sha256_hex(all[i].sqlite).substr(0, 16), released[i].second)
            << all[i].name;
    }
}

TEST(BuiltInMigrations, AreInTheOrderOfTheirNumbers) {
    int number = 0;
    for (const Migration& migration : built_in_migrations()) {
        EXPECT_GT(migration.number, number) << migration.name;
        number = migration.number;
    }
    EXPECT_GE(number, 1);
}

// Tables distribute by county; these few are copied to every node of a distributed database.
const std::set<std::string> reference_tables{"migrations", "packages"};

TEST(BuiltInMigrations, StartEveryPrimaryKeyWithTheCounty) {
    const support::TemporaryDirectory directory;
    const auto session =
        Session::open({Engine::sqlite, directory.path("db")}, Purpose::writing).value();
    ASSERT_TRUE(apply_migrations(*session, built_in_migrations()));
    std::vector<Value> none;
    const Statement first_columns{
        "first_columns",
        "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' "
        // The index of words keeps tables of its own, on SQLite only.
        "AND m.name NOT LIKE 'case_words%' AND c.pk = 1"};
    const auto rows = session->query(first_columns, none).value();
    EXPECT_GE(rows.size(), 4U);
    for (const Row& row : rows) {
        if (reference_tables.contains(row.text(0))) continue;
        EXPECT_EQ(row.text(1), "county") << row.text(0);
    }
}

// SQLite's INTEGER is read into 32 bits.
TEST(BuiltInMigrations, HaveOnlyLongIntegers) {
    const support::TemporaryDirectory directory;
    const auto session =
        Session::open({Engine::sqlite, directory.path("db")}, Purpose::writing).value();
    ASSERT_TRUE(apply_migrations(*session, built_in_migrations()));
    std::vector<Value> none;
    const Statement other_types{
        "other_types",
        "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' "
        "AND m.name NOT LIKE 'case_words%' "
        "AND c.type NOT IN ('TEXT', 'BIGINT', 'DOUBLE PRECISION')"};
    for (const Row& row : session->query(other_types, none).value()) {
        ADD_FAILURE() << row.text(0) << "." << row.text(1) << " is " << row.text(2);
    }
}

}  // namespace
}  // namespace oneseal::storage
