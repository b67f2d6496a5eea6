#include "http/problem.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "http/errors.hpp"
#include "http/faults.hpp"

namespace oneseal::http {
namespace {

using OrderedJson = nlohmann::ordered_json;

// What a client waits where the error doesn't say how long.
constexpr int default_retry_after_s = 5;
constexpr std::size_t most_findings = 50;
constexpr std::size_t longest_text = 1000;  // bytes

Text title_of(int status) {
    switch (status) {
        case 400:
            return errors::status_unreadable();
        case 401:
            return errors::status_sign_in_needed();
        case 403:
            return errors::status_not_permitted();
        case 404:
            return errors::status_not_found();
        case 405:
            return errors::status_method();
        case 408:
            return errors::status_too_slow();
        case 409:
            return errors::status_not_now();
        case 412:
            return errors::status_changed();
        case 413:
            return errors::status_too_large();
        case 415:
            return errors::status_content_type();
        case 416:
            return errors::status_range();
        case 422:
            return errors::status_not_accepted();
        case 428:
            return errors::status_header_missing();
        case 429:
            return errors::status_too_many();
        case 431:
            return errors::status_head_too_large();
        case 501:
            return errors::status_not_supported();
        case 503:
            return errors::status_not_at_the_moment();
        case 507:
            return errors::status_storage_full();
        default:
            return errors::status_fault_of_ours();
    }
}

// What was sent may stand in a message or a pointer, however long it is.
std::string shortened(const std::string& text) {
    if (text.size() <= longest_text) return text;
    std::size_t end = longest_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

OrderedJson finding_json(const Finding& finding, Language language) {
    OrderedJson json{{"pointer", shortened(finding.pointer)},
                     {"message", shortened(in(language, finding.message))}};
    if (!finding.rule.empty()) json["rule"] = finding.rule;
    if (!finding.basis.empty()) json["basis"] = finding.basis;
    return json;
}

// As many as a person reads, and how many there are besides.
OrderedJson errors_json(const std::vector<Finding>& findings, Language language) {
    OrderedJson list = OrderedJson::array();
    // One more is told itself: it may say already how many were left out.
    const bool too_many = findings.size() > most_findings + 1;
    const std::size_t shown = too_many ? most_findings : findings.size();
    for (std::size_t i = 0; i < shown; ++i) list.push_back(finding_json(findings[i], language));
    if (too_many) {
        const Text more = errors::more_findings(findings.size() - most_findings);
        list.push_back(finding_json({"", more, "", ""}, language));
    }
    return list;
}

// One element of Accept-Language as its language and its weight in thousandths.
std::pair<std::string_view, int> read_range(std::string_view element) {
    const std::size_t semicolon = std::min(element.find(';'), element.size());
    std::string_view tag = element.substr(0, semicolon);
    tag.remove_prefix(std::min(tag.find_first_not_of(" \t"), tag.size()));
    const std::size_t q = element.find("q=", semicolon);
    double weight = 1;
    if (q != std::string_view::npos) {
        weight = 0;
        std::from_chars(element.data() + q + 2, element.data() + element.size(), weight);
    }
    return {tag.substr(0, 2), static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000)};
}

}  // namespace

Language language_from(std::string_view accept_language) {
    Language language = Language::zh_cn;
    int best = 0;
    while (!accept_language.empty()) {
        const std::string_view element = accept_language.substr(0, accept_language.find(','));
        accept_language.remove_prefix(std::min(accept_language.size(), element.size() + 1));
        const auto [tag, weight] = read_range(element);
        const bool chinese = tag == "zh" || tag == "ZH";
        if (weight <= best || (!chinese && tag != "en" && tag != "EN")) continue;
        best = weight;
        language = chinese ? Language::zh_cn : Language::en;
    }
    return language;
}

Language language_of(const Request& request) {
    return language_from(request.header("Accept-Language"));
}

const std::string& in(Language language, const Text& text) {
    return language == Language::zh_cn ? text.zh_cn : text.en;
}

const char* tag_of(Language language) {
    return language == Language::zh_cn ? "zh-CN" : "en";
}

int status_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::malformed:
            return 400;
        case ErrorCode::invalid_input:
            return 422;
        case ErrorCode::unauthenticated:
            return 401;
        case ErrorCode::forbidden:
            return 403;
        case ErrorCode::not_found:
            return 404;
        case ErrorCode::conflict:
            return 409;
        case ErrorCode::stale:
            return 412;
        case ErrorCode::precondition_needed:
            return 428;
        case ErrorCode::too_large:
            return 413;
        case ErrorCode::unlawful:
            return 409;
        case ErrorCode::unavailable:
            return 503;
        case ErrorCode::throttled:
            return 429;
        case ErrorCode::storage_full:
            return 507;
        case ErrorCode::internal:
            return 500;
    }
    return 500;
}

Response problem(int status, const Error& error, Language language) {
    // Whoever met the lack of memory had none for texts.
    if (error.id == "OUT_OF_MEMORY" && error.message.en.empty()) {
        return problem(status, faults::out_of_memory().error, language);
    }
    OrderedJson body{{"type", "urn:oneseal:problem:" + error.id},
                     {"title", in(language, title_of(status))},
                     {"status", status},
                     {"detail", shortened(in(language, error.message))},
                     {"code", error.id},
                     {"remedy", in(language, error.remedy)}};
    if (!error.law.empty()) body["law"] = error.law;
    body["errors"] = errors_json(error.findings, language);
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/problem+json"},
                        {"Content-Language", tag_of(language)}};
    if (error.retry_after_s > 0 || status == 503 || status == 429) {
        const int wait = error.retry_after_s > 0 ? error.retry_after_s : default_retry_after_s;
        response.headers.emplace_back("Retry-After", std::to_string(wait));
    }
    if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    response.body = body.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    return response;
}

Response problem(const Error& error, Language language) {
    return problem(status_of(error.code), error, language);
}

}  // namespace oneseal::http
