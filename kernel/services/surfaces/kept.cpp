#include "surfaces/kept.hpp"

#include "crypto/digest.hpp"
#include "http/compression.hpp"
#include "surfaces/file_type.hpp"

namespace oneseal::surfaces {
namespace {

constexpr std::size_t digest_letters = 32;

struct Coding {
    std::string name{};  // empty: as it is
    Bytes bytes{};
};

Coding coding_for(const Kept& kept, std::string_view accept_encoding) {
    if (kept.brotli && http::accepts(accept_encoding, "br")) return {"br", kept.brotli};
    if (kept.gzip && http::accepts(accept_encoding, "gzip")) return {"gzip", kept.gzip};
    return {"", kept.bytes};
}

Bytes if_shorter(std::string made, const std::string& bytes) {
    if (made.empty() || made.size() >= bytes.size()) return {};
    return std::make_shared<const std::string>(std::move(made));
}

}  // namespace

Kept keep(std::string_view path, std::string bytes) {
    const FileType type = type_of(path);
    Kept kept;
    kept.content_type = type.content_type;
    kept.digest = crypto::sha256_hex(bytes).substr(0, digest_letters);
    kept.immutable = names_its_content(path);
    if (type.is_text) {
        kept.gzip = if_shorter(http::gzip(bytes), bytes);
        kept.brotli = if_shorter(http::brotli(bytes), bytes);
    }
    kept.bytes = std::make_shared<const std::string>(std::move(bytes));
    return kept;
}

http::Response answer(const Kept& kept, const http::Request& request, std::string_view policy) {
    Coding coding = coding_for(kept, request.header("Accept-Encoding"));
    const std::string tag =
        "\"" + kept.digest + (coding.name.empty() ? "" : "-" + coding.name) + "\"";
    http::Response response;
    // All of them with a 304 too: a cache puts them in the place of those that it has.
    response.headers = {
        {"Content-Type", kept.content_type},
        {"ETag", tag},
        {"Cache-Control", kept.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
        {"Content-Security-Policy", std::string{policy}}};
    if (kept.gzip || kept.brotli) response.headers.emplace_back("Vary", "Accept-Encoding");
    if (http::names_tag(request.header("If-None-Match"), tag)) {
        response.status = 304;
        return response;
    }
    if (!coding.name.empty()) response.headers.emplace_back("Content-Encoding", coding.name);
    response.shared = std::move(coding.bytes);
    return response;
}

}  // namespace oneseal::surfaces
