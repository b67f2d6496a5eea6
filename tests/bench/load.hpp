// What measures of reading have in common: clients that ask again and again, and a bare Beast
// server to compare with.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "support/client.hpp"

namespace oneseal::bench {

// 64 clients for five seconds.
double requests_per_second(std::uint16_t port,
                           const std::string& target,
                           const http::Fields& headers);

// What a bare server does for each answer; made once for each of its threads.
using Answering = std::function<const std::string&()>;

// The same of a server on two threads with a context each, as the program has by default.
double bare_server(const std::function<Answering()>& on_a_thread);

}  // namespace oneseal::bench
