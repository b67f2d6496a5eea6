// What is no case has chains too, one a county and kind: accounts, registers, configuration, and,
// with the applicants, the evidence key. Their entries are as a case's (entry.hpp), with the
// chain's name for the case's id; table `chains` keeps their heads; anchors cover them.
#pragma once

#include "journal/anchor.hpp"

namespace oneseal::journal {

// No case's id begins with a tilde.
inline constexpr const char* accounts_chain = "~accounts";
inline constexpr const char* authorisations_chain = "~authorisations";
inline constexpr const char* registers_chain = "~registers";
inline constexpr const char* configuration_chain = "~configuration";
inline constexpr const char* evidence_chain = "~evidence";

// Where the applicants are, and what is the whole installation's.
inline constexpr const char* whole_installation = "0";

// Nothing where the chain has not begun. Fails as Database::query().
Result<std::optional<Head>> chain_head(storage::Database& database,
                                       const std::string& county,
                                       const std::string& chain);
Result<std::vector<CaseHead>> chain_heads(storage::Database& database, const std::string& county);

// Stores the next entry of the chain `act.case_id`, together with `also`. Where `also` fails its
// guard, answers that and stores nothing; who came first in the chain is waited for. Fails as
// Database::query() and commit().
storage::Committed append(storage::Database& database,
                          const Act& act,
                          const std::vector<storage::Object>& objects,
                          const std::vector<storage::Write>& also = {});

// What all entries of a chain said, in order: {"kind", "data"} of every object. What is missing or
// cannot be read is left out: verify() names it. Fails as Database::query().
Result<std::vector<Json>> read_said(storage::Database& database,
                                    const std::string& county,
                                    const std::string& chain);

}  // namespace oneseal::journal
