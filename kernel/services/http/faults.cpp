#include "http/faults.hpp"

#include <cerrno>

#include "http/errors.hpp"

namespace oneseal::http::faults {

Fault unreadable(std::string_view what) {
    return {400, errors::http_unreadable(std::string(what)), {}};
}

Fault header_not_utf8() {
    return {400, errors::http_header_not_utf8(), {}};
}

Fault bad_target() {
    return {400, errors::http_bad_target(), {}};
}

Fault host_missing() {
    return {400, errors::http_host_missing(), {}};
}

Fault head_too_large(std::size_t limit) {
    return {431, errors::http_head_too_large(limit), {}};
}

Fault body_too_large(std::uint64_t limit) {
    return {413, errors::http_body_too_large(limit), {}};
}

Fault transfer_encoding() {
    return {501, errors::http_transfer_encoding(), {}};
}

Fault no_route() {
    return {404, errors::http_no_route(), {}};
}

Fault range_behind_the_end(std::uint64_t size) {
    const std::string bytes = std::to_string(size);
    return {416, errors::http_range(bytes), {{"Content-Range", "bytes */" + bytes}}};
}

Fault method_not_allowed(const std::vector<std::string>& allowed) {
    std::string list;
    for (const std::string& method : allowed) list += (list.empty() ? "" : ", ") + method;
    return {405, errors::http_method_not_allowed(list), {{"Allow", list}}};
}

Fault not_json() {
    return {415, errors::http_not_json(), {}};
}

Fault body_not_expected() {
    return {400, errors::http_body_not_expected(), {}};
}

Fault too_slow() {
    return {408, errors::http_too_slow(), {}};
}

Fault out_of_memory() {
    return {503, errors::http_out_of_memory(), {}};
}

Fault unanswered() {
    return {500, errors::http_unanswered(), {}};
}

Fault upload_failed(int error_number) {
    const bool full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
    if (full) return {507, errors::http_upload_storage_full(), {}};
    return {503, errors::http_upload_unavailable(), {}};
}

}  // namespace oneseal::http::faults
