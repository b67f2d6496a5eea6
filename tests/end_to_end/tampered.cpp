#include "end_to_end/tampered.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "end_to_end/applications.hpp"
#include "end_to_end/hand.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

namespace fs = std::filesystem;

const std::string monday = "2026-03-02T09:00:00+08:00";

void anchor(const Place& place) {
    EXPECT_EQ(run_oneseal({"journal", "anchor", "--settings", place.settings()}).exit_code, 0);
}

}  // namespace

const Original& original() {
    static const Original made = [] {
        Original one;
        Bureau bureau(monday);
        one.place = bureau.place();
        Walk granted(bureau);
        granted.file_as_wang()
            .accept()
            .survey(good_survey_of_restaurant())
            .propose()
            .take("decider1", "grant", {{"facts", "符合条件"}})
            .take("seal1", "seal", Json::object())
            .take("intake1",
                  "deliver",
                  {{"way", "direct"},
                   {"recipient", "王某示"},
                   {"evidence", "签收单"},
                   {"signature", "王某示"}});
        one.delivered = granted.now()["id"];
        anchor(*one.place);
        Walk open(bureau);
        open.file_at_the_counter(restaurant_at_the_counter())
            .accept()
            .survey(good_survey_of_restaurant())
            .propose();
        one.deciding = open.now()["id"];
        one.deciding_number = open.number();
        bureau.visitor("wang").file(restaurant_draft());
        bureau.close();
        anchor(*one.place);
        return one;
    }();
    return made;
}

std::shared_ptr<Place> copied() {
    auto place = std::make_shared<Place>();
    for (const char* name :
         {"oneseal.db", "oneseal.db.evidence-key", "oneseal.db.anchors", "blobs"}) {
        const fs::path from = original().place->path(name);
        if (!fs::exists(from)) continue;
        fs::remove_all(place->path(name));
        fs::copy(from, place->path(name), fs::copy_options::recursive);
    }
    fs::permissions(place->path("oneseal.db.evidence-key"),
                    fs::perms::owner_read | fs::perms::owner_write);
    return place;
}

std::string faults_of(const Place& place, const std::vector<std::string>& more) {
    std::vector<std::string> command{"journal", "verify", "--json", "--settings", place.settings()};
    command.insert(command.end(), more.begin(), more.end());
    const Outcome outcome = run_oneseal(command);
    std::string told;
    std::istringstream lines(outcome.output);
    for (std::string line; std::getline(lines, line);) {
        const Json report = Json::parse(line, nullptr, false);
        EXPECT_TRUE(report.is_object()) << line;
        for (const Json& fault : report["faults"]) {
            told +=
                fault["kind"].get<std::string>() + " " + fault["object"].get<std::string>() + "\n";
            EXPECT_NE(fault["message"]["zh-CN"], "");
        }
    }
    EXPECT_EQ(outcome.exit_code, told.empty() ? 0 : 1) << outcome.errors;
    return told;
}

std::string with_ids(std::string sql) {
    for (const auto& [sign, id] :
         {std::pair{"$D", original().delivered}, {"$O", original().deciding}}) {
        for (auto at = sql.find(sign); at != sql.npos; at = sql.find(sign)) {
            sql.replace(at, 2, in_quotes(id));
        }
    }
    return sql;
}

std::string snapshot_set(const std::string& path, const std::string& value) {
    return "UPDATE cases SET snapshot = json_set(snapshot, '" + path + "', " + value +
           ") WHERE id = $O";
}

}  // namespace oneseal
