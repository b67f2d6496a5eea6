#include "app/demo/filler.hpp"

#include <atomic>
#include <fstream>
#include <queue>
#include <sstream>

#include "app/demo/office_hours.hpp"
#include "app/demo/walker.hpp"
#include "app/errors.hpp"
#include "app/installation.hpp"
#include "desk/timer_loop.hpp"
#include "journal/county_chain.hpp"
#include "settings/settings.hpp"

namespace oneseal::demo {
namespace {

// Longer than the oldest case of a plan.
constexpr std::chrono::days before_now{430};

class FillersClock : public Clock {
  public:
    explicit FillersClock(Instant at) { set(at); }
    Instant now() const override { return Instant{std::chrono::milliseconds{at_.load()}}; }
    void set(Instant at) { at_ = at.time_since_epoch().count(); }

  private:
    std::atomic<std::int64_t> at_{0};
};

Result<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return errors::demo_cannot_prepare(path);
    return text.str();
}

Result<Json> read_document(const std::string& path) {
    auto text = read_file(path);
    if (!text) return text.error();
    auto json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) return errors::demo_cannot_prepare(path);
    return {boost::system::in_place_value, std::move(json)};
}

// When a course goes on; of the same instant, the one that was planned first.
using Next = std::pair<Instant, std::size_t>;
using Agenda = std::priority_queue<Next, std::vector<Next>, std::greater<>>;

class Filler {
  public:
    Filler(const Settings& settings,
           const FillOptions& options,
           const std::function<void(const Progress&)>& told)
        : settings_(settings),
          options_(options),
          told_(told),
          clock_(first_instant(options.now)),
          midnight_(start_of(legal_day(clock_.now()) + std::chrono::days{1})) {}

    Result<Filled> run() {
        if (auto opened = open(); !opened) return opened.error();
        if (auto stored = store_files(); !stored) return stored.error();
        plan_courses();
        if (auto made = find_people(); !made) return made.error();
        if (auto walked = walk(); !walked) return walked.error();
        if (auto came = come_to(options_.now); !came) return came.error();
        return std::move(filled_);
    }

  private:
    Result<void> open() {
        for (auto [file, document] :
             {std::pair{"/cases.json", &document_}, std::pair{"/accounts.json", &accounts_}}) {
            auto read = read_document(options_.folder + file);
            if (!read) return read.error();
            *document = std::move(*read);
        }
        auto opened = Installation::start_closed(settings_, options_.plugin_host, clock_);
        if (!opened) return opened.error();
        installation_ = std::move(*opened);
        const desk::Desk desk = this->desk();
        for (const auto& [code, county] : desk.generation().counties) counties_.push_back(code);
        return {};
    }

    desk::Desk desk() { return installation_->desk(); }

    Result<void> store_files() {
        for (const auto& [use, file] : document_["files"].items()) {
            const std::string name = file["file"];
            const auto bytes = read_file(options_.folder + "/" + name);
            if (!bytes) return bytes.error();
            for (const std::string& county : counties_) {
                auto writer = installation_->blobs().write(county, bytes->size());
                if (!writer) return writer.error();
                if (auto written = writer->write(*bytes); !written) return written;
                auto blob = writer->finish();
                if (!blob) return blob.error();
                files_[county][use] = {name, file["media_type"], std::move(*blob)};
            }
        }
        return {};
    }

    void plan_courses() {
        const Wanted wanted{options_.cases, options_.seed, options_.now, counties_};
        courses_ = plan(wanted, document_, accounts_, desk().generation().calendar);
        for (std::size_t i = 0; i < courses_.size(); ++i) agenda_.push({courses_[i].begins, i});
    }

    // Who files online has an account, as one has who was identified at a counter.
    Result<void> find_people() {
        access::Access& access = installation_->access();
        for (const Course& course : courses_) {
            if (!course.online) continue;
            auto added = access.add_account(account_of(course.party));
            // The demonstration's own are there.
            if (!added && added.error().code != ErrorCode::conflict) return added;
        }
        std::vector<std::string> groups = counties_;
        groups.emplace_back(access::applicants);
        for (const std::string& group : groups) {
            auto all = access.accounts(group);
            if (!all) return all.error();
            for (access::Principal& one : *all) {
                const std::string name = one.is_applicant() ? one.username : one.person;
                people_[group][name] = std::make_shared<access::Principal>(std::move(one));
            }
        }
        return {};
    }

