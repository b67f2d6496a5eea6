#include "host/answers.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "host/hosts.hpp"
#include "host/json_check.hpp"
#include "text/utf8.hpp"

namespace oneseal::host {
namespace {

constexpr int retry_soon_s = 1;
constexpr int retry_later_s = 30;
constexpr int held_s = 600;
constexpr std::size_t largest_input_error = 64u << 10;
constexpr std::size_t most_findings = 1000;

Text vendor_remedy() {
    return {"请联系插件供应商,或将插件回退到上一版本。",
            "Tell the plugin's vendor, or roll the package back to the version before."};
}

Error unavailable(std::string id, Text message, int retry_after_s) {
    return {ErrorCode::unavailable,
            std::move(id),
            std::move(message),
            {"请稍后再试;已提交的申请不受影响。", "Try again later; what was filed is safe."},
            "",
            {},
            retry_after_s};
}

// Others are answered meanwhile, so what helps is another input, or people.
Error held_against_input(std::string id, Text message) {
    Error error = unavailable(std::move(id), std::move(message), held_s);
    error.remedy = {"请核对并精简填报内容后再试；也可以直接提交申请，由工作人员人工审查。",
                    "Check what was filled in, file less of it and try again; or file it as it is: "
                    "staff then look at it themselves."};
    return error;
}

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
    return unavailable("PLUGIN_UNAVAILABLE",
                       {"插件 " + package + " 暂时不可用。",
                        "Plugin " + package + " is not available at the moment."},
                       static_cast<int>(std::max<std::int64_t>(1, seconds)));
}

Error busy_error(const std::string& package) {
    return unavailable("PLUGIN_BUSY",
                       {"等待插件 " + package + " 的请求过多。",
                        "Too many calls wait for plugin " + package + "."},
                       retry_soon_s);
}

bool is_held_against_input(const Error& error) {
    static constexpr std::array ids{
        "PLUGIN_CALL_DIED", "PLUGIN_TOO_SLOW", "PLUGIN_ANSWER_TOO_LARGE", "PLUGIN_BROKE_CONTRACT"};
    return std::ranges::find(ids, error.id) != ids.end();
}

Error call_died_error(const std::string& package) {
    return held_against_input("PLUGIN_CALL_DIED",
                              {"插件 " + package + " 处理此请求时两次中断。",
                               "Plugin " + package + " died twice in this call."});
}

Error too_slow_error(const std::string& package) {
    return held_against_input("PLUGIN_TOO_SLOW",
                              {"插件 " + package + " 处理此请求两次超时。",
                               "Plugin " + package + " took too long twice in this call."});
}

Error answer_too_large_error(const std::string& package) {
    return held_against_input("PLUGIN_ANSWER_TOO_LARGE",
                              {"插件 " + package + " 对此请求的应答超过 4 MiB。",
                               "What plugin " + package +
                                   " answers to this input is larger than "
                                   "4 MiB."});
}

Error contract_error(const std::string& package, std::string_view how) {
    return held_against_input("PLUGIN_BROKE_CONTRACT",
                              {"插件 " + package + " 的应答不合规:" + clean_text(how),
                               "Plugin " + package + " broke its contract: " + clean_text(how)});
}

Error input_too_large_error() {
    return {ErrorCode::too_large,
            "PLUGIN_INPUT_TOO_LARGE",
            {"申请数据超过 4 MiB。", "The input is larger than 4 MiB."},
            {"请减少填报内容。", "File less data."},
            "",
            {}};
}

Error not_open_error(std::string_view package_digest) {
    const std::string digest(package_digest);
    return {ErrorCode::not_found,
            "PLUGIN_NOT_OPEN",
            {"插件包未启用:" + digest, "This package is not open: " + digest},
            {"请先启用该版本的插件包。", "Enable this version of the package first."},
            "",
            {}};
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
                 {"请按提示改正后重新提交。", "Correct the place named and send it again."},
                 "",
                 {{string_of(error, "pointer"), message, "", ""}}};
}

Error documents_error(const std::string& package, std::string_view document) {
    Error error{
        ErrorCode::invalid_input,
        "PLUGIN_DOCUMENTS_INVALID",
        {"插件 " + package + " 的文档有误。", "The documents of " + package + " do not hold."},
        vendor_remedy(),
        "",
        {}};
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
    return {ErrorCode::invalid_input,
            "PLUGIN_CANNOT_LOAD",
            {"插件 " + package + " 无法装入:" + clean_text(why),
             "Plugin " + package + " cannot be loaded: " + clean_text(why)},
            vendor_remedy(),
            "",
            {}};
}

Error open_failed_error(const std::string& package, std::string_view how) {
    Error error = unavailable("PLUGIN_OPEN_FAILED",
                              {"插件 " + package + " 启动失败:" + clean_text(how),
                               "Plugin " + package + " could not be opened: " + clean_text(how)},
                              retry_later_s);
    error.remedy = vendor_remedy();
    return error;
}

}  // namespace oneseal::host
