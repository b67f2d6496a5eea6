// The rules of style that a program can hold. Each takes the project's files and returns one
// complaint for each breach: "path:line: what is wrong", with what to do about it.
#pragma once

#include <string>
#include <vector>

#include "style/tree.hpp"

namespace oneseal::style {

using Complaints = std::vector<std::string>;

// A folder of the kernel includes only itself, folders above it in the list, and the SDK; the SDK
// and the plugins include nothing of the kernel.
Complaints layers(const Tree& tree);
// A library is included only in the folder that is its only user.
Complaints sole_users(const Tree& tree);
// No header of the kernel includes what takes seconds to compile.
Complaints heavy_headers(const Tree& tree);

// The kernel names no department: neither an id or title of a package's documents, nor the words of
// the departments that we know.
Complaints named_departments(const Tree& tree);
// SQL stands in storage and in the repository files only.
Complaints stray_sql(const Tree& tree);
Complaints unfinished_words(const Tree& tree);
// No path of the machine that the code was written on.
Complaints machine_paths(const Tree& tree);
// At most 400 lines of C or C++.
Complaints long_files(const Tree& tree);

// No Chinese in the C++ of the kernel outside comments: texts for people stand in documents.
Complaints chinese_in_code(const Tree& tree);
// No half-width punctuation beside Chinese in the documents of the kernel that people read.
Complaints half_width_punctuation(const Tree& tree);

// Each LAW tag has the one form and names a law and an article of the law register.
Complaints unlisted_laws(const Tree& tree);
// An article that is obeyed in the code is proved in a test.
Complaints unproved_laws(const Tree& tree);

// What a link in a Markdown file leads to exists.
Complaints broken_links(const Tree& tree);
// The JSON files of sdk/, plugins/ and config/ can be read.
Complaints broken_json(const Tree& tree);

// The files of `paths`, from `root`, that clang-format would change.
Complaints misformatted(const std::filesystem::path& root, const std::vector<std::string>& paths);
// Why a header of the SDK does not compile alone, with every warning on: one that ends in .h as C11
// and as C++20, any other as C++20.
Complaints dependent_header(const std::filesystem::path& root, const std::string& path);

}  // namespace oneseal::style
