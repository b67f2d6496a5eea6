// The plugin packages of an installation: the directories of its packages folder.
#pragma once

#include <string>
#include <vector>

#include "desk/bureau.hpp"
#include "host/package.hpp"

namespace oneseal {

// In the order of their names. Fails as host::load_package() does; a folder without packages is
// none at all: the kernel starts with none.
Result<std::vector<host::Package>> load_packages(const std::string& directory);

// The documents of a verified package, checked for shape. Fails as `invalid_input`
// (PACKAGE_DOCUMENT) with file and place.
Result<desk::InstalledPackage> read_documents(const host::Package& package);

// sdk/schema/{department,matter}.schema.json, built in.
extern const char* const department_schema;
extern const char* const matter_schema;

}  // namespace oneseal
