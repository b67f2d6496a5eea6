// Reading one case, and a list of cases, against a bare Beast server that answers the same bytes.
#include <sqlite3.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/ids.hpp"
#include "bench/bench.hpp"
#include "bench/load.hpp"

namespace oneseal::bench {
namespace {

constexpr int cases_in_the_list = 10'000;

// Sixteen clients file until there are so many.
bool fill(std::uint16_t port, const std::string& token) {
    std::atomic<int> left{cases_in_the_list};
    std::atomic<int> filed{0};
    const std::string body = filing_body();
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            http::Client connection("127.0.0.1", port);
            while (left-- > 0) filed += file(connection, token, body) ? 1 : 0;
        });
    }
    for (std::thread& thread : threads) thread.join();
    return filed >= cases_in_the_list * 9 / 10;
}

// The one query of the list, by SQLite's own interface, its values taken out.
Answering one_query(const std::string& database, const std::string& body) {
    struct Open {
        sqlite3* connection = nullptr;
        sqlite3_stmt* statement = nullptr;
        ~Open() {
            sqlite3_finalize(statement);
            sqlite3_close(connection);
        }
    };
    const auto open = std::make_shared<Open>();
    sqlite3_open_v2(database.c_str(), &open->connection, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_prepare_v2(open->connection,
                       "SELECT id, number, version, state, matter, variant, applicant_name,"
                       " applicant_code, received_on, due_on, promised_on, yellow_on, orange_on,"
                       " provisional, work, updated_at FROM cases WHERE county = '511102'"
                       " AND state <> 'draft' ORDER BY updated_at DESC, id DESC LIMIT 21",
                       -1,
                       &open->statement,
                       nullptr);
    return [open, &body]() -> const std::string& {
        while (sqlite3_step(open->statement) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(open->statement); ++i) {
                const auto* text = sqlite3_column_text(open->statement, i);
                const std::string value(text != nullptr ? reinterpret_cast<const char*>(text) : "");
            }
        }
        sqlite3_reset(open->statement);
        return body;
    };
}

}  // namespace

void measure_lists(const Paths& paths) {
    const std::string data = paths.directory + "/lists";
    const Server server(paths, data);
    const std::string token = sign_in(server.port());
    const http::Fields headers{{"Authorization", "Bearer " + token}};
    if (!fill(server.port(), token)) return;
    http::Client client("127.0.0.1", server.port());
    const std::string county = "/api/v1/counties/511102";
    const auto list = client.send("GET", county + "/cases?limit=20", {}, headers);
    if (!list || list->status != 200) return;
    const double bare = bare_server([&] { return one_query(data + "/oneseal.db", list->body); });
    const std::string how =
        " from a bare Beast server on two threads that runs the one query, the same clients";
    print({"a list of 20 of 10,000 cases, 64 clients",
           requests_per_second(server.port(), county + "/cases?limit=20", headers),
           bare,
           "a second",
           0.5,
           false,
           "the same " + std::to_string(list->body.size()) + " bytes" + how});
    print(
        {"a work list of 20 of 10,000",
         requests_per_second(server.port(), county + "/cases?worklist=to_accept&limit=20", headers),
         bare,
         "a second",
         0.5,
         false,
         "the same"});
    const double with_many = requests_per_second(server.port(), county + "/worklists", headers);
    const Server empty(paths, paths.directory + "/no_lists");
    const http::Fields there{{"Authorization", "Bearer " + sign_in(empty.port())}};
    print({"work lists' counts with 10,000 cases",
           with_many,
           requests_per_second(empty.port(), county + "/worklists", there),
           "a second",
           0.8,
           false,
           "the same answer without a case"});
}

void measure_reading(const Paths& paths) {
    const Server server(paths, paths.directory + "/reading");
    const std::string token = sign_in(server.port());
    http::Client client("127.0.0.1", server.port());
    const http::Fields headers{{"Authorization", "Bearer " + token}};
    auto filing = headers;
    filing.emplace_back("Content-Type", "application/json");
    filing.emplace_back("Idempotency-Key", random_id());
    const auto filed = client.send("POST", "/api/v1/counties/511102/cases", filing_body(), filing);
    if (!filed || filed->status != 201) return;
    const std::string target =
        "/api/v1/counties/511102/cases/" + nlohmann::json::parse(filed->body).value("number", "");
    const auto read = client.send("GET", target, {}, headers);
    if (!read || read->status != 200) return;
    const double ours = requests_per_second(server.port(), target, headers);
    print({"reading one case, 64 clients",
           ours,
           bare_server([&] { return [&]() -> const std::string& { return read->body; }; }),
           "a second",
           0.5,
           false,
           "the same " + std::to_string(read->body.size()) +
               " bytes from a bare Beast server on two threads, the same clients"});
}

}  // namespace oneseal::bench
