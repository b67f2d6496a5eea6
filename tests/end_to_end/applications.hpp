// Applications as people file them, and the usual way of a case.
#pragma once

#include "end_to_end/visitor.hpp"

namespace oneseal {

class Bureau;

// wang's small restaurant, which needs a survey and meets every condition.
Json restaurant_form();
// A counter in a village shop for fireworks, likewise.
Json fireworks_form();

// Filed at a counter, with every paper that the matter asks for.
Json restaurant_at_the_counter(const Json& form = restaurant_form());
Json fireworks_at_the_counter(const Json& form = fireworks_form());
Json restaurant_without(const std::string& material);
// A draft of wang's; the papers are put as files.
Json restaurant_draft(const Json& form = restaurant_form());
Json submission();

// The body of `serve`: handed to wang, who signed.
Json served_directly(const Json& paper);

// Results of a survey that found everything in order.
Json good_survey_of_restaurant();
Json good_survey_of_fireworks();

// A case on its way. Each step fails the test where it does not succeed.
class Walk {
  public:
    explicit Walk(const Bureau& bureau, std::string number = {})
        : bureau_(bureau), number_(std::move(number)) {}

    // Files at the counter, or as wang himself.
    Walk& file_at_the_counter(const Json& application);
    Walk& file_as_wang(const std::vector<std::string>& materials = {"fd02", "fd03", "fd04"});
    Walk& accept();
    Walk& survey(const Json& results);
    Walk& survey_as_assigned(const Json& results);
    Walk& propose(const std::string& proposal = "grant");
    Walk& take(const std::string& who, const std::string& action, const Json& body);

    const std::string& number() const { return number_; }
    // As intake1 sees it.
    Json now() const;
    Json paper(int kind) const;  // the content of the last one of that kind; null where none is

  private:
    const Bureau& bureau_;
    std::string number_{};
};

}  // namespace oneseal
