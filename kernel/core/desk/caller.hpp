// What comes to the desk: who asks, and an application as it was asked to be checked or filed.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "access/principal.hpp"
#include "base/json.hpp"
#include "cases/case.hpp"

namespace oneseal::desk {

// Who asks for what, and how its repetition would be recognised.
struct Caller {
    access::PrincipalPointer who{};  // null: the system itself
    std::string county{};
    std::string route{};         // method and path
    std::string key{};           // Idempotency-Key; empty where none was sent
    std::string request_hash{};  // SHA-256 of the body, to tell a repetition from another command
};

// What was asked to be checked or filed.
struct Application {
    std::string matter{};
    std::string variant{};
    std::string mode{};
    Json form = Json::object();
    std::vector<cases::HandedIn> materials{};
    std::vector<std::string> shared_data{};
    std::vector<std::string> committed{};
    Json submission = Json();  // null for a draft
    bool explained = true;     // a check tells how each rule went
};

}  // namespace oneseal::desk
