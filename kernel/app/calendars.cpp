#include "app/calendars.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/errors.hpp"
#include "base/json.hpp"
#include "calendar/notices.hpp"

namespace oneseal {

Result<std::vector<sdk::HolidayNotice>> read_notices(const std::string& directory) {
    std::vector<std::string> files;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    }
    if (failed) {
        return errors::calendars_missing(directory);
    }
    std::ranges::sort(files);
    std::vector<sdk::HolidayNotice> notices;
    for (const std::string& file : files) {
        std::ostringstream text;
        text << std::ifstream(file).rdbuf();
        const auto json = parse_json(text.str());
        if (!json) return json.error();
        auto notice = notice_from_json(*json);
        if (!notice) return notice.error();
        notices.push_back(std::move(*notice));
    }
    return in_order_of_issue(std::move(notices));
}

Result<sdk::WorkCalendar> read_calendar(const std::string& directory) {
    auto notices = read_notices(directory);
    if (!notices) return notices.error();
    return sdk::WorkCalendar(std::move(*notices));
}

}  // namespace oneseal
