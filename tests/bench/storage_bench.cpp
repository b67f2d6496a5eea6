// How much of a bare SQLite loop is left when the same rows go through storage: the loop commits
// groups of the size that storage really reached, so both wait for the disk equally often. Prints
// ratios for 16 and 64 clients, each with one filing under way. The bar is 0.5 (with the whole HTTP
// path); what is measured here is storage's own part of it.
//
// Usage: storage_bench [directory]      build type Release; the directory on the disk to measure
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <latch>
#include <map>

#include "base/ids.hpp"
#include "storage/objects.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::storage {
namespace {

const Statement insert_case{"bench.case",
                            "INSERT INTO bench_cases (county, id, version, head, matter, body) "
                            "VALUES (:p1, :p2, :p3, :p4, :p5, :p6)"};
const Statement insert_key{"bench.key",
                           "INSERT INTO bench_keys (county, key, answer) VALUES (:p1, :p2, :p3)"};
const Statement insert_entry{
    "bench.entry",
    "INSERT INTO journal (county, case_id, seq, kind, actor, at, entry, hash) "
    "VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8)"};
const Statement make_tables[] = {
    {"bench.make_cases",
     "CREATE TABLE bench_cases (county TEXT, id TEXT, version BIGINT, head TEXT, matter TEXT, "
     "body TEXT, PRIMARY KEY (county, id))"},
    {"bench.make_keys",
     "CREATE TABLE bench_keys (county TEXT, key TEXT, answer TEXT, PRIMARY KEY (county, key))"}};

// What a filing writes: the case, its idempotency key, an entry, what was said and a receipt.
WriteSet filing() {
    const std::string county = "511102";
    const std::string id = random_id();
    const std::string hash = random_id() + random_id();
    return {{{&insert_case, {county, id, 1, hash, "food_business", std::string(1500, 'b')}, 1},
             {&insert_key, {county, random_id(), id}, 1},
             store(county, {random_id() + random_id(), std::string(300, 's')}),
             store(county, {random_id() + random_id(), std::string(3000, 'r')}),
             {&insert_entry,
              {county,
               id,
               1,
               "submit",
               "applicant",
               "2026-03-02T09:00:00.000+08:00",
               std::string(350, 'e'),
               hash},
              1}}};
}

std::unique_ptr<Database> make_database(const std::string& path) {
    auto database = Database::open({Engine::sqlite, path, 1}).value();
    if (!database->migrate()) std::abort();
    for (const Statement& statement : make_tables) {
        if (!database->commit_and_wait({{{&statement}}})) std::abort();
    }
    return database;
}

// Made before the clock runs.
std::vector<WriteSet> make_filings(std::size_t count) {
    std::vector<WriteSet> filings;
    for (std::size_t i = 0; i < count; ++i) filings.push_back(filing());
    return filings;
}

struct Measured {
    double per_second = 0;
    double cpu_us = 0;  // of a filing, all threads
    double group = 0;
};

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Measured measure(std::size_t count, const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    const double cpu_start = cpu_seconds();
    work();
    const double cpu = cpu_seconds() - cpu_start;
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const auto filings = static_cast<double>(count);
    return {filings / wall.count(), cpu / filings * 1e6, 0};
}

Measured through_storage(const std::string& path, std::vector<WriteSet> filings, int clients) {
    const auto database = make_database(path);
    const GroupStatistics before = database->statistics();
    const std::size_t count = filings.size();
    std::atomic<std::size_t> next = 0;
    std::latch answered(static_cast<std::ptrdiff_t>(count));
    // Each client files again as soon as its last filing is answered.
    std::function<void()> file = [&] {
        const std::size_t mine = next++;
        if (mine >= count) return;
        database->commit(std::move(filings[mine]), [&](const Committed& answer) {
            if (!answer || *answer) std::abort();
            file();
            answered.count_down();
        });
    };
    Measured measured = measure(count, [&] {
        for (int i = 0; i < clients; ++i) file();
        answered.wait();
    });
    const auto groups = static_cast<double>(database->statistics().groups - before.groups);
    measured.group = static_cast<double>(count) / groups;
    return measured;
}

class BareLoop {
  public:
    BareLoop(const std::string& path, bool savepoints) : savepoints_(savepoints) {
        make_database(path);
        check(sqlite3_open(path.c_str(), &connection_));
        for (const char* setting : {"PRAGMA journal_mode=WAL",
                                    "PRAGMA synchronous=FULL",
                                    "PRAGMA temp_store=MEMORY",
                                    "PRAGMA foreign_keys=ON",
                                    "PRAGMA cache_size=-16384"}) {
            check(sqlite3_exec(connection_, setting, nullptr, nullptr, nullptr));
        }
    }
    BareLoop(const BareLoop&) = delete;
    BareLoop& operator=(const BareLoop&) = delete;
    ~BareLoop() {
        for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
        sqlite3_close(connection_);
    }

