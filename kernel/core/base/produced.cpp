#include "base/produced.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <mutex>
#include <set>
#include <string>

namespace oneseal {
namespace {

// Never destroyed: errors are made until the process has ended.
struct Produced {
    std::mutex mutex{};
    std::set<std::string> ids{};
};

void append(const std::string& file, const std::string& line) {
    const int out = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (out < 0) return;
    static_cast<void>(!write(out, line.data(), line.size()));
    close(out);
}

}  // namespace

void note_produced(const char* id) noexcept {
    static const char* const folder = std::getenv("ONESEAL_PRODUCED_ERRORS");
    if (folder == nullptr) return;
    try {
        static auto* const produced = new Produced;
        const std::lock_guard lock(produced->mutex);
        if (!produced->ids.insert(id).second) return;
        append(std::string(folder) + "/" + std::to_string(getpid()), std::string(id) + "\n");
    } catch (const std::exception&) {
        // A test of short memory goes on as it would without us.
    }
}

}  // namespace oneseal
