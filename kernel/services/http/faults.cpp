#include "http/faults.hpp"

#include <cerrno>

namespace oneseal::http::faults {
namespace {

const Text send_well_formed{"请按 HTTP/1.1 规范发送请求。", "Send the request as HTTP/1.1 says."};

Fault fault(int status, ErrorCode code, std::string id, Text message, Text remedy) {
    return {status, {code, std::move(id), std::move(message), std::move(remedy)}, {}};
}

}  // namespace

Fault unreadable(std::string_view what) {
    const std::string text{what};
    return fault(
        400,
        ErrorCode::malformed,
        "HTTP_UNREADABLE",
        {"请求不符合 HTTP/1.1 规范(" + text + ")。", "This is not HTTP/1.1: " + text + "."},
        send_well_formed);
}

Fault header_not_utf8() {
    return fault(400,
                 ErrorCode::malformed,
                 "HTTP_HEADER_NOT_UTF8",
                 {"请求头的值不是有效的 UTF-8。", "The value of a header is not UTF-8."},
                 send_well_formed);
}

Fault bad_target() {
    return fault(400,
                 ErrorCode::malformed,
                 "HTTP_BAD_TARGET",
                 {"请求地址中的转义或编码有误。", "The target's escapes or encoding are wrong."},
                 {"请使用 UTF-8 百分号编码。", "Percent-encode it as UTF-8."});
}

Fault host_missing() {
    return fault(400,
                 ErrorCode::malformed,
                 "HTTP_HOST_MISSING",
                 {"请求须有且仅有一个 Host 头。", "A request has exactly one Host header."},
                 send_well_formed);
}

Fault head_too_large(std::size_t limit) {
    const std::string bytes = std::to_string(limit);
    return fault(
        431,
        ErrorCode::too_large,
        "HTTP_HEAD_TOO_LARGE",
        {"请求头超过 " + bytes + " 字节。", "The head is longer than " + bytes + " bytes."},
        {"请减少请求头或 Cookie。", "Send fewer headers or cookies."});
}

Fault body_too_large(std::uint64_t limit) {
    const std::string bytes = std::to_string(limit);
    return fault(413,
                 ErrorCode::too_large,
                 "HTTP_BODY_TOO_LARGE",
                 {"内容超过 " + bytes + " 字节。", "The body is longer than " + bytes + " bytes."},
                 {"请压缩或拆分后重新提交。", "Make it smaller, or send it in parts."});
}

Fault transfer_encoding() {
    return fault(501,
                 ErrorCode::malformed,
                 "HTTP_TRANSFER_ENCODING",
                 {"仅支持 chunked 传输编码。", "The only transfer coding taken is chunked."},
                 send_well_formed);
}

Fault no_route() {
    return fault(404,
                 ErrorCode::not_found,
                 "HTTP_NO_ROUTE",
                 {"没有此地址。", "There is nothing at this address."},
                 {"请核对地址;接口清单见 /api/v1/openapi.json。",
                  "Check the address; /api/v1/openapi.json lists them all."});
}

Fault method_not_allowed(const std::vector<std::string>& allowed) {
    std::string list;
    for (const std::string& method : allowed) list += (list.empty() ? "" : ", ") + method;
    Fault refused = fault(405,
                          ErrorCode::malformed,
                          "HTTP_METHOD_NOT_ALLOWED",
                          {"此地址不支持该方法。", "This address does not take that method."},
                          {"可用的方法:" + list + "。", "Use one of: " + list + "."});
    refused.headers = {{"Allow", list}};
    return refused;
}

Fault not_json() {
    return fault(415,
                 ErrorCode::malformed,
                 "HTTP_NOT_JSON",
                 {"此地址只接受 application/json。", "This address takes application/json only."},
                 {"请以 JSON 提交,并设置 Content-Type。", "Send JSON and say so in Content-Type."});
}

Fault body_not_expected() {
    return fault(400,
                 ErrorCode::malformed,
                 "HTTP_BODY_NOT_EXPECTED",
                 {"此请求不应带有内容。", "This request takes no body."},
                 {"请去掉内容后重新提交。", "Send it without a body."});
}

Fault too_slow() {
    return fault(408,
                 ErrorCode::unavailable,
                 "HTTP_TOO_SLOW",
                 {"请求未在规定时间内到齐。", "The request did not arrive in time."},
                 {"请检查网络后重新提交。", "Check the network and send it again."});
}

Fault out_of_memory() {
    return fault(503,
                 ErrorCode::unavailable,
                 "HTTP_OUT_OF_MEMORY",
                 {"服务器内存不足，本次请求未能办理。",
                  "The server is short of memory; the request was not carried out."},
                 {"请稍后重试。", "Try again shortly."});
}

Fault unanswered() {
    return fault(500,
                 ErrorCode::internal,
                 "HTTP_UNANSWERED",
                 {"系统未能完成此请求。", "The system could not finish this request."},
                 {"请稍后重试;如仍出现,请将请求编号(X-Request-Id)告知管理员。",
                  "Try again; if it stays so, tell the administrator the X-Request-Id."});
}

Fault upload_failed(int error_number) {
    const bool full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
    if (full) {
        return fault(
            507,
            ErrorCode::storage_full,
            "HTTP_UPLOAD_STORAGE_FULL",
            {"服务器存储空间不足,文件未保存。", "The disk is full; the file was not kept."},
            {"请联系管理员清理存储空间后重新上传。",
             "Ask the administrator to free space, then upload again."});
    }
    return fault(503,
                 ErrorCode::unavailable,
                 "HTTP_UPLOAD_UNAVAILABLE",
                 {"暂时无法接收文件。", "Files cannot be taken at the moment."},
                 {"请稍后重新上传。", "Upload it again later."});
}

}  // namespace oneseal::http::faults
