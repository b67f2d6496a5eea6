// The materials of a case: files put, got and taken out, paper recorded, the application shown.
#include <algorithm>
#include <cctype>
#include <charconv>
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/contract.hpp"
#include "api/errors.hpp"
#include "api/media_type.hpp"
#include "api/uploads.hpp"
#include "cases/case_json.hpp"
#include "cases/errors.hpp"
#include "desk/errors.hpp"
#include "desk/replay.hpp"
#include "papers/application.hpp"

namespace oneseal::api {
namespace {

constexpr int most_pages = 10'000;

constexpr std::size_t longest_key = 32;

bool is_key(const std::string& key) {
    const auto fits = [](unsigned char c) {
        return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '-' || c == '_';
    };
    return !key.empty() && key.size() <= longest_key && std::ranges::all_of(key, fits);
}

// Of the paper that the file shows whoever puts it counts the pages; 0 where nobody said.
Result<cases::MaterialFile> file_of(const Call& call) {
    cases::MaterialFile file;
    file.key = call.parameter("k");
    if (!is_key(file.key)) return errors::file_key_invalid();
    file.name = told_name(call);
    const std::string pages = call.query("pages");
    if (pages.empty()) return file;
    const char* end = pages.data() + pages.size();
    const auto read = std::from_chars(pages.data(), end, file.pages);
    const bool whole = read.ec == std::errc{} && read.ptr == end;
    if (whole && file.pages > 0 && file.pages <= most_pages) return file;
    return errors::pages_invalid();
}

// An applicant's drafts hold so much together.
Result<void> fits_into_drafts(const Foundation& on, const Call& call, const cases::Case& now) {
    if (now.state != cases::State::draft || !call.who->is_applicant()) return {};
    const auto drafts = call.desk.open_drafts(call.caller(), on.limits.told().drafts);
    if (!drafts) return drafts.error();
    return on.limits.one_more_file(*drafts, told_length(on, call));
}

// Asked with the head of the request: whether this person may put this file into this case now.
Result<http::Response> admit_file(const Foundation& on, const Call& call) {
    if (const auto seen = call.seen_version(); !seen) return seen.error();
    if (!accepted_type(call.request.header("Content-Type")))
        return file_type_refused(call.language);
    const desk::Desk& desk = call.desk;
    const auto stored = desk.read(call.caller(), call.parameter("n"));
    if (!stored) return stored.error();
    const auto file = file_of(call);
    if (!file) return file.error();
    const cases::Command put{"put_material",
                             desk::actor_of(call.who.get()),
                             {{"id", call.parameter("material")}, {"file", *file}}};
    const auto decision =
        cases::decide(stored->now, put, desk.context_of(stored->now, desk.clock().now()));
    if (!decision) return decision.error();
    if (auto fits = fits_into_drafts(on, call, stored->now); !fits) return fits.error();
    if (auto allowed = admit_bytes(on, call); !allowed) return allowed.error();
    return http::go_on();
}

Result<http::Response> put_file(const Foundation& on, const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    auto refused = check_file(call);
    if (!refused) return refused.error();
    if (*refused) return std::move(**refused);
    auto file = file_of(call);
    if (!file) return file.error();
    auto writer = on.blobs.write(call.county, on.upload_bytes);
    if (!writer) return writer.error();
    const auto kept = keep_file(*call.request.upload, *writer);
    if (!kept) return kept.error();
    file->sha256 = kept->sha256;
    file->bytes = static_cast<std::int64_t>(kept->size);
    file->media_type = *accepted_type(call.request.upload->content_type);
    const auto put = call.desk.put_material(
        call.caller(), call.parameter("n"), call.parameter("material"), std::move(*file), *seen);
    if (!put) {
        // Of a command that may have been stored although its answer was lost, the file stays.
        if (put.error().code != ErrorCode::unavailable) writer->discard();
        return put.error();
    }
    return answer(*put);
}

// Whose file it is, and what the application says, is for whoever may read the application.
Result<desk::StoredCase> read_application_of(const Call& call) {
    auto stored = call.desk.read_kept(call.caller(), call.parameter("n"));
    if (!stored) return stored;
    const auto reader = call.desk.reader(call.caller(), stored->now);
    if (auto right = desk::require_part(reader, desk::Part::application); !right) {
        return right.error();
    }
    return stored;
}

// Null where nothing was handed in under this name.
const cases::HandedIn* material_of(const cases::Case& now, const Call& call) {
    const auto& all = now.filing.materials;
    const auto found = std::ranges::find(all, call.parameter("material"), &cases::HandedIn::id);
    return found == all.end() ? nullptr : &*found;
}

Result<http::Response> get_file(const Foundation& on, const Call& call) {
    const auto stored = read_application_of(call);
    if (!stored) return stored.error();
    const cases::HandedIn* material = material_of(stored->now, call);
    if (material == nullptr) return desk::errors::file_unknown();
    const auto file =
        std::ranges::find(material->files, call.parameter("k"), &cases::MaterialFile::key);
    if (file == material->files.end()) return desk::errors::file_unknown();
    return file_response(on, call, {file->sha256, file->name, file->media_type});
}

// The application that is made from the form: a draft's as it stands, otherwise as it was signed.
Result<http::Response> get_application(const Foundation& on, const Call& call) {
    auto stored = read_application_of(call);
    if (!stored) return stored.error();
    const desk::County& county = call.desk.county(call.county);
    const auto* in_force = county.matter_of(stored->now);
    if (in_force == nullptr) return desk::not_installed(stored->now);
    if (stored->now.state != cases::State::draft) {
        auto filed = desk::rebuild(call.desk.database(), call.county, stored->now.id, 1);
        if (!filed) return filed.error();
        stored->now = std::move(*filed);
    }
    const cases::HandedIn* material = material_of(stored->now, call);
    // A draft's matter may have changed since it was made.
    const bool known = material != nullptr && in_force->matter->material(material->id) != nullptr;
    if (!known || material->made_by.empty()) return desk::errors::file_unknown();
    return answer_page(
        papers::page_of(papers::ApplicationPage{stored->now,
                                                *in_force->matter,
                                                material->id,
                                                county.terms.bureau,
                                                county.title,
                                                call.language == http::Language::zh_cn,
                                                on.demonstration}));
}

// Of a counter; an applicant's paper comes with its file.
Result<http::Response> record_paper(const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    if (const auto stored = call.desk.read(call.caller(), call.parameter("n")); !stored) {
        return stored.error();
    }
    auto body = call.body();
    if (!body) return body.error();
    if (auto wrong = faults_of(*body, "PaperInHand"); !wrong.empty()) {
        return body_invalid(std::move(wrong));
    }
    if (call.who->is_applicant()) {
        return body_invalid({{"/kind", errors::material_without_its_file(), "", ""}});
    }
    (*body)["id"] = call.parameter("material");
    const auto paper = cases::read_paper_material(*body);
    if (!paper) return body_invalid({{"", cases::errors::not_a_material(), "", ""}});
    const auto put = call.desk.record_paper(call.caller(), call.parameter("n"), *paper, *seen);
    if (!put) return put.error();
    return answer(*put);
}

// Its key is empty where the whole material goes.
Result<http::Response> take_out(const Call& call) {
    const auto seen = call.seen_version();
    if (!seen) return seen.error();
    const auto taken = call.desk.take_out(
        call.caller(), call.parameter("n"), call.parameter("material"), call.parameter("k"), *seen);
    if (!taken) return taken.error();
    return answer(*taken);
}

}  // namespace

void add_file_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    const std::string material = "/api/v1/counties/{c}/cases/{n}/materials/{material}";
    const std::string file = material + "/files/{k}";
    const auto with = [&on](Result<http::Response> (*does)(const Foundation&, const Call&)) {
        return [&on, does](const Call& call) { return does(on, call); };
    };
    router.add("PUT",
               file,
               http::Body::upload,
               doorway.at_work(SignIn::needed, with(put_file), {"name", "pages"}),
               doorway.at_work(SignIn::needed, with(admit_file), {"name", "pages"}));
    router.add("GET",
               file + "/content",
               http::Body::none,
               doorway.at_work(SignIn::needed, with(get_file), {"inline"}));
    router.add("PUT", material, http::Body::json, doorway.at_work(SignIn::needed, record_paper));
    for (const std::string& path : {material, file}) {
        router.add("DELETE", path, http::Body::none, doorway.at_work(SignIn::needed, take_out));
    }
    router.add("GET",
               material + "/content",
               http::Body::none,
               doorway.at_work(SignIn::needed, with(get_application)));
}

}  // namespace oneseal::api
