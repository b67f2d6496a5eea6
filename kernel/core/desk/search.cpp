#include "desk/search.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/text_normal.hpp"

namespace oneseal::desk {
namespace {

// Letters and digits between them; or one character that is none of ASCII.
struct Term {
    std::string text{};
    bool is_wide = false;
    bool joins = false;  // follows the wide one before it at once
};

std::vector<Term> terms_of(const std::string& text) {
    std::vector<Term> terms;
    bool gap = true;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x80) {
            std::size_t end = i + 1;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
                ++end;
            }
            const bool joins = !gap && !terms.empty() && terms.back().is_wide;
            terms.push_back({text.substr(i, end - i), true, joins});
            gap = false;
            i = end;
            continue;
        }
        std::string word;
        while (i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0) {
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i++])));
        }
        gap = word.empty();
        if (word.empty()) {
            ++i;
        } else {
            terms.push_back({std::move(word)});
        }
    }
    return terms;
}

std::string from_behind(std::string word) {
    std::ranges::reverse(word);
    return "z" + word;
}

bool has_digit(const std::string& word) {
    return std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
}

void add(const std::string& text, std::string& words) {
    for (const Term& term : terms_of(text)) {
        words += (words.empty() ? "" : " ") + term.text;
        if (!term.is_wide && has_digit(term.text)) words += " " + from_behind(term.text);
    }
}

std::string of_county(const std::string& county) {
    return "county" + county;
}

}  // namespace

std::string words_of(const cases::Case& now, const Matter& matter) {
    std::string words = of_county(now.county);
    const cases::Applicant& applicant = now.filing.applicant;
    for (const std::string& text : {now.number,
                                    applicant.name,
                                    applicant.code,
                                    applicant.representative_name,
                                    applicant.representative_code,
                                    applicant.mobile,
                                    now.decision.licence_number,
                                    matter.place(now.filing.form),
                                    matter.title.zh_cn,
                                    matter.title.en}) {
        add(text, words);
    }
    return words;
}

std::string query_of(const std::string& county, const std::string& text) {
    std::string query;
    const auto terms = terms_of(text);
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const Term& term = terms[i];
        if (!term.is_wide) {
            query += " AND (\"" + term.text + "\"*";
            if (has_digit(term.text)) query += " OR \"" + from_behind(term.text) + "\"*";
            query += ")";
            continue;
        }
        std::string phrase = term.text;
        while (i + 1 < terms.size() && terms[i + 1].joins) phrase += " " + terms[++i].text;
        query += " AND \"" + phrase + "\"";
    }
    return query.empty() ? "" : of_county(county) + query;
}

}  // namespace oneseal::desk
