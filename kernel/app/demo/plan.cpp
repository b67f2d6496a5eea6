#include "app/demo/plan.hpp"

#include <algorithm>
#include <cmath>

#include "app/demo/office_hours.hpp"

namespace oneseal::demo {
namespace {

// Of a hundred, how many are filed online, and in the first of the counties.
constexpr int online_share = 45;
constexpr int first_county_share = 60;
// Working days back to the first filing: some four hundred days.
constexpr int oldest = 270;
// A way that must be there has had the time to come to its end.
constexpr int old_enough = 22;
// The numbers of invented businesses begin behind those of the demonstration's accounts.
constexpr int first_party = 100;

void add_steps(const Json& list, const Json& parts, std::vector<const Json*>& steps) {
    for (const Json& step : list) {
        if (step.is_string()) {
            add_steps(parts[step.get<std::string>()], parts, steps);
        } else {
            steps.push_back(&step);
        }
    }
}

class Planner {
  public:
    Planner(const Wanted& wanted,
            const Json& document,
            const Json& accounts,
            const sdk::WorkCalendar& calendar)
        : wanted_(wanted),
          document_(document),
          accounts_(accounts),
          calendar_(calendar),
          chance_(wanted.seed) {}

    std::vector<Course> finish() {
        add_accounts();
        add_each_way();
        while (wants_more()) add_by_weight();
        return std::move(courses_);
    }

  private:
    bool wants_more() const { return static_cast<int>(courses_.size()) < wanted_.cases; }

    const Json& way_of(const std::string& id) const {
        const Json& ways = document_["ways"];
        return *std::ranges::find_if(ways, [&](const Json& way) { return way["id"] == id; });
    }

    // Those of the accounts that people sign in with first: whoever tries them finds something.
    void add_accounts() {
        for (const Json& known : document_["demonstration_accounts"]) {
            const std::string county = known["county"];
            if (std::ranges::find(wanted_.counties, county) == wanted_.counties.end()) continue;
            const auto account = std::ranges::find_if(accounts_["accounts"], [&](const Json& one) {
                return one["county"].is_null() && one["username"] == known["username"];
            });
            for (const Json& id : known["ways"]) {
                if (!wants_more()) return;
                Course& course = add(way_of(id), known["application"], county, true);
                course.party = of_account(*account, county, document_);
                course.online = true;
            }
        }
    }

    void add_each_way() {
        int turn = 0;
        for (const Json& way : document_["ways"]) {
            for (int i = 0; i < way["least"].get<int>(); ++i) {
                for (const std::string& county : wanted_.counties) {
                    if (!wants_more()) return;
                    const Json& names = way["applications"];
                    const auto at = static_cast<std::size_t>(turn++) % names.size();
                    add_invented(way, names[at], county, true);
                }
            }
        }
    }

    void add_by_weight() {
        const Json& ways = document_["ways"];
        int sum = 0;
        for (const Json& way : ways) sum += way["weight"].get<int>();
        int left = chance_.below(sum);
        const Json* chosen = nullptr;
        for (const Json& way : ways) {
            chosen = &way;
            left -= way["weight"].get<int>();
            if (left < 0) break;
        }
        const bool first = wanted_.counties.size() == 1 || chance_.below(100) < first_county_share;
        const std::string& county = first ? wanted_.counties.front() : wanted_.counties.back();
        add_invented(*chosen, chance_.one_of((*chosen)["applications"]), county, false);
    }

    void add_invented(const Json& way,
                      const std::string& application,
                      const std::string& county,
                      bool must_be_there) {
        Course& course = add(way, application, county, must_be_there);
        const int index = first_party + static_cast<int>(courses_.size());
        course.party = invent(index, county, *course.application, document_, course.chance);
    }

    Course& add(const Json& way,
                const std::string& application,
                const std::string& county,
                bool must_be_there) {
        Course course;
        course.county = county;
        course.application = &document_["applications"][application];
        course.way = &way;
        course.chance = Chance(chance_.seed());
        course.online = course.chance.below(100) < online_share || way.contains("online");
        add_steps(way["steps"], document_["parts"], course.steps);
        course.begins = begin(way, must_be_there, course.chance);
        courses_.push_back(std::move(course));
        return courses_.back();
    }

    // More of them lately than long ago.
    int age(const Json& way, bool must_be_there, Chance& chance) const {
        if (way.contains("age")) return chance.between(way["age"]);
        const double part = chance.below(10'000) / 10'000.0;
        const int youngest = must_be_there ? old_enough : 0;
        return youngest + static_cast<int>((oldest - youngest) * std::pow(part, 1.3));
    }

    Instant begin(const Json& way, bool must_be_there, Chance& chance) const {
        // The last working day that has begun counts as today.
        Day today = legal_day(wanted_.now);
        while (!calendar_.is_workday(today)) today -= std::chrono::days{1};
        const int days = age(way, must_be_there, chance);
        const Instant at = on_day(calendar_.add_workdays(today, -days)->day, chance);
        if (at < wanted_.now) return at;
        return wanted_.now - std::chrono::seconds{chance.between(60, 3600)};
    }

    const Wanted& wanted_;
    const Json& document_;
    const Json& accounts_;
    const sdk::WorkCalendar& calendar_;
    Chance chance_;
    std::vector<Course> courses_{};
};

}  // namespace

std::vector<Course> plan(const Wanted& wanted,
                         const Json& document,
                         const Json& accounts,
                         const sdk::WorkCalendar& calendar) {
    return Planner(wanted, document, accounts, calendar).finish();
}

}  // namespace oneseal::demo
