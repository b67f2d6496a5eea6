// One connection to the database with its prepared statements. Internal to this folder; one thread
// at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace oneseal::storage {

enum class Purpose { reading, writing };

// What became of a statement that changes rows: how many, or why none.
struct Executed {
    long long rows = 0;
    bool duplicate = false;        // a unique key is taken
    std::optional<Error> error{};  // anything else that went wrong
};

class Session {
  public:
    static Result<std::unique_ptr<Session>> open(const DatabaseOptions& options, Purpose purpose);
    ~Session();

    // `values` are used in place, and are the same afterwards.
    Executed execute(const Statement& statement, std::vector<Value>& values);
    Result<std::vector<Row>> query(const Statement& statement, std::vector<Value>& values);

    // Statements without values: BEGIN and its like, and the pieces of a migration.
    std::optional<Error> run(const char* sql);
    // False after the engine ended the transaction by itself.
    bool in_transaction() const;
    void roll_back_if_open();

  private:
    struct State;
    explicit Session(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace oneseal::storage
