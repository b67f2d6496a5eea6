// The database: reads on a few sessions of their own, writes through one writer that commits what
// waits as one group. The same statements run on SQLite and PostgreSQL. No type of SOCI leaves this
// folder; every other folder keeps its own statements beside the code that uses them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/error.hpp"

namespace oneseal::storage {

// libstdc++ 12 takes a variant of numbers and texts for one that always holds a value, and reads
// what is not there where memory is short for the copy of a text. Beside a type that may throw it
// looks.
struct NeverHeld {
    NeverHeld(const NeverHeld&) noexcept(false) {}
    NeverHeld& operator=(const NeverHeld&) = default;
};

// Null, integer, real or text. Text is UTF-8 without NUL; what holds one is refused.
using Value = std::variant<std::monostate, long long, double, std::string, NeverHeld>;

// Null for what is empty.
Value text_or_null(const std::string& text);

// One SQL statement, for one engine or for both. Parameters are :p1, :p2 ... in this order, each
// used once. `name` is what a log says. The statement is prepared once in each session; its text is
// the key, so texts come from a bounded set.
struct Statement {
    const char* name;
    const char* sqlite;
    const char* postgresql = nullptr;  // null: the same text as for SQLite
};

// One statement that changes rows and returns none.
struct Write {
    const Statement* statement;  // lives at least until the answer
    std::vector<Value> values{};
    int rows = -1;  // from 0: the statement must change exactly so many rows
};

// What is written together or not at all.
struct WriteSet {
    std::vector<Write> writes{};
};

// The guard of optimistic concurrency: the write with this index met a unique key that is taken, or
// changed another number of rows than it must. Nothing of its WriteSet is stored.
struct GuardFailed {
    std::size_t write;
};

// Nothing: stored, and on the disk. Otherwise why nothing of the WriteSet was stored.
using Committed = Result<std::optional<GuardFailed>>;

// One row of an answer; columns count from 0.
class Row {
  public:
    explicit Row(std::vector<std::optional<std::string>> columns) : columns_(std::move(columns)) {}

    bool is_null(std::size_t column) const { return !columns_.at(column); }
    // Of every type of column; empty where it is null.
    const std::string& text(std::size_t column) const;
    // 0 where it is null. REQUIRES: the column holds a number.
    long long integer(std::size_t column) const;

  private:
    std::vector<std::optional<std::string>> columns_;
};

enum class Engine { sqlite, postgresql };

struct DatabaseOptions {
    Engine engine = Engine::sqlite;
    std::string connection{};  // SQLite: the path of the file; PostgreSQL: a libpq connection text
    int readers = 4;
    long long page_limit = 0;  // SQLite: the largest size of the file in pages; 0 is no limit
    // Every query sees the state at the first one, and nothing can be written; a file that is
    // missing is not made. For a check of the whole, not for serving.
    bool one_state = false;
    // SQLite: whether a commit waits for the disk; otherwise a loss of power loses the last ones.
    bool synced = true;
};

// How well the groups pay: write_sets / groups is the mean size. Groups that were committed only.
struct GroupStatistics {
    unsigned long long groups = 0;
    unsigned long long write_sets = 0;
    unsigned long long largest = 0;
};

// All members: [any thread, except those of an I/O context, which they would block; commit() alone
// may be called there]. Failures of the database are `unavailable` (STORAGE_UNAVAILABLE),
// `storage_full` (STORAGE_FULL), `internal` (STORAGE_STATEMENT: the statement itself is wrong, or a
// constraint other than a unique key is broken) and, for text with NUL, `malformed` (STORAGE_NUL).
// No message repeats a value.
class Database {
  public:
    // Opens the writer's session and the readers'; makes the file of SQLite where there is none.
    static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
    // Finishes and answers every WriteSet that waits.
    ~Database();

    // Applies the migrations that are built in and not yet applied, each in a transaction of its
    // own, and answers how many. Fails as `conflict` where an applied one was another text
    // (STORAGE_MIGRATION_CHANGED) or is not built in (STORAGE_SCHEMA_NEWER: a newer program has
    // been here). REQUIRES: before any commit().
    Result<int> migrate();

    // Blocks until a reader is free and the rows are read. Sees what was committed before the call.
    Result<std::vector<Row>> query(const Statement& statement, std::vector<Value> values = {});

    // Queues the WriteSet and returns. `done` is called exactly once, on the writer's thread, after
    // the commit; it must not block, nor call query() or commit_and_wait(). What it throws is
    // logged, and changes nothing for anybody else.
    void commit(WriteSet set, std::function<void(Committed)> done);
    Committed commit_and_wait(WriteSet set);

    GroupStatistics statistics() const;

    // Changes with every group that may have been committed, before whoever waits for one of them
    // is answered. While it stands, everything that was read is still so. Nothing while a group is
    // being committed, and on PostgreSQL, where other nodes commit too. [any thread, an I/O
    // context's too]
    std::optional<unsigned long long> commits() const;

  private:
    struct State;
    explicit Database(std::unique_ptr<State> state);
    static Result<std::unique_ptr<Database>> open_one_state(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::storage
