// For tests that stand between the program and its disk.
#pragma once

#include <unistd.h>

#include <string>

inline bool is_log_of_database(int file) {
    char path[4096];
    const auto size =
        readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path, sizeof path);
    return size > 0 &&
           std::string(path, static_cast<std::size_t>(size)).ends_with("oneseal.db-wal");
}
