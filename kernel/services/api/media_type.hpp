// The kinds of files that are taken, and whether a file is what it is said to be.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "http/problem.hpp"

namespace oneseal::api {

// The media type without its parameters and in lower case, where such files are taken: PDF, JPEG,
// PNG, OFD and the two office formats.
std::optional<std::string> accepted_type(std::string_view content_type);

// Whether the file begins as files of that type do. [blocks]
bool begins_as(const std::filesystem::path& file, const std::string& media_type);

// 415, with what is taken instead (FILE_TYPE).
http::Response file_type_refused(http::Language language);
// 415: the content is of another kind (FILE_CONTENT).
http::Response file_content_refused(const std::string& media_type, http::Language language);

// Whether browsers show it themselves.
bool can_be_shown(const std::string& media_type);

// A Content-Disposition (attachment, inline) under which a browser keeps the file's own name
// (RFC 6266).
std::string as_named(const std::string& disposition, const std::string& file_name);

}  // namespace oneseal::api
