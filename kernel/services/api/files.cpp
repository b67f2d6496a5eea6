// The files of materials: put and got.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/errors.hpp"
#include "api/media_type.hpp"
#include "api/uploads.hpp"
#include "base/text_normal.hpp"
#include "cases/case_json.hpp"

namespace oneseal::api {
namespace {

constexpr int most_pages = 10'000;

// Of the paper that the file shows the applicant counts the pages; 0 where nobody said.
Result<cases::HandedIn> material_of(const Call& call) {
    cases::HandedIn material;
    material.id = call.parameter("material");
    material.kind = "electronic";
    material.file_name = told_name(call);
    const std::string pages = call.query("pages");
    if (pages.empty()) return material;
    const char* end = pages.data() + pages.size();
    const auto read = std::from_chars(pages.data(), end, material.pages);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    if (whole && material.pages > 0 && material.pages <= most_pages) return material;
    return errors::pages_invalid();
}

// An applicant's drafts hold so much together.
Result<void> fits_into_drafts(const Foundation& on, const Call& call, const cases::Case& now) {
    if (now.state != cases::State::draft || !call.who->is_applicant()) return {};
    const auto drafts = on.desk.open_drafts(call.caller(), on.limits.told().drafts);
    if (!drafts) return drafts.error();
    return on.limits.one_more_file(*drafts, told_length(on, call));
}

// Asked with the head of the request: whether this person may put this file into this case now.
Result<http::Response> admit_material(const Foundation& on, const Call& call) {
    if (const auto seen = call.seen_version(); !seen) return seen.error();
    if (!accepted_type(call.request.header("Content-Type")))
        return file_type_refused(call.language);
    desk::Desk& desk = on.desk;
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto material = material_of(call);
    if (!material) return material.error();
    const cases::Command put{"put_material", desk::actor_of(call.who.get()), Json(*material)};
    const auto decision =
        cases::decide(stored->now, put, desk.context_of(stored->now, desk.clock().now()));
    if (!decision) return decision.error();
    if (auto fits = fits_into_drafts(on, call, stored->now); !fits) return fits.error();
    if (auto allowed = admit_bytes(on, call); !allowed) return allowed.error();
    return http::go_on();
}

Result<http::Response> put_material(const Foundation& on, const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    auto refused = check_file(call);
    if (!refused) return refused.error();
    if (*refused) return std::move(**refused);
    auto read = material_of(call);
    if (!read) return read.error();
    cases::HandedIn material = std::move(*read);
    auto writer = on.blobs.write(call.county, on.upload_bytes);
    if (!writer) return writer.error();
    const auto kept = keep_file(*call.request.upload, *writer);
    if (!kept) return kept.error();
    material.sha256 = kept->sha256;
    material.bytes = static_cast<std::int64_t>(kept->size);
    material.media_type = *accepted_type(call.request.upload->content_type);
    const auto put = on.desk.put_material(call.caller(), call.parameter("n"), material, *seen);
    if (!put) {
        // Of a command that may have been stored although its answer was lost, the file stays.
        if (put.error().code != ErrorCode::unavailable) writer->discard();
        return put.error();
    }
    return answer(*put);
}

Result<http::Response> get_material(const Foundation& on, const Call& call) {
    const auto stored = on.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto reader = on.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::application); !right) {
        return right.error();
    }
    const auto found =
        std::ranges::find_if(stored->now.filing.materials, [&](const cases::HandedIn& material) {
            return material.id == call.parameter("material") && !material.sha256.empty();
        });
    if (found == stored->now.filing.materials.end()) {
        return errors::file_unknown();
    }
    return file_response(on, call, {found->sha256, found->file_name, found->media_type});
}

}  // namespace

void add_file_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string material = "/api/v1/counties/{c}/cases/{n}/materials/{material}";
    router.add("PUT",
               material,
               http::Body::upload,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return put_material(on, call); },
                               {"name", "pages"}),
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return admit_material(on, call); },
                               {"name", "pages"}));
    router.add("GET",
               material + "/content",
               http::Body::none,
               doorway.at_work(SignIn::needed,
                               [&on](const Call& call) { return get_material(on, call); },
                               {"inline"}));
}

}  // namespace oneseal::api
