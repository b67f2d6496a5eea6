// The HTTP API (design section 7): JSON resources over the desk. Each file adds its own routes.
#pragma once

#include "access/access.hpp"
#include "api/call.hpp"
#include "api/changes.hpp"
#include "api/limits.hpp"
#include "http/router.hpp"
#include "messages/messages.hpp"
#include "storage/blobs.hpp"
#include "storage/watch.hpp"

namespace oneseal::api {

// What the resources stand on; all of it outlives the router.
struct Foundation {
    access::Access& access;
    storage::BlobStore& blobs;
    WorkPool& pool;
    Limits& limits;
    Changes& changes;
    const storage::StorageWatch& watch;
    std::uint64_t upload_bytes = 0;
    // Runs work soon on that I/O thread.
    std::function<void(std::size_t io_thread, std::function<void()> work)> run_on{};
    bool demonstration = false;  // of invented people: the papers say so
    messages::Send send{};       // empty where the installation has no gateway
};

// At work, public, and only so often for one client (VERIFICATIONS_THROTTLED).
http::Handler for_anybody_who_verifies(const Foundation& on,
                                       const Doorway& doorway,
                                       AtWork handler);

http::Router make_router(const Foundation& foundation, const Doorway& doorway);

void add_session_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_code_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_identity_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_guide_routes(http::Router& router, const Doorway& doorway);
void add_command_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_case_routes(http::Router& router, const Doorway& doorway);
void add_list_routes(http::Router& router, const Doorway& doorway);
void add_change_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_foresight_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_timeline_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_seal_routes(http::Router& router, const Doorway& doorway);
void add_file_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_attachment_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_document_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_evidence_routes(http::Router& router, const Doorway& doorway);
void add_licence_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_health_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_word_routes(http::Router& router, const Foundation& on, const Doorway& doorway);
void add_law_routes(http::Router& router, const Doorway& doorway);
void add_oversight_routes(http::Router& router, const Doorway& doorway);
void add_people_routes(http::Router& router, const Doorway& doorway);
void add_statistics_routes(http::Router& router, const Doorway& doorway);

}  // namespace oneseal::api
