// Attachments: files of the bureau's own people in a case, which the survey's record cites.
#include "desk/attachments.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/errors.hpp"
#include "api/media_type.hpp"
#include "api/uploads.hpp"

namespace oneseal::api {
namespace {

Json attachment_view(const desk::Attachment& attachment) {
    return {{"sha256", attachment.sha256},
            {"name", attachment.name},
            {"media_type", attachment.media_type},
            {"bytes", attachment.bytes},
            {"by", attachment.by},
            {"at", attachment.at}};
}

// Of the bureau's files an applicant sees what the papers say of them.
Result<desk::StoredCase> read_for_staff(const Call& call) {
    auto stored = call.desk.read(call.caller(), call.parameter("n"));
    if (stored && call.who->is_applicant()) {
        return errors::staff_only(errors::attachments_of_a_case());
    }
    if (!stored) return stored;
    const auto reader = call.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::application); !right) {
        return right.error();
    }
    return stored;
}

Result<http::Response> admit(const Foundation& on, const Call& call) {
    if (!accepted_type(call.request.header("Content-Type")))
        return file_type_refused(call.language);
    const auto stored = read_for_staff(call);
    if (!stored) return stored.error();
    if (auto may = desk::may_attach(*call.who, stored->now); !may) return may.error();
    if (auto allowed = admit_bytes(on, call); !allowed) return allowed.error();
    return http::go_on();
}

Result<http::Response> add(const Foundation& on, const Call& call) {
    auto refused = check_file(call);
    if (!refused) return refused.error();
    if (*refused) return std::move(**refused);
    const auto stored = read_for_staff(call);
    if (!stored) return stored.error();
    if (auto may = desk::may_attach(*call.who, stored->now); !may) return may.error();
    auto writer = on.blobs.write(call.county, on.upload_bytes);
    if (!writer) return writer.error();
    const auto kept = keep_file(*call.request.upload, *writer);
    if (!kept) return kept.error();
    const desk::Attachment attachment{kept->sha256,
                                      told_name(call),
                                      *accepted_type(call.request.upload->content_type),
                                      static_cast<std::int64_t>(kept->size),
                                      call.who->person,
                                      format_instant(call.desk.clock().now())};
    if (auto added = desk::attach(call.desk.database(), stored->now, attachment); !added) {
        if (added.error().code != ErrorCode::unavailable) writer->discard();
        return added.error();
    }
    http::Response response = answer(attachment_view(attachment));
    response.status = 201;
    return response;
}

Result<http::Response> list(const Call& call) {
    const auto stored = read_for_staff(call);
    if (!stored) return stored.error();
    const auto attachments = desk::list_attachments(call.desk.database(), stored->now);
    if (!attachments) return attachments.error();
    Json views = Json::array();
    for (const desk::Attachment& attachment : *attachments) {
        views.push_back(attachment_view(attachment));
    }
    return answer(Json{{"case", stored->now.number}, {"attachments", views}});
}

Result<http::Response> content(const Foundation& on, const Call& call) {
    const auto stored = read_for_staff(call);
    if (!stored) return stored.error();
    const auto attachments = desk::list_attachments(call.desk.database(), stored->now);
    if (!attachments) return attachments.error();
    const auto found =
        std::ranges::find(*attachments, call.parameter("sha256"), &desk::Attachment::sha256);
    if (found == attachments->end()) return errors::attachment_unknown();
    return file_response(on, call, {found->sha256, found->name, found->media_type});
}

}  // namespace

void add_attachment_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string attachments = "/api/v1/counties/{c}/cases/{n}/attachments";
    const auto with = [&on](Result<http::Response> (*does)(const Foundation&, const Call&)) {
        return [&on, does](const Call& call) { return does(on, call); };
    };
    router.add("POST",
               attachments,
               http::Body::upload,
               doorway.at_work(SignIn::needed, with(add), {"name"}),
               doorway.at_work(SignIn::needed, with(admit), {"name"}));
    router.add("GET", attachments, http::Body::none, doorway.at_work(SignIn::needed, list));
    router.add("GET",
               attachments + "/{sha256}/content",
               http::Body::none,
               doorway.at_work(SignIn::needed, with(content), {"inline"}));
}

}  // namespace oneseal::api
