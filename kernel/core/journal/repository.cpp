#include "journal/repository.hpp"

namespace oneseal::journal {

const storage::Statement insert_entry{
    "journal.insert",
    "INSERT INTO journal (county, case_id, seq, kind, actor, at, entry, hash) "
    "VALUES (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8)"};
const storage::Statement select_entries{"journal.select",
                                        "SELECT entry, hash FROM journal WHERE county = :p1 "
                                        "AND case_id = :p2 AND seq > :p3 ORDER BY seq LIMIT :p4"};
const storage::Statement list_chains{
    "journal.chains", "SELECT DISTINCT case_id FROM journal WHERE county = :p1 ORDER BY case_id"};
const storage::Statement select_chain{"journal.chain",
                                      "SELECT seq, kind, actor, at, entry, hash FROM journal "
                                      "WHERE county = :p1 AND case_id = :p2 ORDER BY seq"};
const storage::Statement insert_anchor{
    "anchors.insert", "INSERT INTO anchors (county, seq, at, body) VALUES (:p1, :p2, :p3, :p4)"};
const storage::Statement select_anchors{
    "anchors.select", "SELECT seq, body FROM anchors WHERE county = :p1 ORDER BY seq"};
const storage::Statement find_last_anchor{
    "anchors.last", "SELECT at, seq FROM anchors WHERE county = :p1 ORDER BY seq DESC LIMIT 1"};
const storage::Statement advance_chain{
    "chains.advance",
    "INSERT INTO chains (county, chain, seq, head) VALUES (:p1, :p2, :p3, :p4) "
    "ON CONFLICT (county, chain) DO UPDATE SET seq = excluded.seq, head = excluded.head "
    "WHERE chains.head = :p5"};
const storage::Statement find_chain{
    "chains.find", "SELECT seq, head FROM chains WHERE county = :p1 AND chain = :p2"};
const storage::Statement list_chain_heads{
    "chains.heads", "SELECT chain, seq, head FROM chains WHERE county = :p1 ORDER BY chain"};
const storage::Statement find_any_anchor{"anchors.any", "SELECT body FROM anchors LIMIT 1"};

}  // namespace oneseal::journal
