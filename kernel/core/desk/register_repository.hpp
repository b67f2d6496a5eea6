// The statements about bans, lists, licences and the uses of seals.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "cases/case.hpp"
#include "desk/rights.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

// By register name: "bans" with {subject, kind, matter, until}, "lists/<list>" with {subject}.
Result<std::map<std::string, std::vector<Json>>> read_registers(storage::Database& database,
                                                                const std::string& county);

// A licence is read only once it is sealed, but for a decision, which counts what is granted.
// Licences by number or by the holder's code, as {number, matter, status, valid_from, valid_to,
// holder_code} with the licence's own attributes beside them.
Result<std::vector<Json>> read_licences(storage::Database& database,
                                        const std::string& county,
                                        const std::vector<std::string>& keys,
                                        bool unsealed_too);

// How often the licences under a key (a number or a holder's code) have changed, by key.
using LicenceChanges = std::map<std::string, std::int64_t>;
Result<LicenceChanges> read_licence_changes(storage::Database& database,
                                            const std::string& county,
                                            const std::set<std::string>& keys);
// Counts one more change. Guarded: as often as was seen, and not once more.
storage::Write count_licence_change(const std::string& county,
                                    const std::string& key,
                                    std::int64_t seen);
// The same where nobody has looked before.
storage::Write count_licence_change(const std::string& county, const std::string& key);

struct StoredLicence {
    std::string number{};
    std::string matter{};
    std::string department{};
    std::string case_id{};
    std::string holder_name{};
    std::string holder_code{};
    std::string status{};
    std::string valid_from{};
    std::string valid_to{};  // empty where the licence has no end
    std::string granted_on{};
    std::string content{};
};

Result<std::optional<StoredLicence>> find_licence(storage::Database& database,
                                                  const std::string& county,
                                                  const std::string& number);
// Those of the matters that these rights reach. Keyset by number; after "" from the start.
Result<std::vector<StoredLicence>> list_licences(storage::Database& database,
                                                 const std::string& county,
                                                 const ListRights& rights,
                                                 const std::string& after,
                                                 int limit);

// Those whose holder has one of these codes, however they are spelled. Keyset by number likewise.
Result<std::vector<StoredLicence>> list_own_licences(storage::Database& database,
                                                     const std::string& county,
                                                     const std::set<std::string>& codes,
                                                     const std::string& after,
                                                     int limit);

struct Ban {
    std::string id{};
    std::string subject{};
    std::string kind{};
    std::string matter{};
    std::string until{};  // empty: for life
    std::string basis{};
    std::string case_id{};
};
struct ListEntry {
    std::string list{};
    std::string subject{};
    std::string basis{};
};
// Guarded: a row is new, or there. county_record.hpp puts them on record.
storage::Write insert_ban(const std::string& county, const Ban& ban);
storage::Write delete_ban(const std::string& county, const std::string& id);
storage::Write insert_list_entry(const std::string& county, const ListEntry& entry);
storage::Write delete_list_entry(const std::string& county, const ListEntry& entry);
// The licence that a grant has numbered.
storage::Write insert_licence(const cases::Case& now, const std::string& department);

}  // namespace oneseal::desk
