// What the applicant asks for: form, materials, claims, and the act of filing.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/json.hpp"

namespace oneseal::cases {

// One stored file of a material: a page that was photographed, or the whole of it.
struct MaterialFile {
    std::string key{};  // under which it was put, and is put anew
    std::string name{};
    std::string sha256{};
    std::string media_type{};
    std::int64_t bytes = 0;
    int pages = 0;  // of the paper that it shows; 0 where nobody said
    std::string received_at{};
    std::string received_by{};
};

// A material as it was handed in: as files, or as paper that intake has recorded; the scan of a
// paper stands beside it as a file.
struct HandedIn {
    std::string id{};
    std::string kind{};  // original, copy, electronic
    int copies = 1;
    int pages = 0;
    std::vector<MaterialFile> files{};
    std::string received_at{};
    std::string received_by{};
    bool as_asked = true;   // in kind and copies; otherwise it counts as missing
    std::string made_by{};  // system: the application, of the form
};

struct Applicant {
    std::string account{};  // who drafted: the applicant, an agent, or the clerk of a counter
    std::string name{};
    std::string code{};
    std::string representative_name{};
    std::string representative_code{};
    std::string mobile{};
};

// The applicant's act of filing, frozen by the hash of what was signed.
struct Submission {
    std::string signature{};        // the reliable signature, or the signed print's evidence
    std::string content_digest{};   // SHA-256 of the canonical form, materials and claims
    bool truth = false;             // the statement of article 31
    Json service = Json::object();  // {ways[], address, email?, mobile?}
    bool electronic_service = false;
    Json agent = Json();  // {name, code, authority, may_withdraw}
    std::string channel = "online";
    std::string evidence{};  // of the day on which paper reached the bureau
};

struct FilingAspect {
    std::string variant{};
    std::string mode{};
    Json form = Json::object();
    Json typed = Json::object();  // {pointer: what was typed} where the form keeps another spelling
    std::vector<HandedIn> materials{};
    std::vector<std::string> shared_data{};
    std::vector<std::string> committed{};
    Applicant applicant{};
    Submission submission{};
    std::optional<Day> received_on{};  // the day the papers reached the bureau
    std::string received_at{};
    // By it whoever holds the receipt follows the case without an account; of what was filed before
    // there were such codes, empty.
    std::string query_code{};

    bool handed_in(std::string_view material) const;
    bool put_since(std::string_view material, const std::string& instant) const;
};

}  // namespace oneseal::cases
