// Cases: lists, one case, its actions, deadline, facts and files.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "cases/case_json.hpp"
#include "desk/views.hpp"

namespace oneseal::api {
namespace {

std::string etag_of(const desk::StoredCase& stored) {
    return "\"" + std::to_string(stored.now.version) + "\"";
}

// The cursor is the last row's place in the order: instant and id.
Result<void> read_cursor(const Call& call, desk::CaseFilter& filter) {
    const std::string cursor = call.query("cursor");
    if (cursor.empty()) return {};
    const auto bar = cursor.find('|');
    if (bar != std::string::npos && parse_instant(cursor.substr(0, bar))) {
        filter.before = cursor.substr(0, bar);
        filter.before_id = cursor.substr(bar + 1);
        return {};
    }
    return Error{ErrorCode::invalid_input,
                 "CURSOR_INVALID",
                 {"cursor 不是本系统给出的。", "The cursor is none of this system."},
                 {"请使用上一页返回的 next_cursor。", "Send the next_cursor of the page before."}};
}

Result<http::Response> list_cases(desk::Desk& desk, const Call& call) {
    desk::CaseFilter filter;
    const auto limit = call.limit();
    if (!limit) return limit.error();
    if (auto read = read_cursor(call, filter); !read) return read.error();
    filter.state = call.query("state");
    filter.matter = call.query("matter");
    filter.department = call.query("department");
    filter.assignee = call.query("assignee");
    filter.text = call.query("q");
    filter.limit = *limit + 1;
    if (call.query("overdue") == "true") {
        filter.due_before = sdk::format_day(legal_day(desk.clock().now()));
    }
    if (call.who->is_applicant()) filter.account = call.who->account;
    auto rows = desk::list_cases(desk.database(), call.county, filter);
    if (!rows) return rows.error();
    Json next = Json();
    if (static_cast<int>(rows->size()) > *limit) {
        rows->pop_back();
        next = rows->back().updated_at + "|" + rows->back().id;
    }
    Json list = Json::array();
    const auto& matters = desk.bureau().county(call.county)->matters;
    for (const desk::CaseListRow& row : *rows) {
        // Who drafts has filed nothing: staff see no drafts but their own.
        if (row.state == "draft" && !call.who->is_applicant()) continue;
        const auto matter = matters.find(row.matter);
        list.push_back(
            desk::list_view(row, matter == matters.end() ? nullptr : matter->second.matter.get()));
    }
    return answer(Json{{"cases", list}, {"next_cursor", next}});
}

Result<http::Response> show_case(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const cases::Context context = desk.context_of(stored->now, desk.clock().now());
    Json view = desk::case_view(stored->now, context, call.who.get());
    // Reading never fires a timer; it shows what is overdue.
    Json overdue = Json::array();
    for (const cases::Timer& timer : cases::timers(stored->now, context)) {
        if (timer.fires_at <= context.now) {
            overdue.push_back({{"kind", timer.kind}, {"fires_at", format_instant(timer.fires_at)}});
        }
    }
    view["overdue_timers"] = std::move(overdue);
    http::Response response = answer(view);
    response.headers.emplace_back("ETag", etag_of(*stored));
    return response;
}

Json problem_summary(const Error& error, http::Language language) {
    Json findings = Json::array();
    for (const Finding& finding : error.findings) {
        findings.push_back({{"pointer", finding.pointer},
                            {"message", http::in(language, finding.message)},
                            {"rule", finding.rule}});
    }
    return {{"code", error.id},
            {"message", http::in(language, error.message)},
            {"remedy", http::in(language, error.remedy)},
            {"law", error.law},
            {"errors", findings}};
}

Result<http::Response> show_actions(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto permissions = desk.permissions(call.caller(), *stored);
    if (!permissions) return permissions.error();
    Json list = Json::array();
    for (const cases::Permission& permission : *permissions) {
        Json one = {{"action", permission.action},
                    {"title", http::in(call.language, permission.title)},
                    {"allowed", !permission.refusal}};
        if (permission.refusal)
            one["why_not"] = problem_summary(*permission.refusal, call.language);
        list.push_back(std::move(one));
    }
    http::Response response = answer(Json{{"case", stored->now.number}, {"actions", list}});
    response.headers.emplace_back("ETag", etag_of(*stored));
    return response;
}

Result<http::Response> show_deadline(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    return answer(
        desk::deadline_view(stored->now, desk.context_of(stored->now, desk.clock().now())));
}

// Facts of bans and credit are for the staff of that step; others see result and article.
Result<http::Response> show_facts(desk::Desk& desk, const Call& call) {
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    if (auto staff = access::require_role(*call.who, {"intake", "reviewer", "decider", "legal"});
        !staff) {
        return staff.error();
    }
    Json facts = Json::object();
    for (const auto& [id, record] : stored->now.facts) facts[id] = record;
    return answer(Json{{"case", stored->now.number}, {"facts", facts}});
}

// Copies what was uploaded into the file store, which syncs it before it gives the name.
Result<storage::BlobName> keep_file(const Foundation& on, const Call& call) {
    auto writer = on.blobs.write(call.county, on.upload_bytes);
    if (!writer) return writer.error();
    std::ifstream file(call.request.upload->path, std::ios::binary);
    std::string part(1 << 16, '\0');
    while (file.read(part.data(), static_cast<std::streamsize>(part.size())), file.gcount() > 0) {
        const std::string_view bytes(part.data(), static_cast<std::size_t>(file.gcount()));
        if (auto written = writer->write(bytes); !written) return written.error();
    }
    return writer->finish();
}

Result<http::Response> put_material(const Foundation& on, const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    if (call.request.upload == nullptr || call.request.upload->size == 0) {
        return Error{ErrorCode::invalid_input,
                     "FILE_EMPTY",
                     {"文件是空的。", "The file is empty."},
                     {"请选择要上传的文件。", "Choose the file to be put."}};
    }
    if (auto readable = on.desk.read(call.caller(), call.parameter("n")); !readable) {
        return readable.error();
    }
    const auto kept = keep_file(on, call);
    if (!kept) return kept.error();
    cases::HandedIn material;
    material.id = call.parameter("material");
    material.kind = "electronic";
    material.sha256 = kept->sha256;
    material.bytes = static_cast<std::int64_t>(kept->size);
    material.media_type = call.request.upload->content_type;
    material.file_name = call.query("name");
    const auto put = on.desk.put_material(call.caller(), call.parameter("n"), material, *seen);
    if (!put) return put.error();
    return answer(*put);
}

Result<http::Response> get_material(const Foundation& on, const Call& call) {
    const auto stored = on.desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto found =
        std::ranges::find_if(stored->now.materials, [&](const cases::HandedIn& material) {
            return material.id == call.parameter("material") && !material.sha256.empty();
        });
    if (found == stored->now.materials.end()) {
        return Error{ErrorCode::not_found,
                     "FILE_UNKNOWN",
                     {"没有该材料的文件。", "There is no file of this material."},
                     {"请查看办件的材料清单。", "See the case's materials."}};
    }
    auto blob = on.blobs.read(call.county, found->sha256);
    if (!blob) return blob.error();
    http::Response response;
    // Whatever an applicant has put is never shown as a page of ours.
    response.headers.emplace_back("Content-Type", "application/octet-stream");
    response.headers.emplace_back("Content-Disposition", "attachment");
    response.headers.emplace_back("ETag", "\"" + found->sha256 + "\"");
    for (;;) {
        auto part = blob->read(1 << 20);
        if (!part) return part.error();
        if (part->empty()) return response;
        response.body += *part;
    }
}

}  // namespace

void add_case_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    using Show = Result<http::Response> (*)(desk::Desk&, const Call&);
    const std::string cases = "/api/v1/counties/{c}/cases";
    const std::pair<const char*, Show> pages[] = {{"", list_cases},
                                                  {"/{n}", show_case},
                                                  {"/{n}/actions", show_actions},
                                                  {"/{n}/deadline", show_deadline},
                                                  {"/{n}/facts", show_facts}};
    for (const auto& [path, show] : pages) {
        router.add(
            "GET",
            cases + path,
            http::Body::none,
            doorway.at_work(SignIn::needed, [&desk = on.desk, show = show](const Call& call) {
                return show(desk, call);
            }));
    }
    router.add("PUT",
               cases + "/{n}/materials/{material}",
               http::Body::upload,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return put_material(on, call); }));
    router.add("GET",
               cases + "/{n}/materials/{material}/content",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return get_material(on, call); }));
}

}  // namespace oneseal::api
