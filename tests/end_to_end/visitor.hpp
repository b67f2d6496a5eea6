// Somebody who talks to an installation over HTTP, on one connection.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/json.hpp"
#include "support/client.hpp"

namespace oneseal {

constexpr const char* home_county = "511102";

struct Reply {
    int status = 0;  // 0: no complete answer came
    Json body{};
    http::Fields headers{};
    std::string text{};  // the same as it came

    std::string header(const std::string& name) const {
        return std::string(http::header(headers, name));
    }
    std::string code() const { return body.is_object() ? body.value("code", "") : ""; }
    // The ids of the rules that a problem's errors name, as "FLD:uscc MAT:fd03".
    std::string rules() const;
    std::string pointers() const;
};

class Visitor {
  public:
    // `who`: "wang" is an applicant, "intake1" a member of 511102's staff, "511126/intake1" of
    // another county's, "" nobody. Applicants are wang, zhang and li.
    Visitor(std::uint16_t port, const std::string& who);
    // Somebody who is signed in already.
    static Visitor with_token(std::uint16_t port, const std::string& token);

    const std::string& token() const { return token_; }
    Visitor& in(const std::string& language) {
        language_ = language;
        return *this;
    }

    // `path` starts below /api/v1/counties/511102 unless it starts with /api or is /readyz or so.
    Reply send(const std::string& method,
               const std::string& path,
               const std::string& body = {},
               http::Fields headers = {});
    Reply get(const std::string& path) { return send("GET", path); }
    Reply post(const std::string& path, const Json& body = Json::object());

    // Files an application; `key` is a fresh one where it is empty.
    Reply file(const Json& application, const std::string& key = {});
    // Takes an action on the case as it is now.
    Reply act(const std::string& number,
              const std::string& action,
              const Json& body = Json::object());
    Reply act_on(const std::string& number,
                 int version,
                 const std::string& action,
                 const Json& body = Json::object());
    // Puts a material's file into the case as it is now.
    Reply put_material(const std::string& number, const std::string& material);
    Json see(const std::string& number) { return get("/cases/" + number).body; }

  private:
    explicit Visitor(std::uint16_t port);

    http::Client client_;
    std::string token_{};
    std::string language_{};
};

// %XX for every byte, so that it can stand in a path or a query.
std::string escaped(const std::string& text);

// A value for an Idempotency-Key that nobody has used.
std::string fresh_key();

}  // namespace oneseal
