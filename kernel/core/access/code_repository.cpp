#include "access/code_repository.hpp"

#include "access/principal.hpp"

namespace oneseal::access {
namespace {

using storage::Statement;

const Statement read_code{"access.read_code",
                          "SELECT code_hash, sent_at, sent_that_day, tries FROM sign_in_codes "
                          "WHERE county = :p1 AND address = :p2"};
const Statement insert_code{
    "access.insert_code",
    "INSERT INTO sign_in_codes (county, address, code_hash, sent_at, sent_that_day, tries) "
    "VALUES (:p1, :p2, :p3, :p4, :p5, 0)"};
const Statement replace_code{
    "access.replace_code",
    "UPDATE sign_in_codes SET code_hash = :p1, sent_at = :p2, sent_that_day = :p3, tries = 0 "
    "WHERE county = :p4 AND address = :p5 AND sent_at = :p6"};
const Statement delete_old_codes{"access.delete_old_codes",
                                 "DELETE FROM sign_in_codes WHERE county = :p1 AND sent_at < :p2"};
const Statement count_try_at_code{
    "access.count_try_at_code",
    "UPDATE sign_in_codes SET tries = tries + 1 WHERE county = :p1 AND address = :p2 "
    "AND code_hash = :p3 AND tries < :p4"};
const Statement use_code{"access.use_code",
                         "UPDATE sign_in_codes SET code_hash = '' WHERE county = :p1 "
                         "AND address = :p2 AND code_hash = :p3"};

const std::string county{applicants};

}  // namespace

Result<std::optional<SentCode>> CodeRepository::find(const std::string& address) {
    const auto rows = database_.query(read_code, {county, address});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<SentCode>{};
    const storage::Row& row = rows->front();
    // A row that cannot be read counts as one sent long ago.
    const Instant sent_at = parse_instant(row.text(1)).value_or(Instant{});
    return std::optional<SentCode>(
        {row.text(0), sent_at, static_cast<int>(row.integer(2)), static_cast<int>(row.integer(3))});
}

Result<bool> CodeRepository::put(const std::string& address,
                                 const std::optional<SentCode>& before,
                                 const SentCode& code) {
    const std::string sent_at = format_instant(code.sent_at);
    const auto sent_that_day = static_cast<long long>(code.sent_that_day);
    const Instant long_ago = code.sent_at - std::chrono::hours{24};
    std::vector<storage::Write> writes{{&delete_old_codes, {county, format_instant(long_ago)}}};
    if (before && before->sent_at >= long_ago) {
        writes.push_back(
            {&replace_code,
             {code.hash, sent_at, sent_that_day, county, address, format_instant(before->sent_at)},
             1});
    } else {
        writes.push_back({&insert_code, {county, address, code.hash, sent_at, sent_that_day}});
    }
    return store(std::move(writes));
}

Result<bool> CodeRepository::count_try(const std::string& address, const SentCode& code) {
    const auto most = static_cast<long long>(most_tries);
    return store({{&count_try_at_code, {county, address, code.hash, most}, 1}});
}

Result<bool> CodeRepository::use(const std::string& address, const SentCode& code) {
    return store({{&use_code, {county, address, code.hash}, 1}});
}

Result<bool> CodeRepository::store(std::vector<storage::Write> writes) {
    const auto stored = database_.commit_and_wait({std::move(writes)});
    if (!stored) return stored.error();
    return !*stored;
}

}  // namespace oneseal::access
