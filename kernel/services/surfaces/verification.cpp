#include "surfaces/verification.hpp"

#include <cassert>
#include <nlohmann/json.hpp>

#include "base/clock.hpp"
#include "desk/generations.hpp"
#include "surfaces/plain.hpp"
#include "surfaces/plain_text.hpp"

namespace oneseal::surfaces {
namespace {

constexpr std::size_t longest_code = 100;
constexpr std::size_t digest_letters = 64;
constexpr std::size_t token_digits = 24;
constexpr std::size_t county_digits = 6;

bool are_hexadecimal(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == text.npos;
}

// county-<the beginning of the digest>, as the QR code has it.
bool is_token(std::string_view code) {
    return code.size() == county_digits + 1 + token_digits && code[county_digits] == '-' &&
           are_hexadecimal(code.substr(county_digits + 1));
}

Question read_question(const http::Request& request) {
    Question question{std::string{request.query_value("county").value_or("")}, ""};
    for (const char c : request.query_value("code").value_or("")) {
        // What is copied from a page or a scanner comes with blanks.
        if (static_cast<unsigned char>(c) > ' ') question.code += c;
    }
    if (question.code.size() > longest_code) question.code.clear();
    if (is_token(question.code)) question.county = question.code.substr(0, county_digits);
    // A paper without its QR code still has the digest printed.
    if (question.code.size() == digest_letters && are_hexadecimal(question.code)) {
        question.code = question.county + "-" + question.code.substr(0, token_digits);
    }
    return question;
}

class ResultPage {
  public:
    ResultPage(const desk::Desk& desk, const Question& question, http::Language language)
        : desk_(desk), question_(question), language_(language) {}

    std::string empty() const { return page({{"verdict", in("nothing_asked")}, {"bad", true}}); }

    // Of the API's answer, a problem too.
    std::string told(int status, const Json& body) const {
        if (status != 200) {
            return page({{"verdict", text_at(body, "detail")},
                         {"advice", text_at(body, "remedy")},
                         {"bad", true}});
        }
        return body.contains("sealed_at") ? paper(body) : licence(body);
    }

  private:
    std::string in(const std::string& key) const { return http::in(language_, word(key)); }
    std::string in_own(const Json& text) const { return http::in(language_, text_from_json(text)); }

    std::string page(Json data) const {
        data["told"] = data.contains("rows");
        data["form"] = question_form(desk_.generation(), question_, language_);
        data["county"] = question_.county;
        data["code"] = question_.code;
        return render(result_template, std::move(data), language_);
    }

    Json row(const std::string& key, const std::string& value) const {
        return {{"name", in(key)}, {"value", value}};
    }

    Json licence_rows(const Json& licence) const {
        const bool ends = member(licence, "valid_to").is_string();
        return {row("licence_number", text_at(licence, "number")),
                row("holder", text_at(licence, "holder")),
                row("valid_from", text_at(licence, "valid_from")),
                row("valid_to", ends ? text_at(licence, "valid_to") : in("no_end"))};
    }

    std::string licence(const Json& licence) const {
        const bool valid = flag_at(licence, "valid");
        Json rows = licence_rows(licence);
        rows.push_back(row("authority", in_own(member(licence, "authority"))));
        return page({{"verdict", in(valid ? "licence_valid" : "licence_not_valid")},
                     {valid ? "good" : "bad", true},
                     {"rows", std::move(rows)}});
    }

    std::string paper(const Json& paper) const {
        const Json& licence = member(paper, "licence");
        const bool ended = licence.is_object() && !flag_at(licence, "valid");
        const auto sealed_at = parse_instant(text_at(paper, "sealed_at"));
        Json rows{row("paper_title", in_own(member(paper, "title"))),
                  row("paper_number", text_at(paper, "number")),
                  row("paper_date", text_at(paper, "date")),
                  row("applicant", text_at(paper, "applicant")),
                  row("authority", in_own(member(paper, "authority"))),
                  row("sealed_on", sealed_at ? sdk::format_day(legal_day(*sealed_at)) : ""),
                  row("digest", text_at(paper, "sha256"))};
        if (licence.is_object()) {
            for (Json& one : licence_rows(licence)) rows.push_back(std::move(one));
        }
        return page({{"verdict", in(ended ? "paper_of_ended_licence" : "paper_sealed")},
                     {"advice", in("compare")},
                     {ended ? "bad" : "good", true},
                     {"rows", std::move(rows)}});
    }

    const desk::Desk desk_;
    const Question& question_;
    const http::Language language_;
};

http::Response html(int status,
                    std::string page,
                    http::Language language,
                    std::string_view policy) {
    http::Response response;
    response.status = status;
    response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                        {"Content-Language", http::tag_of(language)},
                        {"Content-Security-Policy", std::string{policy}}};
    response.body = std::move(page);
    return response;
}

// The question as the API has it.
http::Request as_asked_of_the_api(http::Request request,
                                  const Question& question,
                                  http::Language language) {
    request.query.clear();
    request.parameters = {{"c", question.county},
                          {is_token(question.code) ? "token" : "n", question.code}};
    request.headers.insert(request.headers.begin(), {"Accept-Language", http::tag_of(language)});
    return request;
}

const http::Route& find(const http::Router& router, const std::string& path) {
    const http::Route* route = router.match("GET", "/api/v1/counties/c" + path).route;
    assert(route != nullptr && "the API verifies");
    return *route;
}

}  // namespace

std::string question_form(const desk::Generation& generation,
                          const Question& question,
                          http::Language language) {
    Json counties = Json::array();
    for (const auto& [code, county] : generation.counties) {
        counties.push_back({{"id", code},
                            {"title", http::in(language, county.title)},
                            {"chosen", code == question.county}});
    }
    return render(
        form_template, {{"counties", std::move(counties)}, {"asked", question.code}}, language);
}

http::Handler verify_handler(const http::Router& router,
                             const desk::Generations& generations,
                             std::string_view policy) {
    const http::Route& papers = find(router, "/verifications/t");
    const http::Route& licences = find(router, "/licences/n/verification");
    return
        [&papers, &licences, &generations, policy](http::Request request, http::Respond respond) {
            const http::Language language = language_wanted(request);
            const Question question = read_question(request);
            if (question.code.empty() || question.county.empty()) {
                const ResultPage page(generations.desk(), question, language);
                return respond(html(422, page.empty(), language, policy));
            }
            const http::Route& route = is_token(question.code) ? papers : licences;
            route.handler(
                as_asked_of_the_api(std::move(request), question, language),
                [question, &generations, language, policy, respond](const http::Response& answer) {
                    const ResultPage page(generations.desk(), question, language);
                    const Json body = Json::parse(answer.content(), nullptr, false);
                    http::Response told =
                        html(answer.status, page.told(answer.status, body), language, policy);
                    const auto wait = http::header(answer.headers, "Retry-After");
                    if (!wait.empty()) told.headers.emplace_back("Retry-After", std::string{wait});
                    respond(std::move(told));
                });
        };
}

}  // namespace oneseal::surfaces
