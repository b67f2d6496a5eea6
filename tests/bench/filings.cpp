// Durable filings over HTTP against a bare loop that writes the same rows in groups of the same
// size.
#include <sqlite3.h>

#include <atomic>
#include <cmath>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "base/ids.hpp"
#include "bench/bench.hpp"

namespace oneseal::bench {
namespace {

constexpr double seconds = 6;

struct Groups {
    double groups = 0;
    double write_sets = 0;
};

Groups read_groups(std::uint16_t port) {
    http::Client client("127.0.0.1", port);
    const auto metrics = client.send("GET", "/metrics");
    Groups groups;
    std::istringstream lines(metrics ? metrics->body : "");
    for (std::string name, value; lines >> name >> value;) {
        if (name == "oneseal_commit_groups_total") groups.groups = std::stod(value);
        if (name == "oneseal_commit_write_sets_total") groups.write_sets = std::stod(value);
    }
    return groups;
}

struct Rate {
    double per_second = 0;
    double group = 1;
    double client_cpu = 0;  // of one core
};

Rate file_over_http(std::uint16_t port, int clients) {
    const std::string token = sign_in(port);
    const std::string body = filing_body();
    std::atomic<bool> end{false};
    std::atomic<long> filed{0};
    std::atomic<long> failed{0};
    const auto client = [&] {
        http::Client connection("127.0.0.1", port);
        while (!end) {
            ++(file(connection, token, body) ? filed : failed);
        }
    };
    const Groups before = read_groups(port);
    const double cpu = own_cpu_s();
    const double start = now_s();
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i) threads.emplace_back(client);
    while (now_s() - start < seconds) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    const long count = filed;
    const double took = now_s() - start;
    const double clients_cpu = own_cpu_s() - cpu;
    end = true;
    for (std::thread& thread : threads) thread.join();
    const Groups after = read_groups(port);
    if (failed > 0) std::printf("    %ld filings failed\n", failed.load());
    return {static_cast<double>(count) / took,
            (after.write_sets - before.write_sets) / std::max(1.0, after.groups - before.groups),
            clients_cpu / took};
}

// The rows of one filing, as they lie in the program's own database.
struct Row {
    std::string insert{};
    std::vector<std::string> columns{};
    std::vector<std::optional<std::string>> values{};
};

void run(sqlite3* database, const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(database));
        std::exit(3);
    }
}

void copy_rows(sqlite3* from,
               const std::string& table,
               const std::string& where,
               std::vector<Row>& rows) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(
        from, ("SELECT * FROM " + table + " WHERE " + where).c_str(), -1, &statement, nullptr);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        Row row;
        std::string places;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            row.columns.emplace_back(sqlite3_column_name(statement, i));
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            row.values.push_back(text ? std::optional<std::string>(text) : std::nullopt);
            places += i == 0 ? "?" : ",?";
        }
        row.insert = "INSERT INTO " + table + " VALUES (" + places + ")";
        rows.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
}

std::string one_text(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, sql, -1, &statement, nullptr);
    std::string text;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return text;
}

std::vector<Row> rows_of_a_filing(sqlite3* database) {
    const std::string id = one_text(database, "SELECT id FROM cases LIMIT 1");
    const std::string number = one_text(database, "SELECT number FROM cases LIMIT 1");
    const std::string entry = one_text(database, "SELECT entry FROM journal LIMIT 1");
    std::vector<Row> rows;
    copy_rows(database, "cases", "id = '" + id + "'", rows);
    for (const char* table : {"journal", "timers", "assignments", "outbox", "work_items"}) {
        copy_rows(database, table, "case_id = '" + id + "'", rows);
    }
    for (const auto& object : nlohmann::json::parse(entry)["objects"]) {
        copy_rows(database, "objects", "sha256 = '" + object.get<std::string>() + "'", rows);
    }
    copy_rows(database, "idempotency", "answer LIKE '%" + number + "%' LIMIT 1", rows);
    return rows;
}

