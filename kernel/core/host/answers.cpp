#include "host/answers.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "host/errors.hpp"
#include "host/hosts.hpp"
#include "host/json_check.hpp"
#include "text/utf8.hpp"

namespace oneseal::host {
namespace {

constexpr std::size_t largest_input_error = 64u << 10;
constexpr std::size_t most_findings = 1000;

std::string string_of(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string number_of(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->dump() : "?";
}

Text text_of(const nlohmann::json& object) {
    const auto found = object.find("message");
    if (found == object.end() || !found->is_object()) return {};
    return {string_of(*found, "zh-CN"), string_of(*found, "en")};
}

Finding finding_of(const nlohmann::json& error) {
    const std::string place = number_of(error, "line") + ":" + number_of(error, "column") + ": ";
    Text message = text_of(error);
    return {string_of(error, "file") + "#" + string_of(error, "pointer"),
            {place + message.zh_cn, place + message.en},
            string_of(error, "code"),
            ""};
}

}  // namespace

std::string clean_text(std::string_view text) {
    std::string clean(text);
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
    if (sdk::is_utf8(clean)) return clean;
    std::replace_if(
        clean.begin(), clean.end(), [](unsigned char c) { return c > 0x7F; }, '?');
    return clean;
}

Error unavailable_error(const std::string& package, std::chrono::milliseconds pause) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(pause).count();
    Error error = errors::plugin_unavailable(package);
    error.retry_after_s = static_cast<int>(std::max<std::int64_t>(1, seconds));
    return error;
}

bool is_held_against_input(const Error& error) {
    static constexpr std::array ids{
        "PLUGIN_CALL_DIED", "PLUGIN_TOO_SLOW", "PLUGIN_ANSWER_TOO_LARGE", "PLUGIN_BROKE_CONTRACT"};
    return std::ranges::find(ids, error.id) != ids.end();
}

std::optional<Error> read_input_error(std::string_view document) {
    if (document.size() > largest_input_error || !is_json_object(document)) return std::nullopt;
    const auto parsed = nlohmann::json::parse(document, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("error")) return std::nullopt;
    const auto& error = parsed["error"];
    if (!error.is_object() || string_of(error, "code").empty()) return std::nullopt;
    const Text message = text_of(error);
    return Error{ErrorCode::invalid_input,
                 string_of(error, "code"),
                 message,
                 errors::correct_the_place_named(),
                 "",
                 {{string_of(error, "pointer"), message, "", ""}}};
}

Error documents_error(const std::string& package, std::string_view document) {
    Error error = errors::plugin_documents_invalid(package);
    if (!is_json_object(document)) return error;
    const auto parsed = nlohmann::json::parse(document, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("errors")) return error;
    for (const auto& one : parsed["errors"]) {
        if (error.findings.size() == most_findings) break;
        if (one.is_object()) error.findings.push_back(finding_of(one));
    }
    return error;
}

Error cannot_load_error(const std::string& package, std::string_view why) {
    return errors::plugin_cannot_load(package, clean_text(why));
}

Error open_failed_error(const std::string& package, std::string_view how) {
    return errors::plugin_open_failed(package, clean_text(how));
}

}  // namespace oneseal::host
