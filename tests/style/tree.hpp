// The project's files as the rules of style see them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace oneseal::style {

struct File {
    std::string path;    // from the project's root
    std::string text{};  // empty where the file is not text
};

using Tree = std::vector<File>;

// Every file that git knows or would add, in order of path; where git does not answer (an unpacked
// archive), every file outside build/ and data/. The samples of bad style are left out.
Tree read_tree(const std::filesystem::path& root);

// Whether `path` begins with one of the folders; whether it ends in one of the endings.
bool is_in(std::string_view path, const std::vector<std::string_view>& folders);
bool ends_in(std::string_view path, const std::vector<std::string_view>& endings);

std::vector<std::string_view> lines(std::string_view text);

// "path:line", as compilers say it; lines count from 1.
std::string place(const File& file, std::size_t line);

struct Finished {
    int status = -1;       // 0 is success
    std::string output{};  // both streams
};
// Runs a program in `directory` and waits for it.
Finished run(const std::filesystem::path& directory, const std::vector<std::string>& command);

}  // namespace oneseal::style
