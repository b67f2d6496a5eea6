// A county's record to write to, and to tamper with.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "journal/anchor.hpp"
#include "journal/entry.hpp"
#include "journal/verify.hpp"
#include "support/temporary_directory.hpp"

namespace oneseal::journal {

class Record : public testing::Test {
  protected:
    Record() {
        database_ =
            storage::Database::open({storage::Engine::sqlite, directory_.path("db"), 1}).value();
        EXPECT_TRUE(database_->migrate());
    }

    // The digest of what was said.
    std::string append(const std::string& case_id, const std::string& kind) {
        const storage::Object said = make_object(kind, {{"reason", "材料齐全"}});
        const Entry entry =
            make_entry(heads_[case_id], {county_, case_id, kind, "zhang", at_}, {said});
        const auto answer = database_->commit_and_wait({writes(entry, {said})});
        EXPECT_TRUE(answer.has_value() && !answer->has_value());
        heads_[case_id] = entry.head;
        return said.sha256;
    }

    void append_five(const std::string& case_id) {
        for (const char* kind : {"submit", "accept", "survey", "propose", "grant"}) {
            append(case_id, kind);
        }
    }

    Anchor anchor() { return make_anchor(*database_, county_, case_heads(), at_, key_).value(); }

    std::vector<CaseHead> case_heads() const {
        std::vector<CaseHead> heads;
        for (const auto& [case_id, head] : heads_) heads.push_back({case_id, head});
        return heads;
    }

    Report check() { return verify(*database_, county_, case_heads(), key_.public_key).value(); }

    // Each as "name case first-last".
    std::vector<std::string> faults() {
        std::vector<std::string> lines;
        for (const Fault& fault : check().faults) {
            lines.push_back(std::string(name_of(fault.kind)) + " " + fault.case_id + " " +
                            std::to_string(fault.first) + "-" + std::to_string(fault.last));
        }
        return lines;
    }

    // What somebody does who can write the tables.
    void tamper(const std::string& sql) {
        const storage::Statement statement{"tamper", sql.c_str()};
        const auto answer = database_->commit_and_wait({{{&statement}}});
        ASSERT_TRUE(answer.has_value()) << answer.error().message.en;
    }

    // The perfect forgery: entry `seq` gets another kind, every hash behind it and the case's own
    // head are made anew.
    void rewrite_from(const std::string& case_id, long long seq, const std::string& kind) {
        const auto entries = read_entries(*database_, county_, case_id, 0, 1000).value();
        Head head;
        for (const Entry& entry : entries) {
            Act act = entry.act;
            if (entry.head.seq == seq) act.kind = kind;
            Entry forged = make_entry(head, act, {{entry.objects.at(0), ""}});
            head = forged.head;
            tamper("DELETE FROM journal WHERE case_id = '" + case_id +
                   "' AND seq = " + std::to_string(entry.head.seq));
            ASSERT_TRUE(database_->commit_and_wait({writes(forged, {})}).has_value());
        }
        heads_[case_id] = head;
    }

    const std::string county_ = "511102";
    const Instant at_ = *parse_instant("2026-03-02T09:00:00+08:00");
    const crypto::KeyPair key_ = crypto::generate_key_pair();
    support::TemporaryDirectory directory_{};
    std::unique_ptr<storage::Database> database_{};
    std::map<std::string, Head> heads_{};
};

}  // namespace oneseal::journal
