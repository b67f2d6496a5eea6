// Whether the program lives, is ready, how it does, and what it offers.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/openapi.hpp"

namespace oneseal::api {
namespace {

const char* state_of(host::HostState state) {
    switch (state) {
        case host::HostState::stopped:
            return "stopped";
        case host::HostState::starting:
            return "starting";
        case host::HostState::running:
            return "running";
        case host::HostState::pausing:
            return "pausing";
    }
    return "";
}

// Ready to take filings: the database answers. A department whose plugin is down does not make the
// bureau unready, for filings are still taken.
Result<http::Response> ready(desk::Desk& desk) {
    if (const auto asked = desk::ask_database(desk.database()); !asked) return asked.error();
    Json plugins = Json::array();
    for (const host::HostStatus& status : desk.hosts().status()) {
        plugins.push_back({{"plugin", status.package},
                           {"version", status.version},
                           {"state", state_of(status.state)},
                           {"circuit_open", status.circuit_open_until.has_value()}});
    }
    Json left_out = Json::array();
    for (const desk::LeftOut& one : desk.bureau().left_out) {
        left_out.push_back({{"package", one.package}, {"code", one.why.id}});
    }
    return answer(Json{{"ready", true}, {"plugins", plugins}, {"left_out", left_out}});
}

void line(std::string& text,
          const std::string& name,
          const std::string& labels,
          std::uint64_t value) {
    text += name + "{" + labels + "} " + std::to_string(value) + "\n";
}

Result<http::Response> metrics(desk::Desk& desk, const WorkPool& pool) {
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
    text += "oneseal_work_waiting " + std::to_string(pool.waiting()) + "\n";
    http::Response response;
    response.headers.emplace_back("Content-Type", "text/plain; version=0.0.4");
    response.body = std::move(text);
    return response;
}

}  // namespace

void add_health_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    desk::Desk& desk = on.desk;
    router.add("GET", "/healthz", http::Body::none, [](http::Request, http::Respond respond) {
        respond(answer(Json{{"alive", true}}));
    });
    router.add("GET",
               "/readyz",
               http::Body::none,
               doorway.at_work(SignIn::optional, [&desk](const Call&) { return ready(desk); }));
    router.add("GET",
               "/metrics",
               http::Body::none,
               doorway.at_work(SignIn::optional, [&desk, &pool = on.pool](const Call&) {
                   return metrics(desk, pool);
               }));
    router.add(
        "GET", "/api/v1/openapi.json", http::Body::none, [](http::Request, http::Respond respond) {
            respond(http::json_response(200, std::string(openapi_document())));
        });
}

http::Router make_router(const Foundation& foundation, const Doorway& doorway) {
    http::Router router;
    add_session_routes(router, foundation, doorway);
    add_guide_routes(router, foundation, doorway);
    add_filing_routes(router, foundation, doorway);
    add_case_routes(router, foundation, doorway);
    add_file_routes(router, foundation, doorway);
    add_evidence_routes(router, foundation, doorway);
    add_licence_routes(router, foundation, doorway);
    add_health_routes(router, foundation, doorway);
    return router;
}

}  // namespace oneseal::api
