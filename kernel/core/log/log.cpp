#include "log/log.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/clock.hpp"

namespace oneseal {
namespace {

constexpr std::array level_names{"debug", "info", "warning", "error"};
constexpr std::array spdlog_levels{
    spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};

const char* name(Level level) {
    return level_names[static_cast<std::size_t>(level)];
}

class CallbackSink : public spdlog::sinks::base_sink<std::mutex> {
  public:
    explicit CallbackSink(std::function<void(std::string_view)> take) : take_(std::move(take)) {}

  protected:
    void sink_it_(const spdlog::details::log_msg& line) override {
        take_({line.payload.data(), line.payload.size()});
    }
    void flush_() override {}

  private:
    std::function<void(std::string_view)> take_;
};

struct Log {
    LogFormat format = LogFormat::text;
    std::unique_ptr<spdlog::logger> logger{};
};

Log make_log(LogOptions options) {
    spdlog::sink_ptr sink;
    if (options.sink) {
        sink = std::make_shared<CallbackSink>(std::move(options.sink));
    } else {
        sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    }
    Log log{options.format, std::make_unique<spdlog::logger>("oneseal", std::move(sink))};
    log.logger->set_pattern("%v");
    log.logger->set_level(spdlog_levels[static_cast<std::size_t>(options.level)]);
    log.logger->flush_on(spdlog::level::debug);
    return log;
}

Log& current() {
    static Log log = make_log({});
    return log;
}

std::string fill(const Message& message, fmt::format_args arguments) {
    try {
        return fmt::vformat(message.text, arguments);
    } catch (const fmt::format_error&) {
        return message.text;
    }
}

// A value may hold a line break; a line of the log never does, so that nobody can forge one.
std::string one_line(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return text;
}

std::string text_line(const Message& message, const std::string& now, std::string text) {
    std::string line = now + " " + name(message.level) + " " + message.id + " " + std::move(text);
    if (*message.remedy != '\0') line += std::string(" [") + message.remedy + "]";
    return one_line(std::move(line));
}

std::string json_line(const Message& message, const std::string& now, std::string text) {
    nlohmann::ordered_json line{{"time", now},
                                {"level", name(message.level)},
                                {"id", message.id},
                                {"text", std::move(text)}};
    if (*message.remedy != '\0') line["remedy"] = message.remedy;
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

void configure_log(LogOptions options) {
    current() = make_log(std::move(options));
}

void write_log(const Message& message, fmt::format_args arguments) try {
    const Log& log = current();
    const auto level = spdlog_levels[static_cast<std::size_t>(message.level)];
    if (!log.logger->should_log(level)) return;
    const std::string now = format_instant(SystemClock{}.now());
    std::string text = fill(message, arguments);
    log.logger->log(level,
                    spdlog::string_view_t{log.format == LogFormat::json
                                              ? json_line(message, now, std::move(text))
                                              : text_line(message, now, std::move(text))});
} catch (const std::exception&) {
    // Short of memory: what was being told of is handled where it happened.
}

}  // namespace oneseal
