// What a plugin is asked about a case, and what is kept: the receipt of the answer, the events.
#pragma once

#include <string>

#include "cases/decide.hpp"
#include "desk/generation.hpp"

namespace oneseal::desk {

// The input document (sdk/schema/input.schema.json) of a case at a stage, canonical. A verdict that
// only screens read tells which fields are shown and asked for.
std::string input_document(const cases::Case& now,
                           const Matter& matter,
                           const std::string& stage,
                           Day today,
                           const Json& registry_facts,
                           bool tells_fields = false);

// {plugin, version, package_digest, context, input, verdict}: enough to repeat the verdict, byte
// for byte, years later. Both texts are canonical JSON and are kept as they are.
Json receipt(const cases::Pin& pin,
             const std::string& context_digest,
             const std::string& input,
             const std::string& verdict);

// [{kind, data}], as the journal's objects hold them.
Json events_of(const cases::Decision& decision);

}  // namespace oneseal::desk
