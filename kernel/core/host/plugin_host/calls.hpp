// One call into the plugin each: open, evaluate, close. Answers go into the buffer of the channel
// that asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/protocol.hpp"
#include "oneseal/plugin.h"

namespace oneseal::plugin_host {

class Calls {
  public:
    explicit Calls(const oneseal_department_1& department);
    Calls(const Calls&) = delete;
    Calls& operator=(const Calls&) = delete;

    // The payloads are those of protocol.hpp; `out` gets one answer, then what the plugin logged.
    void open(std::uint32_t context, std::string_view payload, std::string& out);
    void evaluate(std::uint32_t call, std::string_view payload, std::string& out);
    void close(std::uint32_t context, std::string& out);

  private:
    static void log(void* data, std::int32_t level, oneseal_text message);
    std::string said() const;
    void append_log(std::string& out);

    const oneseal_department_1& department_;
    oneseal_host host_{};
    std::map<std::uint32_t, oneseal_instance*> instances_{};
    std::vector<std::pair<std::int32_t, std::string>> lines_{};  // of the call under way
    std::size_t dropped_ = 0;
};

}  // namespace oneseal::plugin_host
