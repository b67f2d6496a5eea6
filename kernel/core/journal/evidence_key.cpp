#include "journal/evidence_key.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/ids.hpp"
#include "journal/county_chain.hpp"
#include "journal/errors.hpp"
#include "journal/repository.hpp"

namespace oneseal::journal {
namespace {

constexpr std::size_t hex_digits = 64;

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
    if (::fstat(fd, &status) != 0) return errors::evidence_key_unreadable(path);
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) return errors::evidence_key_exposed(path);
    std::string text(hex_digits + 1, '\0');
    const ssize_t got = ::read(fd, text.data(), text.size());
    if (got < static_cast<ssize_t>(hex_digits)) return errors::evidence_key_unreadable(path);
    const auto secret_key = crypto::from_hex(std::string_view(text).substr(0, hex_digits));
    if (!secret_key) return errors::evidence_key_unreadable(path);
    return crypto::key_pair_of(*secret_key);
}

// Written under another name first: a program that starts at the same moment sees a whole key or
// none. link() fails where that program was faster, and its key is the one that counts.
bool write_key(const std::string& path, const crypto::KeyPair& key) {
    const std::string text = to_hex(key.secret_key) + "\n";
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

Result<void> put_on_record(storage::Database& database,
                           const crypto::KeyPair& key,
                           const char* kind,
                           Instant now) {
    const storage::Object said = make_object(kind, {{"public_key", to_hex(key.public_key)}});
    const auto stored =
        append(database, {whole_installation, evidence_chain, kind, "system", now}, {said});
    if (!stored) return stored.error();
    return {};
}

// A database that knows nothing of the key is not the one that the key has signed for, but for one
// of before keys were put on record, whose anchors tell it.
Result<void> check_known(storage::Database& database,
                         const std::string& path,
                         const crypto::KeyPair& key,
                         Instant now) {
    const auto said = read_said(database, whole_installation, evidence_chain);
    if (!said) return said.error();
    for (const Json& one : *said) {
        if (text_at(one["data"], "public_key") == to_hex(key.public_key)) return {};
    }
    const auto anchor = database.query(find_any_anchor);
    if (!anchor) return anchor.error();
    if (!said->empty() || anchor->empty() ||
        !verify_anchor(anchor->front().text(0), key.public_key)) {
        return errors::evidence_folder_used(path);
    }
    return put_on_record(database, key, "key_found", now);
}

}  // namespace

Result<std::optional<crypto::KeyPair>> existing_evidence_key(const std::string& path) {
    const File existing(path, O_RDONLY);
    if (existing.fd() < 0 && errno == ENOENT) return std::optional<crypto::KeyPair>();
    if (existing.fd() < 0) return errors::evidence_key_unreadable(path);
    auto key = read_key(path, existing.fd());
    if (!key) return key.error();
    return std::optional(std::move(*key));
}

Result<crypto::KeyPair> evidence_key(storage::Database& database,
                                     const std::string& path,
                                     Instant now) {
    const auto existing = existing_evidence_key(path);
    if (!existing) return existing.error();
    if (*existing) {
        if (auto known = check_known(database, path, **existing, now); !known) return known.error();
        return **existing;
    }
    const auto anchors = database.query(find_any_anchor);
    if (!anchors) return anchors.error();
    if (!anchors->empty()) return errors::evidence_key_unreadable(path);
    const crypto::KeyPair made = crypto::generate_key_pair();
    if (auto recorded = put_on_record(database, made, "key_made", now); !recorded) {
        return recorded.error();
    }
    if (!write_key(path, made)) return errors::evidence_key_unreadable(path);
    const auto key = existing_evidence_key(path);
    if (!key) return key.error();
    if (!*key) return errors::evidence_key_unreadable(path);
    return **key;
}

}  // namespace oneseal::journal
