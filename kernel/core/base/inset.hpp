// What is set into a text for people: the same in both languages, or a text of both, as a title.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace oneseal {

class Inset {
  public:
    Inset(Text text) : text_(std::move(text)) {}
    Inset(const std::string& text) : text_{text, text} {}
    Inset(const char* text) : text_{text, text} {}
    template <std::integral Number>
    Inset(Number number) : Inset(std::to_string(number)) {}

    const Text& text() const { return text_; }

  private:
    Text text_;
};

// The text with each {name} filled. What is set in is not looked at again. [any thread]
Text fill(Text text, std::initializer_list<std::pair<const char*, Inset>> insets);

}  // namespace oneseal
