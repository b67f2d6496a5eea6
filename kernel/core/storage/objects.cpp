#include "storage/objects.hpp"

#include <utility>

#include "crypto/digest.hpp"

namespace oneseal::storage {
namespace {

const Statement insert{"objects.insert",
                       "INSERT INTO objects (county, sha256, body) VALUES (:p1, :p2, :p3) "
                       "ON CONFLICT DO NOTHING"};
const Statement select{"objects.select",
                       "SELECT body FROM objects WHERE county = :p1 AND sha256 = :p2"};

}  // namespace

Object object_of(std::string body) {
    return {crypto::sha256_hex(body), std::move(body)};
}

Write store(std::string_view county, Object object) {
    return {&insert, {std::string(county), std::move(object.sha256), std::move(object.body)}};
}

Result<std::optional<std::string>> load(Database& database,
                                        std::string_view county,
                                        std::string_view sha256) {
    const auto rows = database.query(select, {std::string(county), std::string(sha256)});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::string>();
    return std::optional(rows->front().text(0));
}

}  // namespace oneseal::storage
