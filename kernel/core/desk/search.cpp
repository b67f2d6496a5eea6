#include "desk/search.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <vector>

namespace oneseal::desk {
namespace {

// Letters and digits that stand together; or one character that is none of ASCII.
struct Term {
    std::string text{};
    bool is_wide = false;
    bool joins = false;  // belongs to the one before it: characters of a name, parts of a number
};

// Of three bytes or more, what is punctuation or a blank: 、。（）：and the like.
bool is_mark(std::uint32_t point) {
    const auto is_in = [point](std::uint32_t first, std::uint32_t last) {
        return point >= first && point <= last;
    };
    return is_in(0x2000, 0x206f) || is_in(0x3000, 0x303f) || is_in(0xff00, 0xff0f) ||
           is_in(0xff1a, 0xff20) || is_in(0xff3b, 0xff40) || is_in(0xff5b, 0xff65);
}

// Full-width letters and digits as everybody types them.
std::uint32_t narrowed(std::uint32_t point) {
    return point >= 0xff10 && point <= 0xff5a && !is_mark(point) ? point - 0xfee0 : point;
}

struct Next {
    std::uint32_t point = 0;
    std::string_view bytes{};
};

// REQUIRES: valid UTF-8, a character at `i`.
Next next_of(std::string_view text, std::size_t i) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    std::uint32_t point = length == 1 ? first : first & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
        point = point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3fU);
    }
    return {narrowed(point), text.substr(i, length)};
}

bool is_letter_or_digit(std::uint32_t point) {
    return point < 0x80 && std::isalnum(static_cast<int>(point)) != 0;
}

std::vector<Term> terms_of(std::string_view text) {
    std::vector<Term> terms;
    std::string between = " ";  // what stands between the last term and here
    bool in_word = false;
    for (std::size_t i = 0; i < text.size();) {
        const Next next = next_of(text, i);
        i += next.bytes.size();
        const bool is_wide = next.point >= 0x80 && !is_mark(next.point);
        if (is_letter_or_digit(next.point)) {
            const char letter = static_cast<char>(std::tolower(static_cast<int>(next.point)));
            const bool joins = between == "-" && !terms.empty() && !terms.back().is_wide;
            if (!in_word) terms.push_back({"", false, joins});
            terms.back().text += letter;
        } else if (is_wide) {
            const bool joins = between.empty() && !terms.empty() && terms.back().is_wide;
            terms.push_back({std::string(next.bytes), true, joins});
        } else {
            between += next.bytes;
        }
        in_word = is_letter_or_digit(next.point);
        if (in_word || is_wide) between.clear();
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

// The terms in their order, so that phrases are found; then each number from behind.
void add(const std::string& text, std::string& words) {
    std::string behind;
    for (const Term& term : terms_of(text)) {
        words += " " + term.text;
        if (!term.is_wide && has_digit(term.text)) behind += " " + from_behind(term.text);
    }
    words += behind;
}

// A single letter would find everything.
bool is_enough(const std::vector<Term>& terms) {
    const auto wide = std::ranges::count_if(terms, &Term::is_wide);
    const auto is_long = [](const Term& term) { return !term.is_wide && term.text.size() >= 4; };
    return wide >= 2 || std::ranges::any_of(terms, is_long);
}

std::string of_county(const std::string& county) {
    return "county" + county;
}

}  // namespace

std::string words_of(const cases::Case& now, const Matter* matter) {
    std::string words = of_county(now.county);
    const cases::Applicant& applicant = now.filing.applicant;
    for (const std::string& text : {now.number,
                                    applicant.name,
                                    applicant.code,
                                    applicant.representative_name,
                                    applicant.representative_code,
                                    applicant.mobile,
                                    now.decision.licence_number}) {
        add(text, words);
    }
    if (matter == nullptr) return words;
    add(matter->place(now.filing.form), words);
    add(matter->title.zh_cn, words);
    add(matter->title.en, words);
    return words;
}

std::string query_of(const std::string& county, const std::string& text) {
    std::string query;
    const auto terms = terms_of(text);
    if (!is_enough(terms)) return "";
    for (std::size_t i = 0; i < terms.size(); ++i) {
        std::string phrase = terms[i].text;
        const bool alone = i + 1 == terms.size() || !terms[i + 1].joins;
        const bool is_wide = terms[i].is_wide;
        while (i + 1 < terms.size() && terms[i + 1].joins) phrase += " " + terms[++i].text;
        if (is_wide) {
            query += " AND \"" + phrase + "\"";
        } else if (alone && has_digit(phrase)) {
            query += " AND (\"" + phrase + "\"* OR \"" + from_behind(phrase) + "\"*)";
        } else {
            query += " AND \"" + phrase + "\"*";
        }
    }
    return query.empty() ? "" : of_county(county) + query;
}

}  // namespace oneseal::desk
