#include "style/tree.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace oneseal::style {
namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) {
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return text + "'";
}

std::vector<std::string> known_to_git(const fs::path& root) {
    // Git refuses a checkout that another user owns unless the command says that it is safe.
    const Finished answer = run(root,
                                {"git",
                                 "-c",
                                 "safe.directory=*",
                                 "-c",
                                 "core.quotepath=off",
                                 "ls-files",
                                 "--cached",
                                 "--others",
                                 "--exclude-standard"});
    std::vector<std::string> paths;
    if (answer.status != 0) return paths;
    for (const std::string_view line : lines(answer.output)) paths.emplace_back(line);
    return paths;
}

std::vector<std::string> found_by_walking(const fs::path& root) {
    std::vector<std::string> paths;
    for (auto at = fs::recursive_directory_iterator(root); at != fs::end(at); ++at) {
        const std::string path = at->path().lexically_relative(root).string();
        if (at->is_directory() && (path == "build" || path == "data" || path == ".git")) {
            at.disable_recursion_pending();
        }
        if (at->is_regular_file()) paths.push_back(path);
    }
    return paths;
}

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const bool is_text = text.view().find('\0') == std::string_view::npos;
    return is_text ? std::move(text).str() : std::string();
}

}  // namespace

Tree read_tree(const fs::path& root) {
    std::vector<std::string> paths = known_to_git(root);
    if (paths.empty()) paths = found_by_walking(root);
    std::ranges::sort(paths);
    Tree tree;
    for (const std::string& path : paths) {
        const bool is_sample = path.starts_with("tests/style/samples/");
        if (is_sample || !fs::is_regular_file(root / path)) continue;
        tree.push_back({path, read_text(root / path)});
    }
    return tree;
}

bool is_in(std::string_view path, const std::vector<std::string_view>& folders) {
    return std::ranges::any_of(folders, [&](auto folder) { return path.starts_with(folder); });
}

bool ends_in(std::string_view path, const std::vector<std::string_view>& endings) {
    return std::ranges::any_of(endings, [&](auto ending) { return path.ends_with(ending); });
}

std::vector<std::string_view> lines(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        result.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return result;
}

std::string place(const File& file, std::size_t line) {
    return file.path + ":" + std::to_string(line);
}

Finished run(const fs::path& directory, const std::vector<std::string>& command) {
    std::string shell = "cd " + quoted(directory.string()) + " &&";
    for (const std::string& word : command) shell += " " + quoted(word);
    Finished result;
    FILE* pipe = popen((shell + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return result;
    std::array<char, 4096> buffer;
    while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe)) {
        result.output.append(buffer.data(), count);
    }
    result.status = pclose(pipe);
    return result;
}

}  // namespace oneseal::style
