#include "journal/evidence_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/ids.hpp"
#include "journal/repository.hpp"

namespace oneseal::journal {
namespace {

constexpr std::size_t hex_digits = 64;

Error exposed(const std::string& path) {
    return {ErrorCode::unavailable,
            "EVIDENCE_KEY_EXPOSED",
            {"其他用户可以读取存证密钥文件 " + path + "。",
             "Others may read the evidence key " + path + "."},
            {"请执行 chmod 600;如密钥可能已泄露,请报告管理员。",
             "Run chmod 600 on it; if the key may have leaked, tell the administrator."}};
}

Error unreadable(const std::string& path) {
    return {ErrorCode::unavailable,
            "EVIDENCE_KEY_UNREADABLE",
            {"无法读取或建立存证密钥文件 " + path + "。",
             "The evidence key " + path + " cannot be read or made."},
            {"请检查文件权限,或从备份恢复该文件;不要新建,否则旧的存证将无法验证。",
             "Check its permissions or restore it from a backup; do not make a new one, or the "
             "anchors signed so far cannot be verified."}};
}

class File {
  public:
    File(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    int fd() const { return fd_; }

  private:
    int fd_;
};

Result<crypto::KeyPair> read_key(const std::string& path, int fd) {
    struct stat status {};
    if (::fstat(fd, &status) != 0) return unreadable(path);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return exposed(path);
    std::string text(hex_digits + 1, '\0');
    const ssize_t got = ::read(fd, text.data(), text.size());
    if (got < static_cast<ssize_t>(hex_digits)) return unreadable(path);
    const auto secret_key = crypto::from_hex(std::string_view(text).substr(0, hex_digits));
    if (!secret_key) return unreadable(path);
    return crypto::key_pair_of(*secret_key);
}

// Written under another name first: a program that starts at the same moment sees a whole key or
// none. link() fails where that program was faster, and its key is the one that counts.
bool make_key(const std::string& path) {
    const std::string text = to_hex(crypto::generate_key_pair().secret_key) + "\n";
    const std::string part = path + "." + random_id();
    const File file(part, O_WRONLY | O_CREAT | O_EXCL);
    if (file.fd() < 0) return false;
    const bool written =
        ::write(file.fd(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file.fd()) == 0 && (::link(part.c_str(), path.c_str()) == 0 || errno == EEXIST);
    ::unlink(part.c_str());
    const std::string directory = std::filesystem::path(path).parent_path().string();
    const File parent(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY);
    return written && parent.fd() >= 0 && ::fsync(parent.fd()) == 0;
}

}  // namespace

Result<crypto::KeyPair> evidence_key(storage::Database& database, const std::string& path) {
    const File existing(path, O_RDONLY);
    if (existing.fd() >= 0) return read_key(path, existing.fd());
    if (errno != ENOENT) return unreadable(path);
    const auto anchors = database.query(find_any_anchor);
    if (!anchors) return anchors.error();
    if (!anchors->empty() || !make_key(path)) return unreadable(path);
    const File made(path, O_RDONLY);
    if (made.fd() < 0) return unreadable(path);
    return read_key(path, made.fd());
}

}  // namespace oneseal::journal
