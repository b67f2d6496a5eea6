// Whether the program lives, is ready, how it does, and what it offers.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/host_state.hpp"

namespace oneseal::api {
namespace {

// Ready to take filings: the database answers and takes writes, and there is room on the disk. A
// department whose plugin is down does not make the bureau unready, for filings are still taken.
Result<http::Response> ready(const desk::Desk& desk, const storage::StorageWatch& watch) {
    const storage::StorageHealth health = watch.health();
    if (health.trouble) {
        // Whatever is the matter, a load balancer reads one status: not now.
        Error error = *health.trouble;
        error.code = ErrorCode::unavailable;
        return error;
    }
    if (const auto asked = desk::ask_database(desk.database()); !asked) return asked.error();
    Json plugins = Json::array();
    for (const host::HostStatus& status : desk.hosts().status()) {
        plugins.push_back({{"plugin", status.package},
                           {"version", status.version},
                           {"state", name_of(status.state)},
                           {"circuit_open", status.circuit_open_until.has_value()}});
    }
    Json left_out = Json::array();
    for (const desk::LeftOut& one : desk.generation().left_out) {
        left_out.push_back({{"package", one.package}, {"code", one.why.id}});
    }
    return answer(Json{{"ready", true},
                       {"plugins", plugins},
                       {"left_out", left_out},
                       {"storage",
                        {{"database_free_bytes", health.database_free},
                         {"files_free_bytes", health.blobs_free},
                         {"write_ahead_log_bytes", health.write_ahead_log}}}});
}

void line(std::string& text,
          const std::string& name,
          const std::string& labels,
          std::uint64_t value) {
    text += name + "{" + labels + "} " + std::to_string(value) + "\n";
}

void storage_lines(std::string& text, const storage::StorageHealth& health) {
    line(text, "oneseal_disk_free_bytes", "of=\"database\"", health.database_free);
    line(text, "oneseal_disk_free_bytes", "of=\"files\"", health.blobs_free);
    text += "oneseal_write_ahead_log_bytes " + std::to_string(health.write_ahead_log) + "\n";
    text += std::string("oneseal_storage_writable ") + (health.trouble ? "0\n" : "1\n");
}

Result<http::Response> metrics(const Foundation& on, const Call& call) {
    const desk::Desk& desk = call.desk;
    std::string text;
    for (const host::HostStatus& status : desk.hosts().status()) {
        const std::string labels =
            "plugin=\"" + status.package + "\",version=\"" + status.version + "\"";
        line(text, "oneseal_plugin_calls_total", labels, status.calls);
        line(text, "oneseal_plugin_failures_total", labels, status.failures);
        line(text, "oneseal_plugin_restarts_total", labels, status.restarts);
        line(text, "oneseal_plugin_circuit_open", labels, status.circuit_open_until ? 1 : 0);
    }
    const storage::GroupStatistics groups = desk.database().statistics();
    text += "oneseal_commit_groups_total " + std::to_string(groups.groups) + "\n";
    text += "oneseal_commit_write_sets_total " + std::to_string(groups.write_sets) + "\n";
    text += "oneseal_commit_largest_group " + std::to_string(groups.largest) + "\n";
    text += "oneseal_work_waiting " + std::to_string(on.pool.waiting()) + "\n";
    storage_lines(text, on.watch.health());
    http::Response response;
    response.headers.emplace_back("Content-Type", "text/plain; version=0.0.4");
    response.body = std::move(text);
    return response;
}

}  // namespace

void add_health_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    router.add("GET", "/healthz", http::Body::none, [](http::Request, http::Respond respond) {
        respond(answer(Json{{"alive", true}}));
    });
    router.add("GET",
               "/readyz",
               http::Body::none,
               doorway.at_work(SignIn::optional,
                               [&on](const Call& call) { return ready(call.desk, on.watch); }));
    router.add(
        "GET",
        "/metrics",
        http::Body::none,
        doorway.at_work(SignIn::optional, [&on](const Call& call) { return metrics(on, call); }));
    router.add("GET",
               "/api/v1/openapi.json",
               http::Body::none,
               doorway.on_thread(SignIn::optional, [](const Call&, const auto& respond) {
                   respond(http::json_response(200, contract()));
               }));
}

http::Router make_router(const Foundation& foundation, const Doorway& doorway) {
    http::Router router;
    add_session_routes(router, foundation, doorway);
    add_code_routes(router, foundation, doorway);
    add_identity_routes(router, foundation, doorway);
    add_guide_routes(router, doorway);
    add_command_routes(router, foundation, doorway);
    add_list_routes(router, doorway);
    add_change_routes(router, foundation, doorway);
    add_foresight_routes(router, foundation, doorway);
    add_timeline_routes(router, foundation, doorway);
    add_seal_routes(router, doorway);
    add_case_routes(router, doorway);
    add_file_routes(router, foundation, doorway);
    add_attachment_routes(router, foundation, doorway);
    add_document_routes(router, foundation, doorway);
    add_evidence_routes(router, doorway);
    add_licence_routes(router, foundation, doorway);
    add_health_routes(router, foundation, doorway);
    add_word_routes(router, foundation, doorway);
    add_law_routes(router, doorway);
    add_oversight_routes(router, doorway);
    add_people_routes(router, doorway);
    add_statistics_routes(router, doorway);
    return router;
}

}  // namespace oneseal::api
