#include "desk/figures_repository.hpp"

namespace oneseal::desk {
namespace {

using storage::Row;
using storage::Statement;
using storage::text_or_null;
using storage::Value;
using storage::Write;

Value number_or_null(const std::optional<long long>& number) {
    return number ? Value(*number) : Value(std::monostate{});
}

// 'submitted', 'correcting', ... as SQL lists them.
std::string undecided_states() {
    std::string list;
    for (const cases::State state : cases::every_state()) {
        if (!cases::is_undecided(state)) continue;
        list += (list.empty() ? "'" : ", '") + std::string(cases::state_name(state)) + "'";
    }
    return list;
}

DayFigures day_figures(const Row& row) {
    return {row.text(0), row.text(1), row.text(2), row.integer(3)};
}

}  // namespace

Write write_figures(const cases::Case& now, const Figures& figures) {
    static const Statement statement{
        "write figures",
        "UPDATE cases SET accepted_on = :p1, surveyed_on = :p2, outcome = :p3, ended_on = :p4,"
        " minutes_used = :p5, statutory_due = :p6, statutory_days = :p7, days_used = :p8"
        " WHERE county = :p9 AND id = :p10 AND version = :p11"};
    return {&statement,
            {text_or_null(figures.accepted_on),
             text_or_null(figures.surveyed_on),
             text_or_null(figures.outcome),
             text_or_null(figures.ended_on),
             number_or_null(figures.minutes_used),
             text_or_null(figures.statutory_due),
             number_or_null(figures.statutory_days),
             number_or_null(figures.days_used),
             now.county,
             now.id,
             static_cast<long long>(now.version)}};
}

Result<std::vector<UnreckonedCase>> cases_without_figures(storage::Database& database,
                                                          const std::string& county,
                                                          const std::string& after) {
    static const Statement statement{
        "cases without figures",
        "SELECT id, snapshot FROM cases WHERE county = :p1 AND accepted_on IS NOT NULL"
        " AND statutory_days IS NULL AND id > :p2 ORDER BY id LIMIT 200"};
    const auto rows = database.query(statement, {county, after});
    if (!rows) return rows.error();
    std::vector<UnreckonedCase> cases;
    for (const Row& row : *rows) cases.push_back({row.text(0), row.text(1)});
    return cases;
}

Result<std::vector<DayFigures>> count_step(storage::Database& database,
                                           const std::string& county,
                                           Step step,
                                           const Period& period) {
#define ONESEAL_COUNT_BY(day)                                                             \
    "SELECT department, matter, " day ", COUNT(*) FROM cases WHERE county = :p1 AND " day \
    " >= :p2 AND " day " <= :p3 GROUP BY department, matter, " day
    static const Statement statements[] = {{"count received", ONESEAL_COUNT_BY("received_on")},
                                           {"count accepted", ONESEAL_COUNT_BY("accepted_on")},
                                           {"count surveyed", ONESEAL_COUNT_BY("surveyed_on")},
                                           {"count ended", ONESEAL_COUNT_BY("ended_on")}};
    const auto rows =
        database.query(statements[std::size_t(step)], {county, period.from, period.to});
    if (!rows) return rows.error();
    std::vector<DayFigures> list;
    for (const Row& row : *rows) list.push_back(day_figures(row));
    return list;
}

Result<std::vector<DecidedFigures>> count_decisions(storage::Database& database,
                                                    const std::string& county,
                                                    const Period& period) {
    static const Statement statement{
        "count decisions",
        "SELECT department, matter, decided_on, COUNT(*),"
        " SUM(CASE WHEN outcome = 'grant' THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN decided_on <= statutory_due THEN 1 ELSE 0 END),"
        " SUM(CASE WHEN decided_on > statutory_due THEN 1 ELSE 0 END),"
        " COUNT(days_used), CAST(SUM(days_used) AS BIGINT),"
        " COUNT(minutes_used), CAST(SUM(minutes_used) AS BIGINT),"
        " COUNT(statutory_days - days_used), CAST(SUM(statutory_days - days_used) AS BIGINT)"
        " FROM cases WHERE county = :p1 AND decided_on >= :p2 AND decided_on <= :p3"
        " GROUP BY department, matter, decided_on"};
    const auto rows = database.query(statement, {county, period.from, period.to});
    if (!rows) return rows.error();
    std::vector<DecidedFigures> list;
    for (const Row& row : *rows) {
        list.push_back({day_figures(row),
                        row.integer(4),
                        row.integer(5),
                        row.integer(6),
                        row.integer(7),
                        row.integer(8),
                        row.integer(9),
                        row.integer(10),
                        row.integer(11),
                        row.integer(12)});
    }
    return list;
}

Result<std::vector<OpenFigures>> count_open(storage::Database& database,
                                            const std::string& county,
                                            const std::string& today) {
    // In the statement's text, so that an index of states serves it.
    static const std::string text =
        "SELECT department, matter, COUNT(*), SUM(CASE WHEN due_on < :p1 THEN 1 ELSE 0 END)"
        " FROM cases WHERE county = :p2 AND state IN (" +
        undecided_states() + ") GROUP BY department, matter";
    static const Statement statement{"count open", text.c_str()};
    const auto rows = database.query(statement, {today, county});
    if (!rows) return rows.error();
    std::vector<OpenFigures> list;
    for (const Row& row : *rows) {
        list.push_back({row.text(0), row.text(1), row.integer(2), row.integer(3)});
    }
    return list;
}

}  // namespace oneseal::desk
