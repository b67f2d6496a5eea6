// The log: every line is a declared message with an id, a level and, from warning on, a remedy. A
// message is declared once, beside the code that writes it; the administrator's guide prints them.
// Arguments are ids, numbers, paths and codes, never what a person filed, is called or has typed.
#pragma once

#include <fmt/core.h>

#include <functional>
#include <string>
#include <string_view>

namespace oneseal {

enum class Level { debug, info, warning, error };

struct Message {
    const char* id;  // FOLDER_WHAT_HAPPENED
    Level level;
    const char* text;    // {} stands for an argument
    const char* remedy;  // what the administrator does about it; "" where there is nothing to do
};

enum class LogFormat { text, json };

struct LogOptions {
    LogFormat format = LogFormat::text;
    Level level = Level::info;
    // Takes each finished line, without its newline, instead of standard error. [any thread]
    std::function<void(std::string_view line)> sink{};
};

// REQUIRES: no other thread logs at the same time. Without a call: text, from info on.
void configure_log(LogOptions options);

// The form that log() is made of.
void write_log(const Message& message, fmt::format_args arguments);

// Never fails: where the arguments do not fit the text, the text is written as it stands.
// [any thread]
template <typename... Arguments>
void log(const Message& message, const Arguments&... arguments) {
    write_log(message, fmt::make_format_args(arguments...));
}

}  // namespace oneseal
