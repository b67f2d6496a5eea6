// What everything that a screen shows by a short name is called, in both languages.
#include <nlohmann/json.hpp>

#include "api/api.hpp"
#include "api/tagged.hpp"
#include "cases/titles.hpp"
#include "papers/errors.hpp"

namespace oneseal::api {
namespace {

const Json& words() {
    static const Json all = [] {
        Json words = cases::titles();
        words["seals"] = {{"acceptance", to_json(papers::errors::acceptance_seal())},
                          {"licensing", to_json(papers::errors::licensing_seal())}};
        return words;
    }();
    return all;
}

}  // namespace

void add_word_routes(http::Router& router, const Foundation&, const Doorway& doorway) {
    router.add("GET",
               "/api/v1/counties/{c}/words",
               http::Body::none,
               doorway.at_work(SignIn::optional, [](const Call& call) -> Result<http::Response> {
                   return tagged(call, words());
               }));
}

}  // namespace oneseal::api
