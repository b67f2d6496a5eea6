#include "storage/faults.hpp"

#include <cerrno>

namespace oneseal::storage {
namespace {

const Text try_again{"请稍后重试;如持续出现,请联系管理员检查数据库和磁盘。",
                     "Try again later; if it stays so, have the database and its disk checked."};

Text with_cause(const char* zh_cn, const char* en, const std::string& cause) {
    return {std::string(zh_cn) + "(" + cause + ")。", std::string(en) + " (" + cause + ")."};
}

}  // namespace

Error storage_unavailable(const std::string& cause) {
    return {ErrorCode::unavailable,
            "STORAGE_UNAVAILABLE",
            with_cause("数据暂时无法读写", "Data cannot be read or written at the moment", cause),
            try_again};
}

Error storage_full(const std::string& cause) {
    return {
        ErrorCode::storage_full,
        "STORAGE_FULL",
        with_cause("存储空间已满,未保存任何内容", "The storage is full; nothing was stored", cause),
        {"请管理员清理或扩充磁盘空间后重试。", "Make room on the disk, then try again."}};
}

Error statement_refused(const std::string& statement, const std::string& cause) {
    return {
        ErrorCode::internal,
        "STORAGE_STATEMENT",
        with_cause(
            "数据库拒绝了一条语句", "The database refused a statement", statement + ", " + cause),
        {"请将此消息报告给软件供应商。", "Report this message to the vendor."}};
}

Error nul_in_text(const std::string& statement) {
    return {ErrorCode::malformed,
            "STORAGE_NUL",
            with_cause("文本中含有空字符(NUL)", "A text holds a NUL character", statement),
            {"请删除该字符后重试。", "Remove the character and try again."}};
}

Error system_fault(const std::string& call, int error_number) {
    const std::string cause = call + " " + std::to_string(error_number);
    const bool full = error_number == ENOSPC || error_number == EDQUOT;
    return full ? storage_full(cause) : storage_unavailable(cause);
}

}  // namespace oneseal::storage
