#include "app/demo/parties.hpp"

#include <array>

#include "identifiers/identifiers.hpp"

namespace oneseal::demo {
namespace {

std::string digits(int number, std::size_t width) {
    const std::string text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
}

// Business registration, example codes as MA0nnnnn; the inner check character, then the outer.
std::string business_code(const std::string& kind, const std::string& county, int index) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string begin = kind + county + "MA0" + digits(index, 5);
    for (const char inner : alphabet) {
        for (const char outer : alphabet) {
            const std::string code = begin + inner + outer;
            if (sdk::uscc_ok(code) && sdk::uscc_inner_ok(code)) return code;
        }
    }
    return {};
}

// Born from 1960 on; the order number as in the examples elsewhere, from 990 on.
std::string identity_number(const std::string& county, int index) {
    const Day born = *sdk::parse_day("1960-01-01") + std::chrono::days{(index * 37) % 15'000};
    std::string day = sdk::format_day(born);
    std::erase(day, '-');
    const std::string begin = county + day + digits(990 + index % 10, 3);
    for (const char check : std::string_view("0123456789X")) {
        if (sdk::id_ok(begin + check)) return begin + check;
    }
    return {};
}

// The `index`-th character of a text of three-byte characters.
std::string character(const std::string& text, int index) {
    return text.substr(static_cast<std::size_t>(index) * 3, 3);
}

void add_places(Json& values, const std::string& county, const Json& parties, Chance& chance) {
    const Json& place = parties["places"][county];
    const std::string street =
        parties["streets"][chance.one_of(parties["towns"][county]).get<std::size_t>()];
    const std::string door =
        street + std::to_string(chance.between(1, 180)) + parties["door"].get<std::string>();
    values["county"] = county;
    values["premises"] = place["name"].get<std::string>() + door;
    values["address"] = place["address"].get<std::string>() + door;
}

}  // namespace

Party invent(int index,
             const std::string& county,
             const Json& application,
             const Json& document,
             Chance& chance) {
    const Json& parties = document["parties"];
    const std::string surnames = parties["surnames"];
    const int count = static_cast<int>(surnames.size() / 3);
    const std::string given = parties["given"];
    const std::string type = application["party"];
    Party party;
    Json& values = party.values;
    add_places(values, county, parties, chance);
    values["shop"] = parties["example"].get<std::string>() +
                     chance.one_of(parties["brands"]).get<std::string>() +
                     chance.one_of(application["kinds"]).get<std::string>();
    values["name"] =
        parties["places"][county]["name"].get<std::string>() + values["shop"].get<std::string>();
    values["type"] = type;
    values["code"] = business_code(parties["types"][type], county, index);
    values["person"] = character(surnames, chance.below(count)) + given;
    values["seller"] = character(surnames, chance.below(count)) + given;
    values["id"] = identity_number(county, index);
    values["mobile"] = "15900" + digits(index, 6);
    values["certificate"] = parties["example"].get<std::string>() + county + digits(index, 5);
    party.username = values["mobile"];
    return party;
}

Party of_account(const Json& account, const std::string& county, const Json& document) {
    const Json& person = account["person"];
    const Json& business = account["represents"][0];
    Party party;
    Chance chance(1);
    add_places(party.values, county, document["parties"], chance);
    party.values.update({{"name", business["name"]},
                         {"shop", business["name"]},
                         {"type", business["type"]},
                         {"code", business["code"]},
                         {"person", person["name"]},
                         {"seller", person["name"]},
                         {"id", person["id_number"]},
                         {"mobile", person["mobile"]},
                         {"certificate", county}});
    party.username = account["username"];
    return party;
}

access::NewAccount account_of(const Party& party) {
    const Json& values = party.values;
    access::NewAccount account;
    account.county = access::applicants;
    account.username = party.username;
    account.name = values["person"];
    account.id_number = values["id"];
    account.mobile = values["mobile"];
    account.verified = true;
    account.represents.push_back({values["name"], values["type"], values["code"]});
    return account;
}

}  // namespace oneseal::demo
