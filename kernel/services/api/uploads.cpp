#include "api/uploads.hpp"

#include <charconv>
#include <fstream>

#include "api/errors.hpp"
#include "api/media_type.hpp"
#include "base/text_normal.hpp"

namespace oneseal::api {
namespace {

constexpr std::size_t longest_name = 255;  // bytes, as file systems have it

}  // namespace

std::uint64_t told_length(const Foundation& on, const Call& call) {
    const std::string_view text = call.request.header("Content-Length");
    std::uint64_t length = on.upload_bytes;
    std::from_chars(text.data(), text.data() + text.size(), length);
    return length;
}

Result<void> admit_bytes(const Foundation& on, const Call& call) {
    return on.limits.upload(call, told_length(on, call));
}

std::string told_name(const Call& call) {
    std::string name = normal_line(call.query("name"));
    if (name.size() <= longest_name) return name;
    std::size_t end = longest_name;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    return name.substr(0, end);
}

Result<std::optional<http::Response>> check_file(const Call& call) {
    if (call.request.upload == nullptr || call.request.upload->size == 0) {
        return errors::file_empty();
    }
    const auto type = accepted_type(call.request.upload->content_type);
    if (!type) return std::optional(file_type_refused(call.language));
    if (!begins_as(call.request.upload->path, *type)) {
        return std::optional(file_content_refused(*type, call.language));
    }
    return std::optional<http::Response>{};
}

Result<storage::BlobName> keep_file(const http::Upload& upload, storage::BlobWriter& writer) {
    std::ifstream file(upload.path, std::ios::binary);
    std::string part(1 << 16, '\0');
    std::uint64_t copied = 0;
    while (file.read(part.data(), static_cast<std::streamsize>(part.size())), file.gcount() > 0) {
        const std::string_view bytes(part.data(), static_cast<std::size_t>(file.gcount()));
        if (auto written = writer.write(bytes); !written) return written.error();
        copied += bytes.size();
    }
    if (copied != upload.size) return errors::upload_lost();
    return writer.finish();
}

Result<http::Response> file_response(const Foundation& on,
                                     const Call& call,
                                     const StoredFile& file) {
    auto path = on.blobs.path(call.county, file.sha256);
    if (!path) return path.error();
    http::Response response;
    auto& headers = response.headers;
    headers.emplace_back("ETag", "\"" + file.sha256 + "\"");
    if (call.query("inline") == "1" && can_be_shown(file.media_type)) {
        headers.emplace_back("Content-Type", file.media_type);
        headers.emplace_back("Content-Disposition", as_named("inline", file.name));
        headers.emplace_back("X-Frame-Options", "SAMEORIGIN");
        // A browser's own viewer shows no PDF in a sandbox; what a PDF runs, that viewer holds.
        const bool is_pdf = file.media_type == "application/pdf";
        headers.emplace_back(
            "Content-Security-Policy",
            std::string(is_pdf ? "" : "sandbox; ") + "default-src 'none'; frame-ancestors 'self'");
    } else {
        headers.emplace_back("Content-Type", "application/octet-stream");
        headers.emplace_back("Content-Disposition", as_named("attachment", file.name));
    }
    response.file = std::move(*path);
    // A part of this very file, or all of it; HEAD has none (RFC 9110, 14.2).
    const auto if_range = call.request.header("If-Range");
    const bool same = if_range.empty() || if_range == "\"" + file.sha256 + "\"";
    if (same && call.request.method == "GET") {
        response.range = std::string(call.request.header("Range"));
    }
    return response;
}

}  // namespace oneseal::api
