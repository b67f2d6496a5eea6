// Random bytes and ids from the operating system, and hexadecimal text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace oneseal {

// `count` unpredictable bytes from getrandom(2); aborts where the kernel has none, because every
// token, salt and seed rests on it. [any thread]
std::string random_bytes(std::size_t count);

// 128 random bits in hexadecimal: the id of a draft, of a request, of a salt.
std::string random_id();

// So many random letters and digits that nobody mistakes for each other, to be printed and typed.
std::string random_code(std::size_t length);

// Lower case.
std::string to_hex(std::string_view bytes);

}  // namespace oneseal