    Measured run(const std::vector<WriteSet>& filings, std::size_t group) {
        return measure(filings.size(), [&] {
            for (std::size_t i = 0; i < filings.size(); ++i) {
                if (i % group == 0) step("BEGIN IMMEDIATE", {});
                if (savepoints_) step("SAVEPOINT write_set", {});
                for (const Write& write : filings[i].writes) {
                    step(write.statement->sqlite, write.values);
                }
                if (savepoints_) step("RELEASE write_set", {});
                if (i % group == group - 1 || i + 1 == filings.size()) step("COMMIT", {});
            }
        });
    }

  private:
    void check(int status) {
        if (status == SQLITE_OK || status == SQLITE_DONE) return;
        std::fprintf(stderr, "sqlite %d: %s\n", status, sqlite3_errmsg(connection_));
        std::abort();
    }

    void step(const char* sql, const std::vector<Value>& values) {
        sqlite3_stmt*& statement = statements_[sql];
        if (statement == nullptr) {
            check(sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr));
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int place = static_cast<int>(i) + 1;
            if (const auto* integer = std::get_if<long long>(&values[i])) {
                check(sqlite3_bind_int64(statement, place, *integer));
            } else if (const auto* text = std::get_if<std::string>(&values[i])) {
                check(sqlite3_bind_text(
                    statement, place, text->data(), static_cast<int>(text->size()), SQLITE_STATIC));
            }
        }
        check(sqlite3_step(statement));
        sqlite3_reset(statement);
    }

    bool savepoints_;
    sqlite3* connection_ = nullptr;
    std::map<const char*, sqlite3_stmt*> statements_{};
};

void run(const std::string& directory, int clients) {
    constexpr std::size_t count = 20'000;
    const std::string name = directory + "/" + random_id();
    const Measured ours = through_storage(name + "-ours", make_filings(count), clients);
    const auto group = static_cast<std::size_t>(ours.group + 0.5);
    const Measured bare = BareLoop(name + "-bare", false).run(make_filings(count), group);
    const Measured guarded = BareLoop(name + "-save", true).run(make_filings(count), group);
    std::printf("%2d clients, groups of %.1f:\n", clients, ours.group);
    const auto print = [&](const char* what, const Measured& m) {
        std::printf("  %-26s %6.0f filings/s %6.1f us CPU each, ratio %.2f\n",
                    what,
                    m.per_second,
                    m.cpu_us,
                    m.per_second / bare.per_second);
    };
    print("storage", ours);
    print("bare loop", bare);
    print("bare loop with savepoints", guarded);
}

}  // namespace
}  // namespace oneseal::storage

int main(int argc, char** argv) {
    const oneseal::support::TemporaryDirectory directory;
    for (const int clients : {16, 64}) {
        oneseal::storage::run(argc > 1 ? argv[1] : directory.path(), clients);
    }
}
