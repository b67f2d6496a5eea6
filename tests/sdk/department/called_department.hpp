// A department called through the ABI, as a host does it, with its answers kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "oneseal/plugin.h"

namespace oneseal::sdk::testing {

using Json = nlohmann::json;

struct Answer {
    std::int32_t status = ONESEAL_OK;
    std::string text{};
    Json json() const { return Json::parse(text); }
};

// [{"file", "text"}] of a package directory or a source tree of one.
Json documents_in(const std::filesystem::path& package);
std::string read_text(const std::filesystem::path& file);

class CalledDepartment {
  public:
    CalledDepartment(const oneseal_department_1& table,
                     const Json& documents,
                     std::string_view context);
    ~CalledDepartment();
    CalledDepartment(const CalledDepartment&) = delete;
    CalledDepartment& operator=(const CalledDepartment&) = delete;

    const Answer& opened() const { return opened_; }
    // REQUIRES: opened().status is ONESEAL_OK.
    Answer evaluate(std::string_view input) const;
    Answer evaluate(const Json& input) const { return evaluate(std::string_view(input.dump())); }
    const std::vector<std::string>& log() const { return log_; }

    // What the writer answers from now on.
    void refuse_output() { refuse_output_ = true; }

  private:
    struct Sink {
        std::string text{};
        bool refuse = false;
    };
    static std::int32_t write(void* sink, oneseal_text piece);
    static void add_to_log(void* self, std::int32_t level, oneseal_text message);

    const oneseal_department_1& table_;
    oneseal_host host_{};
    oneseal_instance* instance_ = nullptr;
    Answer opened_{};
    std::vector<std::string> log_{};
    bool refuse_output_ = false;
};

}  // namespace oneseal::sdk::testing