    Result<void> walk() {
        begun_ = std::chrono::steady_clock::now();
        const Stage stage{desk(), document_, people_};
        Walker walker(stage, files_);
        while (!agenda_.empty() && agenda_.top().first <= options_.now) {
            const auto [at, index] = agenda_.top();
            agenda_.pop();
            if (auto came = come_to(at); !came) return came;
            Course& course = courses_[index];
            const bool files = course.reference.empty();
            const auto gone = walker.go_on(course);
            ++filled_.steps;
            if (!gone) {
                note_refusal(course, gone.error());
                continue;
            }
            if (files) tell();
            if (course.taken == course.steps.size()) continue;
            const Json& step = *course.steps[course.taken];
            agenda_.push({after(step, at, desk().generation().calendar, course.chance), index});
        }
        return {};
    }

    // Timers of a day fire when it begins, and an anchor holds what they have done. One a week, for
    // each looks at all before it.
    Result<void> come_to(Instant at) {
        for (; midnight_ <= at; midnight_ += std::chrono::days{1}) {
            clock_.set(midnight_);
            for (const std::string& county : counties_) {
                const auto fired = desk().fire_due(county, midnight_);
                if (!fired) return fired.error();
            }
            if (std::chrono::weekday{legal_day(midnight_)} != std::chrono::Monday) continue;
            if (auto anchored = anchor(); !anchored) return anchored;
        }
        clock_.set(at);
        return {};
    }

    Result<void> anchor() {
        const desk::Evidence evidence{settings_.evidence_key, settings_.anchors};
        std::vector<std::string> chains = counties_;
        chains.emplace_back(journal::whole_installation);
        for (const std::string& chain : chains) {
            const auto made =
                desk::anchor_of_the_day(desk().database(), chain, evidence, midnight_);
            if (!made) return made;
        }
        return {};
    }

    void note_refusal(const Course& course, const Error& error) {
        const std::string step =
            course.taken == 0 ? "file" : (*course.steps[course.taken - 1])["do"].get<std::string>();
        std::string text = (*course.way)["id"].get<std::string>() + ", " + step + ": " + error.id +
                           " " + error.message.en;
        for (const Finding& one : error.findings) text += " " + one.pointer + " " + one.message.en;
        filled_.refused.push_back(std::move(text));
    }

    void tell() {
        using Steady = std::chrono::steady_clock;
        const int done = ++filled_.cases;
        const int total = static_cast<int>(courses_.size());
        const auto passed = std::chrono::duration<double>(Steady::now() - begun_);
        const auto left = static_cast<int>(passed.count() / done * (total - done));
        if (told_) told_({done, total, std::chrono::seconds{left}});
    }

    const Settings& settings_;
    const FillOptions& options_;
    const std::function<void(const Progress&)>& told_;
    std::chrono::steady_clock::time_point begun_{};  // the walk
    FillersClock clock_;
    Instant midnight_;
    Json document_ = Json::object();
    Json accounts_ = Json::object();
    std::unique_ptr<Installation> installation_{};
    std::vector<std::string> counties_{};
    SampleFiles files_{};
    People people_{};
    std::vector<Course> courses_{};
    Agenda agenda_{};
    Filled filled_{};
};

}  // namespace

Instant first_instant(Instant now) {
    return start_of(legal_day(now) - before_now) + std::chrono::hours{8};
}

Result<Filled> fill(const Settings& settings,
                    const FillOptions& options,
                    const std::function<void(const Progress&)>& told) {
    try {
        return Filler(settings, options, told).run();
    } catch (const std::exception& fault) {
        return errors::demo_cannot_prepare(options.folder + ": " + fault.what());
    }
}

}  // namespace oneseal::demo
