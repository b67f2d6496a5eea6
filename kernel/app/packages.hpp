// The plugin packages of an installation: the directories of its packages folder.
#pragma once

#include <string>
#include <vector>

#include "desk/bureau.hpp"
#include "host/package.hpp"

namespace oneseal {

// The directories in it that hold a manifest, in the order of their names; none where there is no
// such folder: the kernel starts without packages too.
std::vector<std::string> package_folders(const std::string& directory);

// Which of the schemas' demands hold: one that came later binds packages that come now, not those
// that cases are filed under.
enum class Demands { of_new, of_landed };

// The documents of a verified package, checked for shape. Fails as `invalid_input`
// (PACKAGE_DOCUMENT) with file and place.
Result<desk::InstalledPackage> read_documents(const host::Package& package,
                                              Demands demands = Demands::of_new);

// sdk/schema/{department,matter}.schema.json, built in.
extern const char* const department_schema;
extern const char* const matter_schema;

}  // namespace oneseal
