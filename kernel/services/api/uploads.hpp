// What materials' files and attachments have in common: how an upload is let in and kept.
#pragma once

#include "api/api.hpp"

namespace oneseal::api {

// Asked with the head of the request: whether the account may upload so much now. A length that is
// not told counts as the longest. Fails as `throttled` (UPLOADS_THROTTLED).
Result<void> admit_bytes(const Foundation& on, const Call& call);
std::uint64_t told_length(const Foundation& on, const Call& call);

// The name that the query gives the file, cut where it is longer than any name.
std::string told_name(const Call& call);

// Why the file in hand is refused, as an answer; none where it is what it says to be.
// Fails as `invalid_input` (FILE_EMPTY). [blocks]
Result<std::optional<http::Response>> check_file(const Call& call);

// Copies what was uploaded into the file store, which syncs it before it gives the name. [blocks]
Result<storage::BlobName> keep_file(const http::Upload& upload, storage::BlobWriter& writer);

struct StoredFile {
    std::string sha256{};
    std::string name{};
    std::string media_type{};
};
// A stored file under its own name, to be kept; with ?inline=1 a PDF or picture to be looked at in
// a frame of ours, where nothing in it runs. Whatever somebody has put is never shown as a page of
// ours. Fails as BlobStore::path() does.
Result<http::Response> file_response(const Foundation& on,
                                     const Call& call,
                                     const StoredFile& file);

}  // namespace oneseal::api
