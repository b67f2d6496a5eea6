// What clang-format and the compilers hold.
#include <algorithm>
#include <set>

#include "style/rules.hpp"

namespace oneseal::style {
namespace {

namespace fs = std::filesystem;

// A command line of this many paths is well below any limit.
constexpr std::size_t paths_at_once = 200;

// The files that clang-format complains about: "path:line:column: error: …".
std::set<std::string> paths_in(std::string_view output) {
    std::set<std::string> paths;
    for (const std::string_view line : lines(output)) {
        if (line.find(": error: ") == std::string_view::npos) continue;
        paths.emplace(line.substr(0, line.find(':')));
    }
    return paths;
}

std::vector<std::string> strict(std::vector<std::string> command, const fs::path& root) {
    for (const char* option : {"-fsyntax-only", "-Wall", "-Wextra", "-pedantic", "-Werror"}) {
        command.emplace_back(option);
    }
    for (const char* folder : {"sdk/include", "sdk/src"}) {
        command.push_back("-I" + (root / folder).string());
    }
    return command;
}

}  // namespace

Complaints misformatted(const fs::path& root, const std::vector<std::string>& paths) {
    Complaints complaints;
    for (std::size_t first = 0; first < paths.size(); first += paths_at_once) {
        std::vector<std::string> command{"clang-format", "--dry-run", "-Werror"};
        const auto last = std::min(first + paths_at_once, paths.size());
        command.insert(command.end(), paths.begin() + first, paths.begin() + last);
        const Finished finished = run(root, command);
        const std::size_t before = complaints.size();
        for (const std::string& path : paths_in(finished.output)) {
            complaints.push_back(path + ": run clang-format -i on it");
        }
        if (finished.status != 0 && complaints.size() == before) {
            complaints.push_back("clang-format: " + finished.output);
        }
    }
    return complaints;
}

Complaints dependent_header(const fs::path& root, const std::string& path) {
    Complaints complaints;
    // Compiled through an including file, because a main file with `#pragma once` is a warning.
    const std::string source = "printf '#include \"%s\"\\n' \"$0\" | ";
    const auto compile = [&](std::vector<std::string> command) {
        command = strict(std::move(command), root);
        command.emplace_back("-");
        std::vector<std::string> shell{"sh", "-c", source + "\"$@\"", (root / path).string()};
        shell.insert(shell.end(), command.begin(), command.end());
        const Finished finished = run(root, shell);
        if (finished.status != 0) complaints.push_back(path + ": " + finished.output);
    };
    if (path.ends_with(".h")) compile({ONESEAL_C_COMPILER, "-std=c11", "-x", "c"});
    compile({ONESEAL_CXX_COMPILER, "-std=c++20", "-x", "c++"});
    return complaints;
}

}  // namespace oneseal::style
