#include "spec/scenario.hpp"

#include <algorithm>
#include <fstream>

#include "spec/sentences.hpp"

namespace oneseal::cases::test {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// "fd01, fd02 and fd03" or "A; B".
std::vector<std::string> list(const std::string& text) {
    static const std::regex separator(R"(\s*,\s*|\s+and\s+)");
    std::vector<std::string> words;
    for (std::sregex_token_iterator word(text.begin(), text.end(), separator, -1), end; word != end;
         ++word) {
        if (!trimmed(*word).empty()) words.push_back(trimmed(*word));
    }
    return words;
}

const std::vector<Sentences::Sentence>& Sentences::all() {
    static const std::vector<Sentence> sentences = [] {
        std::vector<Sentence> every;
        for (auto* group : {steps_of_the_applicant,
                            steps_of_the_counter,
                            steps_of_the_review,
                            steps_of_the_decision,
                            expectations_of_the_case,
                            expectations_of_papers}) {
            for (Sentence& one : group()) every.push_back(std::move(one));
        }
        return every;
    }();
    return sentences;
}

void Scenario::say(const std::string& sentence) {
    static const std::regex refused(R"((.+): refused (\S+))");
    std::smatch expected;
    const bool must_fail = std::regex_match(sentence, expected, refused);
    const std::string said = must_fail ? expected[1].str() : sentence;
    // The last that fits is meant: "... without a signature" stands behind "...".
    const Sentences::Sentence* meant = nullptr;
    for (const auto& one : Sentences::all()) {
        if (std::regex_match(said, one.pattern)) meant = &one;
    }
    ASSERT_NE(meant, nullptr) << "nobody understands: " << said;
    std::smatch match;
    std::regex_match(said, match, meant->pattern);
    EXPECT_EQ(meant->means(*this, match), must_fail ? expected[2].str() : "") << said;
}

void Scenario::given(const std::string& sentence) {
    std::smatch match;
    if (sentence == "no law ends an unanswered notice") {
        change_matter([](Json& variant) { variant["supplement"]["terminates_by_law"] = false; });
    } else if (sentence == "the limit counts from receipt") {
        change_matter([](Json& variant) { variant["limit"]["counted_from"] = "receipt"; });
    } else if (sentence == "the matter is decided at the window") {
        change_matter([](Json& variant) { variant["pace"] = "immediate"; });
        department_.needs_survey = false;
    } else if (std::regex_match(
                   sentence, match, std::regex(R"(the limit is (\d+) working days)"))) {
        const int days = std::stoi(match[1]);
        change_matter([&](Json& variant) {
            variant["limit"]["working_days"] = days;
            variant["limit"]["delivery_days"] = 10;
            variant.erase("promised_days");
        });
    } else if (std::regex_match(sentence, match, std::regex(R"(the limit is (\d+) months)"))) {
        const int months = std::stoi(match[1]);
        change_matter([&](Json& variant) {
            variant["limit"].erase("working_days");
            variant["limit"]["months"] = months;
        });
    } else if (std::regex_match(
                   sentence, match, std::regex(R"((\S+) has an interest in the applicant)"))) {
        officer(match[1]).conflicts = {good_form()["uscc"].get<std::string>()};
    } else if (std::regex_match(
                   sentence, match, std::regex(R"((\S+) surveyed the applicant's last case)"))) {
        previous_surveyors_.push_back(match[1]);
    } else if (std::regex_match(sentence, match, std::regex(R"((\S+) is of the contract staff)"))) {
        officer(match[1]).formal = false;
    } else if (std::regex_match(sentence, match, std::regex(R"((\S+) also has the role (\w+))"))) {
        officer(match[1]).roles.insert(*roles.find(match[2].str()));
    } else {
        FAIL() << "nobody understands: given " << sentence;
    }
}

void Scenario::on(const std::string& date, const std::string& time, const std::string& sentences) {
    wait_until(std::max(clock_, at(date + " " + (time.empty() ? "09:00" : time))));
    std::size_t first = 0;
    while (first <= sentences.size()) {
        const auto end = std::min(sentences.find(';', first), sentences.size());
        const std::string sentence = trimmed(sentences.substr(first, end - first));
        if (!sentence.empty()) say(sentence);
        first = end + 1;
    }
}

void Scenario::run(const std::string& path) {
    static const std::regex dated(R"(on (\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?\s+(.+))");
    std::ifstream file(path);
    ASSERT_TRUE(file) << path;
    clock_ = at("2000-01-01");
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        line = trimmed(line);
        SCOPED_TRACE(path + ":" + std::to_string(number) + ": " + line);
        std::smatch match;
        if (line.empty() || line.starts_with("#")) continue;
        if (line.starts_with("given ")) {
            given(line.substr(6));
        } else if (std::regex_match(line, match, dated)) {
            on(match[1], match[2], match[3]);
        } else {
            FAIL() << "neither 'given' nor 'on'";
        }
        if (HasFatalFailure()) return;
    }
}

}  // namespace oneseal::cases::test
