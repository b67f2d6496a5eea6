// Which errors of the catalogue the tests have produced. The functions of an errors.json call it;
// it does nothing unless ONESEAL_PRODUCED_ERRORS names a folder.
#pragma once

namespace oneseal {

// Appends "<folder>/<ID>" to this process's file in the folder, once. Never fails. [any thread]
void note_produced(const char* id) noexcept;

}  // namespace oneseal
