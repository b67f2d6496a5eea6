// The plugin packages of an installation: the directories of its packages folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/generation.hpp"
#include "desk/package_repository.hpp"
#include "host/package.hpp"

namespace oneseal {

// The directories in it that hold a manifest, in the order of their names; none where there is no
// such folder: the kernel starts without packages too.
std::vector<std::string> package_folders(const std::string& directory);

// The documents of a verified package. Fails as `invalid_input` (PACKAGE_DOCUMENT) where one is no
// JSON.
Result<desk::InstalledPackage> read_documents(const host::Package& package);

// The same of a package that is new here: its manifest and documents hold against the published
// schemas and lead nowhere that is not there. Fails as `invalid_input` (PACKAGE_DOCUMENT) with
// everything that does not, each with file:line:column. What was taken once stays taken: a package
// that is known is not held against what a later kernel demands.
Result<desk::InstalledPackage> check_documents(const host::Package& package);

// A finding in one of its documents, its place as file:line:column.
Finding placed(const host::Document& document, const Finding& finding);
// The same of what opening the package found, whose places are file#pointer and begin with line and
// column.
Error clickable(Error error);

// PACKAGE_CHANGED, with both digests, where the version was opened here with other bytes before.
// Changed bytes raise the version: a case that was filed under it must find what it was filed
// under.
std::optional<Error> changed_bytes(const host::Package& package,
                                   const std::vector<desk::KnownPackage>& known);

// sdk/schema/{manifest,department,matter}.schema.json, built in.
extern const char* const manifest_schema;
extern const char* const department_schema;
extern const char* const matter_schema;

}  // namespace oneseal
