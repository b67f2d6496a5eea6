// Holds an answer against the API's contract, as the contract is served.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace oneseal {

struct SeenAnswer {
    std::string method{};
    std::string target{};  // path and query
    int status = 0;
    std::string content_type{};
    std::string_view body{};
};

// What the contract does not allow of it, each with its place in the body: a route that is not
// there, a status or a content type that the operation does not name, a body that is not valid by
// its schema. A refusal of a route that is not there is held against the problem document. Empty
// where all holds. [any thread]
std::vector<std::string> faults_by_contract(const SeenAnswer& answer);

}  // namespace oneseal
