// The faults that the server finds itself, before any handler is asked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "http/request_reader.hpp"

namespace oneseal::http::faults {

Fault unreadable(std::string_view what);
Fault header_not_utf8();
Fault bad_target();
Fault host_missing();
Fault head_too_large(std::size_t limit);
Fault body_too_large(std::uint64_t limit);
Fault transfer_encoding();
Fault no_route();
Fault range_behind_the_end(std::uint64_t size);
Fault method_not_allowed(const std::vector<std::string>& allowed);
Fault not_json();
Fault body_not_expected();
Fault too_slow();
Fault unanswered();
Fault out_of_memory();
Fault upload_failed(int error_number);

}  // namespace oneseal::http::faults
