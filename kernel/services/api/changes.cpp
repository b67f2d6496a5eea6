#include "api/changes.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "api/api.hpp"
#include "api/cookies.hpp"
#include "api/errors.hpp"
#include "log/log.hpp"

namespace oneseal::api {
namespace {

constexpr std::chrono::milliseconds pause{200};
constexpr int looks_between_beats = 75;  // 15 seconds: proxies close what is silent for longer
// Whoever has missed more reads its lists anew.
constexpr long long most_missed = 500;
constexpr int most_for_one_account = 20;
// A listener that has missed many is told in pages, each of which its connection can take.
constexpr int page = 100;

constexpr Message feed_unread{"API_FEED_UNREAD",
                              Level::warning,
                              "The changes of county {} cannot be read ({}); who looks on waits.",
                              "Nothing is lost; look at what the database says."};
constexpr Message look_failed{"API_CHANGES_FAILED",
                              Level::error,
                              "A look for changes failed ({}).",
                              "Report this line to the vendor; it is tried again at once."};

std::string account_of(const access::Principal& who) {
    return who.county + "." + who.account;
}

std::string event_text(long long id, const char* kind, const Json& data) {
    return "id: " + std::to_string(id) + "\nevent: " + kind + "\ndata: " + data.dump() + "\n\n";
}

// The work lists of the reader's that a happening has touched.
std::set<std::string> lists_of(const access::Principal& who,
                               const desk::County& county,
                               const desk::Happening& happening,
                               const std::string& matter) {
    std::set<std::string> lists;
    for (const Json& item : happening.work) {
        const auto list = cases::worklists.find(item[0].get<std::string>());
        if (!list) continue;
        const auto places = desk::work_places(who, county, *list);
        const std::string person = item[1];
        const auto holds = [&](const auto& place) { return place.holds(person, matter); };
        if (std::ranges::any_of(places, holds)) lists.insert(item[0]);
    }
    return lists;
}

}  // namespace

Changes::Changes(const desk::Generations& generations, const access::Access& access)
    : generations_(generations),
      access_(access),
      thread_(
          pause, pause, [this] { look(); }, [](const char* type) { log(look_failed, type); }) {}

Changes::~Changes() = default;

Result<std::optional<long long>> Changes::position_after(const std::string& county,
                                                         const std::string& last_event_id) {
    const auto last = desk::last_position(generations_.desk().database(), county);
    if (!last) return last.error();
    if (last_event_id.empty()) return std::optional(*last);
    long long seen = 0;
    const char* end = last_event_id.data() + last_event_id.size();
    const auto read = std::from_chars(last_event_id.data(), end, seen);
    const bool is_known = read.ec == std::errc{} && read.ptr == end && seen >= 0 && seen <= *last;
    if (!is_known || *last - seen > most_missed) return std::optional<long long>{};
    return std::optional(seen);
}

Result<void> Changes::may_listen(const access::Principal& who) const {
    const std::lock_guard lock(mutex_);
    const auto open = open_.find(account_of(who));
    if (open == open_.end() || open->second < most_for_one_account) return {};
    return errors::changes_too_many(most_for_one_account);
}

void Changes::add(Listener listener) {
    const std::lock_guard lock(mutex_);
    int& open = open_[account_of(*listener.who)];
    // Many may have been let in at once.
    if (open >= most_for_one_account) return listener.stream->end();
    ++open;
    new_.push_back(std::move(listener));
}

void Changes::look() {
    {
        const std::lock_guard lock(mutex_);
        for (Listener& one : new_) listeners_[one.county].push_back(std::move(one));
        new_.clear();
    }
    const bool beats = ++looks_since_beat_ >= looks_between_beats;
    if (beats) looks_since_beat_ = 0;
    for (auto& [county, listeners] : listeners_) {
        if (!listeners.empty()) tell(county, listeners);
        if (!beats) continue;
        for (Listener& one : listeners) {
            if (one.stream != nullptr && !beat(one)) one.stream.reset();
        }
    }
    const std::lock_guard lock(mutex_);
    for (auto& [county, listeners] : listeners_) {
        std::erase_if(listeners, [&](const Listener& one) {
            if (one.stream != nullptr && one.stream->is_open()) return false;
            if (--open_[account_of(*one.who)] == 0) open_.erase(account_of(*one.who));
            return true;
        });
    }
}

// A session that has ended, or another's rights, end it.
bool Changes::beat(Listener& listener) const {
    auto who = access_.authenticate({listener.authorization, listener.cookie, "", false, false});
    if (!who || account_of(**who) != account_of(*listener.who)) return false;
    listener.who = std::move(*who);
    return listener.stream->put("id: " + std::to_string(listener.position) + "\n\n");
}

// Each case once, as it is now: who was told of it reads it as it is now too.
Result<std::map<std::string, desk::StoredCase>> Changes::read_cases(
    const std::string& county, const std::vector<desk::Happening>& happenings) {
    std::map<std::string, desk::StoredCase> cases;
    for (const desk::Happening& one : happenings) {
        if (cases.contains(one.case_id)) continue;
        auto found = desk::find_case(generations_.desk().database(), county, one.case_id);
        if (!found && found.error().code == ErrorCode::unavailable) return found.error();
        // What is damaged nobody is told of; whoever opens it is told why.
        if (found && *found) cases.emplace(one.case_id, std::move(**found));
    }
    return cases;
}

void Changes::tell(const std::string& county, std::vector<Listener>& listeners) {
    const long long from = std::ranges::min(listeners, {}, &Listener::position).position;
    const auto happenings = desk::happenings(generations_.desk().database(), county, from, page);
    if (!happenings) return log(feed_unread, county, happenings.error().id);
    if (happenings->empty()) return;
    const auto cases = read_cases(county, *happenings);
    if (!cases) return log(feed_unread, county, cases.error().id);
    for (Listener& one : listeners) {
        if (one.stream != nullptr && !tell(one, *happenings, *cases)) one.stream.reset();
    }
}

// Nothing of a decision that waits for its seal to its applicant: not that something was done.
// LAW: 行政许可法 第三十九条 第一款
bool Changes::tell(Listener& listener,
                   const std::vector<desk::Happening>& happenings,
                   const std::map<std::string, desk::StoredCase>& cases) const {
    const desk::Desk desk = generations_.desk();
    const desk::County* here = desk.generation().county(listener.county);
    if (here == nullptr) return false;  // a county that is served no longer ends its streams
    const desk::County& county = *here;
    std::string text;
    for (const desk::Happening& one : happenings) {
        if (one.position <= listener.position) continue;
        listener.position = one.position;
        const auto found = cases.find(one.case_id);
        if (found == cases.end()) continue;
        const desk::StoredCase& stored = found->second;
        if (stored.before_decision && listener.who->is_applicant()) continue;
        const auto lists = lists_of(*listener.who, county, one, stored.now.matter);
        const bool reads = !desk::standings(*listener.who, stored.now, county).empty();
        if (!reads && lists.empty()) continue;
        text += event_text(one.position,
                           "change",
                           {{"case", reads ? Json(stored.now.number) : Json()},
                            {"version", reads ? Json(stored.now.version) : Json()},
                            {"worklists", lists}});
    }
    return text.empty() || listener.stream->put(std::move(text));
}

namespace {

Result<http::Response> listen(const Foundation& on, const Call& call) {
    if (auto may = on.changes.may_listen(*call.who); !may) return may.error();
    const std::string last(call.request.header("Last-Event-ID"));
    const auto from = on.changes.position_after(call.county, last);
    if (!from) return from.error();
    auto position = *from;
    if (!position) {
        const auto now = on.changes.position_after(call.county, "");
        if (!now) return now.error();
        position = *now;
    }
    http::Response response;
    response.headers = {{"Content-Type", "text/event-stream; charset=utf-8"},
                        {"X-Accel-Buffering", "no"}};
    const auto held = authenticate(on.access, call.request);
    if (!held) return held.error();
    Listener listener{call.who,
                      call.county,
                      std::string(held->presented.authorization),
                      std::string(held->presented.cookie),
                      *position,
                      nullptr};
    const bool reset = !*from;
    response.stream = [&changes = on.changes, listener, reset](std::shared_ptr<http::Stream> to) {
        Listener one = listener;
        std::string begin = "retry: 3000\n";
        begin += reset ? event_text(one.position, "reset", Json::object())
                       : "id: " + std::to_string(one.position) + "\n\n";
        if (!to->put(std::move(begin))) return;
        one.stream = std::move(to);
        changes.add(std::move(one));
    };
    return response;
}

}  // namespace

void add_change_routes(http::Router& router, const Foundation& on, const Doorway& doorway) {
    router.add(
        "GET",
        "/api/v1/counties/{c}/changes",
        http::Body::none,
        doorway.at_work(SignIn::needed, [&on](const Call& call) { return listen(on, call); }));
}

}  // namespace oneseal::api
