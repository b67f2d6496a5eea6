// Reads a request's body: what is missing, of a wrong kind or unknown becomes one finding each.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"

namespace oneseal::api {

class BodyReader {
  public:
    explicit BodyReader(const Json& body) : body_(body) {}

    std::string text(const char* key);           // required
    std::string optional_text(const char* key);  // empty where not given
    bool flag(const char* key);                  // false where not given
    Json object(const char* key);                // {} where not given
    Json array(const char* key);                 // [] where not given
    std::vector<std::string> texts(const char* key);
    bool has(const char* key);

    void wrong(std::string pointer, Text message);
    // Fails as invalid_input (BODY_INVALID), unknown keys included.
    Result<void> finish();

  private:
    const Json* find(const char* key);

    const Json& body_;
    std::set<std::string> known_{};
    std::vector<Finding> findings_{};
};

}  // namespace oneseal::api
