// Answers that a reader may keep and ask about again.
#pragma once

#include <string>

#include "api/call.hpp"

namespace oneseal::api {

// The JSON with the hash of its bytes as ETag: whoever has it already (If-None-Match) gets 304. May
// be kept by anybody, so it must hang on nobody's session. [any thread]
http::Response tagged(const Call& call, const Json& json);

}  // namespace oneseal::api
