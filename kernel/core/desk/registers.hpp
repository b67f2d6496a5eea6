// Facts that registers know: bans, the county's lists, the register of licences. Bans and lists are
// small and asked at every filing, so each node holds them in memory; what a node has not heard of
// yet is seen at the next stage, for facts are looked up anew at each.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "catalogue/matter.hpp"
#include "storage/database.hpp"

namespace oneseal::desk {

class Registers {
  public:
    explicit Registers(storage::Database& database) : database_(database) {}

    // Reads a county's bans and lists anew. [not on an I/O thread]
    Result<void> load(const std::string& county);

    // Which codes may be looked up.
    using MayAsk = std::function<bool(const std::string& code)>;

    // What counts as a licence: for a decision what is granted, though its seal is awaited. Left
    // out are facts of that register where the form names a licence: they have to be asked for on
    // another thread.
    enum class Licences { left_out, sealed, granted };

    // Every registry fact of the matter for this form: {fact: value}. `otherwise` where no row
    // matches; a fact about a code that may not be looked up is left out.
    // [any thread if licences are left out]
    Result<Json> facts(const std::string& county,
                       const Matter& matter,
                       const Json& form,
                       Licences licences,
                       const MayAsk& may_ask = {}) const;
    // The keys under which such facts look up licences.
    static std::set<std::string> licence_keys(const Matter& matter, const Json& form);

  private:
    std::vector<Json> rows_of(const std::string& county, const std::string& register_name) const;

    storage::Database& database_;
    mutable std::mutex mutex_{};
    std::map<std::string, std::map<std::string, std::vector<Json>>> rows_{};  // county, register
};

}  // namespace oneseal::desk
