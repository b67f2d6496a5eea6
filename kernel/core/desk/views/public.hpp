// What anybody is told of a licence and of a matter's gate.
#pragma once

#include "base/json.hpp"
#include "calendar/deadline.hpp"
#include "desk/county.hpp"
#include "desk/register_repository.hpp"

namespace oneseal::desk {

// As it stands on that day: what the register says of it, or, where its time is over or has not
// come, expired or not_begun.
std::string status_on(const StoredLicence& licence, Day today);

// What anybody may know of a licence whose number they hold in hand; the holder's name as the
// matter's form masks it. LAW: 行政许可法 第四十条
Json verification_view(const StoredLicence& licence, const County& county, Day today);

// Which conditions of going live are met, and since when: not by whom, nor how.
Json gate_view(const Json& gate);

}  // namespace oneseal::desk
