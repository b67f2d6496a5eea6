#include "settings/county_check.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "base/clock.hpp"
#include "base/json.hpp"
#include "settings/errors.hpp"

namespace oneseal {
namespace {

class CountyCheck {
  public:
    explicit CountyCheck(const Json& county) : county_(county) {}

    std::vector<Finding> run() {
        const std::string& code = county_["code"].get_ref<const std::string&>();
        if (code.size() != 6 ||
            !std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) {
            add("/code", settings::errors::no_county_code());
        }
        check_unique("/sections", "id");
        check_unique("/people", "id");
        check_unique("/people", "username");
        check_unique("/plugins", "id");
        check_people();
        for (const auto& [id, matter] : county_["matters"].items()) {
            check_section("/matters/" + pointer_token(id) + "/deciding_section",
                          matter["deciding_section"]);
        }
        return std::move(findings_);
    }

  private:
    void add(std::string pointer, Text message) {
        findings_.push_back({std::move(pointer), std::move(message)});
    }

    void check_unique(const std::string& list, const char* key) {
        std::set<Json> seen;
        const Json& items = county_[Json::json_pointer(list)];
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (seen.insert(items[i][key]).second) continue;
            add(list + "/" + std::to_string(i) + "/" + key, settings::errors::stands_twice());
        }
    }

    void check_section(std::string pointer, const Json& section) {
        const Json& sections = county_["sections"];
        const bool known = std::any_of(sections.begin(), sections.end(), [&](const Json& each) {
            return each["id"] == section;
        });
        if (known || section.is_null()) return;
        add(std::move(pointer), settings::errors::no_such_section());
    }

    void check_people() {
        const Json& people = county_["people"];
        for (std::size_t i = 0; i < people.size(); ++i) {
            const std::string pointer = "/people/" + std::to_string(i);
            check_section(pointer + "/section", people[i]["section"]);
            const Json& qualifications = people[i]["qualifications"];
            for (std::size_t q = 0; q < qualifications.size(); ++q) {
                if (sdk::parse_day(qualifications[q]["until"].get<std::string>())) continue;
                add(pointer + "/qualifications/" + std::to_string(q) + "/until",
                    settings::errors::no_date());
            }
        }
    }

    const Json& county_;
    std::vector<Finding> findings_{};
};

}  // namespace

std::vector<Finding> check_county(const Json& county) {
    return CountyCheck(county).run();
}

}  // namespace oneseal
