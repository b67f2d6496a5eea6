// The statements about bans, lists and licences.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// By register name: "bans" with {subject, kind, matter, until}, "lists/<list>" with {subject}.
Result<std::map<std::string, std::vector<Json>>> read_registers(storage::Database& database,
                                                                const std::string& county);

// Licences by number or by the holder's code, as {number, matter, status, valid_from, valid_to,
// holder_code} with the licence's own attributes beside them.
Result<std::vector<Json>> read_licences(storage::Database& database,
                                        const std::string& county,
                                        const std::vector<std::string>& keys);

struct StoredLicence {
    std::string number{};
    std::string matter{};
    std::string department{};
    std::string case_id{};
    std::string holder_name{};
    std::string holder_code{};
    std::string status{};
    std::string valid_from{};
    std::string valid_to{};
    std::string granted_on{};
    std::string content{};
};

Result<std::optional<StoredLicence>> find_licence(storage::Database& database,
                                                  const std::string& county,
                                                  const std::string& number);
// Keyset by number; after "" from the start.
Result<std::vector<StoredLicence>> list_licences(storage::Database& database,
                                                 const std::string& county,
                                                 const std::string& after,
                                                 int limit);

}  // namespace oneseal::desk