bool unique_column(const std::string& name) {
    return name == "id" || name == "case_id" || name == "number" || name == "sha256" ||
           name == "key" || name == "query_code";
}

void copy_schema(sqlite3* from, sqlite3* to) {
    sqlite3_stmt* schema = nullptr;
    sqlite3_prepare_v2(
        from,
        // What a virtual table is made of comes with it.
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'case_words_%'",
        -1,
        &schema,
        nullptr);
    while (sqlite3_step(schema) == SQLITE_ROW)
        run(to, reinterpret_cast<const char*>(sqlite3_column_text(schema, 0)));
    sqlite3_finalize(schema);
}

// The row again, but for what must be its own.
void insert_again(sqlite3* to, sqlite3_stmt* insert, const Row& row) {
    sqlite3_reset(insert);
    for (std::size_t c = 0; c < row.values.size(); ++c) {
        const int place = static_cast<int>(c) + 1;
        if (unique_column(row.columns[c])) {
            const std::string text = random_id() + random_id();
            sqlite3_bind_text(insert, place, text.c_str(), -1, SQLITE_TRANSIENT);
        } else if (row.columns[c] == "position") {
            static std::int64_t position = 0;  // the feed has one order
            sqlite3_bind_int64(insert, place, ++position);
        } else if (const auto& value = row.values[c]) {
            const int size = static_cast<int>(value->size());
            sqlite3_bind_text(insert, place, value->data(), size, SQLITE_STATIC);
        } else {
            sqlite3_bind_null(insert, place);
        }
    }
    if (sqlite3_step(insert) != SQLITE_DONE) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(to));
        std::exit(3);
    }
}

// Groups of filings, each in one transaction, on a fresh file with the program's own schema.
double bare_loop(const std::string& source, const std::string& target, int group) {
    sqlite3* from = nullptr;
    sqlite3* to = nullptr;
    sqlite3_open(source.c_str(), &from);
    sqlite3_open(target.c_str(), &to);
    run(to, "PRAGMA journal_mode=WAL");
    run(to, "PRAGMA synchronous=FULL");
    copy_schema(from, to);
    const std::vector<Row> rows = rows_of_a_filing(from);
    std::vector<sqlite3_stmt*> inserts;
    for (const Row& row : rows) {
        inserts.push_back(nullptr);
        sqlite3_prepare_v2(to, row.insert.c_str(), -1, &inserts.back(), nullptr);
    }
    long filings = 0;
    const double start = now_s();
    while (now_s() - start < seconds) {
        run(to, "BEGIN IMMEDIATE");
        for (int i = 0; i < group; ++i, ++filings) {
            for (std::size_t r = 0; r < rows.size(); ++r) insert_again(to, inserts[r], rows[r]);
        }
        run(to, "COMMIT");
    }
    const double rate = static_cast<double>(filings) / (now_s() - start);
    for (sqlite3_stmt* insert : inserts) sqlite3_finalize(insert);
    sqlite3_close(from);
    sqlite3_close(to);
    return rate;
}

}  // namespace

void measure_filings(const Paths& paths) {
    for (const int clients : {16, 64}) {
        const std::string data = paths.directory + "/filings-" + std::to_string(clients);
        Rate rate;
        {
            const Server server(paths, data);
            rate = file_over_http(server.port(), clients);
        }
        const int group = std::max(1, static_cast<int>(std::lround(rate.group)));
        const double bare = bare_loop(data + "/oneseal.db", data + "/bare.db", group);
        char how[300];
        std::snprintf(
            how,
            sizeof how,
            "%d keep-alive clients for %.0f s, sign-in, verdict, receipt and journal included; the "
            "loop: same rows, WAL, synchronous=FULL, groups of %d as seen (%.1f); clients used "
            "%.2f cores",
            clients,
            seconds,
            group,
            rate.group,
            rate.client_cpu);
        print({"filings, " + std::to_string(clients) + " clients",
               rate.per_second,
               bare,
               "a second",
               0.5,
               false,
               how});
    }
}

}  // namespace oneseal::bench
