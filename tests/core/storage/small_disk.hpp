// A disk of one megabyte that only this program sees. Needs the right to mount.
#pragma once

#include <sched.h>
#include <sys/mount.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_directory.hpp"

namespace oneseal::support {

class SmallDisk {
  public:
    SmallDisk()
        : mounted_(unshare(CLONE_NEWNS) == 0 &&
                   mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                   mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, "size=1m") == 0) {}
    ~SmallDisk() {
        if (mounted_) umount2(directory_.path().c_str(), MNT_DETACH);
    }

    bool mounted() const { return mounted_; }
    std::string path(const std::string& name) const { return directory_.path(name); }

    // Leaves not a byte.
    void fill() const {
        std::ofstream file(path("filler"), std::ios::binary);
        const std::string page(4096, 'x');
        while (file.write(page.data(), 4096).flush()) {
        }
    }
    void make_room() const { std::filesystem::remove(path("filler")); }

  private:
    TemporaryDirectory directory_{};
    bool mounted_;
};

}  // namespace oneseal::support
