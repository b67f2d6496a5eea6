#include "end_to_end/visible.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace oneseal {
namespace {

bool is_text(const Json& value) {
    return value.is_object() && value.size() == 2 && value.contains("zh-CN") &&
           value.contains("en");
}

bool tells_nothing(const Json& value) {
    return value.is_null() || value == "" || (value.is_structured() && value.empty());
}

// `below`: how many more levels have names of their own.
void add_names(const Json& value,
               const std::string& at,
               int below,
               const std::set<std::string>& free,
               Shown& shown) {
    const std::string own = at.substr(at.rfind('/') == std::string::npos ? 0 : at.rfind('/') + 1);
    if (tells_nothing(value)) {
        shown.empty.insert(at);
        return;
    }
    if (!value.is_structured() || is_text(value) || below == 0 || free.contains(own)) {
        shown.filled.insert(at);
        return;
    }
    for (const auto& [key, member] : value.items()) {
        add_names(member, at + "/" + (value.is_array() ? "*" : key), below - 1, free, shown);
    }
}

std::string listed(const Names& names) {
    std::string text;
    for (const std::string& name : names) text += " " + name;
    return text;
}

std::set<std::string> strings_of(const Json& list) {
    return list.get<std::set<std::string>>();
}

}  // namespace

VisibleTable::VisibleTable(const Json& document) : document_(document) {
    for (const Json& refusal : document_["refused"]) refuses_.push_back(rule_of(refusal));
    for (const Json& one : document_["routes"]) {
        Route route{one["route"], one.value("depth", 0)};
        for (const Json& rule : one.value("shows", Json::array())) {
            route.shows.push_back(rule_of(rule));
        }
        for (const Json& rule : one.value("refused", Json::array())) {
            route.refuses.push_back(rule_of(rule));
        }
        routes_.push_back(std::move(route));
    }
}

// "@name" stands for a set of names or a group of readers; readers and stages that a rule does not
// name are all.
VisibleTable::Rule VisibleTable::rule_of(const Json& rule) const {
    const auto resolved = [&](const Json& list, const char* kind) {
        std::set<std::string> all;
        for (const std::string one : list) {
            if (one[0] == '@') {
                all.merge(strings_of(document_[kind].at(one.substr(1))));
            } else {
                all.insert(one);
            }
        }
        return all;
    };
    return {resolved(rule.value("to", document_["readers"]), "groups"),
            strings_of(rule.value("in", document_["stages"])),
            resolved(rule.value("names", Json::array()), "sets"),
            rule.value("status", 0)};
}

const VisibleTable::Route* VisibleTable::find(const std::string& route) const {
    const auto found = std::ranges::find(routes_, route, &Route::name);
    return found == routes_.end() ? nullptr : &*found;
}

int VisibleTable::refusal_of(const Route& route,
                             const std::string& reader,
                             const std::string& stage) const {
    for (const auto* rules : {&route.refuses, &refuses_}) {
        for (const Rule& rule : *rules) {
            if (rule.holds(reader, stage)) return rule.status;
        }
    }
    return 0;
}

Shown VisibleTable::shown_in(const std::string& route, const Reply& reply) const {
    Shown shown{reply.status};
    if (reply.status != 200) return shown;
    if (reply.body.is_discarded()) {
        shown.filled = {"/page"};
        return shown;
    }
    const Route* found = find(route);
    const int depth = found == nullptr || found->depth == 0 ? 64 : found->depth;
    add_names(reply.body, "", depth, strings_of(document_["free"]), shown);
    return shown;
}

void VisibleTable::hold(const std::string& route,
                        const std::string& reader,
                        const std::string& stage,
                        const Shown& shown) {
    const std::string where = route + " to " + reader + " when " + stage;
    const Route* found = find(route);
    ASSERT_NE(found, nullptr) << "the table has no route " << route;
    Names now;
    Names ever;
    bool shows = false;
    for (const Rule& rule : found->shows) {
        if (!rule.readers.contains(reader)) continue;
        ever.insert(rule.names.begin(), rule.names.end());
        if (!rule.stages.contains(stage)) continue;
        shows = true;
        now.insert(rule.names.begin(), rule.names.end());
        for (const Names* names : {&shown.filled, &shown.empty}) {
            std::ranges::set_intersection(
                rule.names, *names, std::inserter(rule.seen, rule.seen.end()));
        }
    }
    EXPECT_EQ(shown.status, shows ? 200 : refusal_of(*found, reader, stage)) << where;
    Names more;
    std::ranges::set_difference(shown.filled, now, std::inserter(more, more.end()));
    for (const std::string& name : shown.empty) {
        // The name of what is there at another stage, or of a list.
        const auto below = [&](const std::string& one) {
            return one == name || one.starts_with(name + "/");
        };
        if (std::ranges::none_of(ever, below)) more.insert(name);
    }
    EXPECT_TRUE(more.empty()) << where << " shows besides:" << listed(more);
}

void VisibleTable::expect_all_shown() const {
    for (const Route& route : routes_) {
        for (const Rule& rule : route.shows) {
            Names missing;
            std::ranges::set_difference(
                rule.names, rule.seen, std::inserter(missing, missing.end()));
            EXPECT_TRUE(missing.empty()) << route.name << " never shows to" << listed(rule.readers)
                                         << ":" << listed(missing);
        }
    }
}

}  // namespace oneseal
