// Somebody with the database of a bureau that has stopped in hand.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "storage/database.hpp"

namespace oneseal {

class Place;

class Hand {
  public:
    explicit Hand(const Place& place);

    // Each fails the test where the database does not take the statement.
    void write(const std::string& sql);
    std::vector<storage::Row> read(const std::string& sql);
    // The first column of the first row; "" where there is none.
    std::string text(const std::string& sql);

  private:
    const storage::Statement* statement(const std::string& sql);

    // Prepared statements are kept by their text, which must stay.
    std::deque<std::string> texts_{};
    std::deque<storage::Statement> statements_{};
    std::unique_ptr<storage::Database> database_;
};

// As a literal of SQL.
std::string in_quotes(const std::string& text);

}  // namespace oneseal
