// The language of the scenarios (*.case): one sentence, one step or one thing that must be true
// then.
#pragma once

#include <string>

#include "core/cases/fixture.hpp"

namespace oneseal::cases::test {

// One case on its way, told in sentences. Time passes by the lines' dates: what is due on the way
// fires in order.
class Scenario : public CaseTest {
  protected:
    // Runs a whole file; each line that does not hold fails the test with its place.
    void run(const std::string& path);

  private:
    friend struct Sentences;

    // "given ...": what the county or the matter is like.
    void given(const std::string& sentence);
    // "on 2024-02-08 [09:00]  sentence; sentence".
    void on(const std::string& day, const std::string& time, const std::string& sentences);
    void say(const std::string& sentence);
};

}  // namespace oneseal::cases::test
