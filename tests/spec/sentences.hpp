// What each sentence of a scenario means.
#pragma once

#include <regex>
#include <string>
#include <vector>

#include "spec/scenario.hpp"

namespace oneseal::cases::test {

std::string trimmed(const std::string& text);
// The words of "fd01, fd02 and fd03".
std::vector<std::string> list(const std::string& text);

// A step answers the id of its refusal, "" where it was done; an expectation answers "".
struct Sentences {
    using Match = const std::smatch&;
    struct Sentence {
        std::regex pattern;
        std::string (*means)(Scenario&, Match);
    };

    static const std::vector<Sentence>& all();

  private:
    static std::vector<Sentence> steps_of_the_applicant();
    static std::vector<Sentence> steps_of_the_counter();
    static std::vector<Sentence> steps_of_the_review();
    static std::vector<Sentence> steps_of_the_decision();
    static std::vector<Sentence> expectations_of_the_case();
    static std::vector<Sentence> expectations_of_papers();

    // The steps that more than one sentence takes.
    static std::string file(Scenario& s, Match match);
    static std::string person(const Scenario& s, const std::string& word);
    static Json form_with(const Scenario& s, const std::string& fields);
    static std::string serve(Scenario& s, int kind, const std::string& instant);
    static std::string survey(Scenario& s, const std::string& failed);
    static std::string clock_due(Scenario& s, const std::string& kind, const std::string& due);
};

}  // namespace oneseal::cases::test
