#include "end_to_end/hand.hpp"

#include <gtest/gtest.h>

#include "end_to_end/bureau.hpp"

namespace oneseal {

Hand::Hand(const Place& place)
    : database_(*storage::Database::open({storage::Engine::sqlite, place.database()})) {}

void Hand::write(const std::string& sql) {
    const auto done = database_->commit_and_wait({{{statement(sql)}}});
    EXPECT_TRUE(done && !*done) << sql;
}

std::vector<storage::Row> Hand::read(const std::string& sql) {
    auto rows = database_->query(*statement(sql));
    EXPECT_TRUE(rows) << sql;
    return rows ? *rows : std::vector<storage::Row>{};
}

std::string Hand::text(const std::string& sql) {
    const auto rows = read(sql);
    return rows.empty() ? "" : rows[0].text(0);
}

const storage::Statement* Hand::statement(const std::string& sql) {
    texts_.push_back(sql);
    statements_.push_back({"hand", texts_.back().c_str()});
    return &statements_.back();
}

std::string in_quotes(const std::string& text) {
    std::string text_in_quotes = "'";
    for (const char c : text) text_in_quotes += c == '\'' ? "''" : std::string(1, c);
    return text_in_quotes + "'";
}

}  // namespace oneseal
