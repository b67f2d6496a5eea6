// A bureau that has stopped, to be tampered with: every test has a copy of its files.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "end_to_end/bureau.hpp"

namespace oneseal {

// A delivered licence, a case that waits for its decision, and a draft; the first two were
// anchored, the second later than the first.
struct Original {
    std::shared_ptr<Place> place{};
    std::string delivered{};  // ids
    std::string deciding{};
    std::string deciding_number{};
};

const Original& original();

// The same files in another place.
std::shared_ptr<Place> copied();

// "kind row" of each fault that `oneseal journal verify` names, a line each.
std::string faults_of(const Place& place, const std::vector<std::string>& more = {});

// $D becomes the id of the delivered case, $O that of the open one.
std::string with_ids(std::string sql);
// Sets a value in the open case's snapshot.
std::string snapshot_set(const std::string& path, const std::string& value);

}  // namespace oneseal
