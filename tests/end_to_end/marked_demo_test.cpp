// A demonstration's past was made on a clock that was set: nobody goes on with it for real.
#include <gtest/gtest.h>

#include <fstream>

#include "end_to_end/bureau.hpp"
#include "end_to_end/program.hpp"

namespace oneseal {
namespace {

TEST(AMarkedDemonstration, IsNotServed) {
    const Place place;
    std::ofstream(place.path("demonstration.json")) << "{}";
    const Outcome served = run_oneseal({"serve", "--settings", place.settings()});
    EXPECT_NE(served.exit_code, 0);
    EXPECT_NE(served.errors.find("DEMO_FOLDER"), std::string::npos) << served.errors;
}

}  // namespace
}  // namespace oneseal
