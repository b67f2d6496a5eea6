#include "http/compression.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>

namespace oneseal::http {
namespace {

// The best one of brotli takes twenty times as long, at every start, for a twentieth less.
constexpr int brotli_quality = 9;
constexpr std::size_t long_enough = 2 << 10;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// q=0, q=0.0 and so on.
bool is_refused(std::string_view parameters) {
    const std::size_t q = parameters.find("q=");
    return q != parameters.npos &&
           trimmed(parameters.substr(q + 2)).find_first_not_of("0.") == parameters.npos;
}

std::string gzip(std::string_view bytes, int level) {
    z_stream stream{};
    constexpr int with_gzip_head = 16 + MAX_WBITS;
    constexpr int most_memory = 9;
    if (deflateInit2(&stream, level, Z_DEFLATED, with_gzip_head, most_memory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        return {};
    }
    std::string made(deflateBound(&stream, bytes.size()), '\0');
    // zlib only reads it.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(made.data());
    stream.avail_out = static_cast<uInt>(made.size());
    const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    made.resize(done ? stream.total_out : 0);
    deflateEnd(&stream);
    return made;
}

bool is_text(const Response& response) {
    if (response.stream || response.file) return false;
    const std::string_view type = header(response.headers, "Content-Type");
    return type.starts_with("text/") || type.find("json") != type.npos;
}

}  // namespace

std::string gzip(std::string_view bytes) {
    return gzip(bytes, Z_BEST_COMPRESSION);
}

std::string brotli(std::string_view bytes) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string made(size, '\0');
    const bool done =
        BrotliEncoderCompress(brotli_quality,
                              BROTLI_DEFAULT_WINDOW,
                              BROTLI_MODE_TEXT,
                              bytes.size(),
                              reinterpret_cast<const std::uint8_t*>(bytes.data()),
                              &size,
                              reinterpret_cast<std::uint8_t*>(made.data())) == BROTLI_TRUE;
    made.resize(done ? size : 0);
    return made;
}

bool accepts(std::string_view accept_encoding, std::string_view coding) {
    bool by_star = false;
    while (!accept_encoding.empty()) {
        const std::string_view element = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(accept_encoding.size(), element.size() + 1));
        const std::size_t semicolon = std::min(element.find(';'), element.size());
        const std::string_view name = trimmed(element.substr(0, semicolon));
        const bool taken = !is_refused(element.substr(semicolon));
        if (name == coding) return taken;
        if (name == "*") by_star = taken;
    }
    return by_star;
}

void compress(Response& response, std::string_view accept_encoding) {
    if (!is_text(response) || response.content().size() < long_enough) return;
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (!accepts(accept_encoding, "gzip")) return;
    std::string made = gzip(response.content(), Z_BEST_SPEED);
    if (made.empty() || made.size() >= response.content().size()) return;
    response.shared.reset();
    response.body = std::move(made);
    response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace oneseal::http
