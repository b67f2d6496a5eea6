#include "cases/licence_number.hpp"

#include <algorithm>

#include "cases/errors.hpp"
#include "identifiers/identifiers.hpp"

namespace oneseal::cases {

std::string licence_counter(const std::string& matter, const std::string& prefix) {
    return "licence/" + matter + "/" + prefix;
}

Result<std::string> licence_number(const Json& licence, std::int64_t sequence) {
    const auto digits = static_cast<std::size_t>(licence.value("digits", 0));
    std::string number = std::to_string(sequence);
    if (number.size() > digits) {
        return errors::licence_numbers_used_up();
    }
    number.insert(0, digits - number.size(), '0');
    number.insert(0, licence.value("prefix", ""));
    if (licence.value("check", "none") == "mod11_10") {
        std::string body;
        std::ranges::copy_if(
            number, std::back_inserter(body), [](char c) { return c >= '0' && c <= '9'; });
        number += sdk::mod11_10(body);
    }
    return number + licence.value("suffix", "");
}

}  // namespace oneseal::cases
