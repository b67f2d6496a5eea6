// Street stalls: what an expression can't say is said here, the rest in matters/street_stall.json.
#include <oneseal/department.hpp>
#include <text/utf8.hpp>

namespace {

using namespace oneseal::sdk;

class StreetStalls final : public Department {
    // A stall's name may not be one letter over and over: 哈哈哈.
    void findings(const Input& input, Findings& findings) const override {
        const Value name = input.form("stall_name");
        if (name.is_unknown()) return findings.waits("STALL-02", {});
        std::string_view rest = name.string();
        const char32_t first = take_code_point(rest);
        while (!rest.empty()) {
            if (take_code_point(rest) != first) return findings.passed("STALL-02");
        }
        findings.violated("STALL-02");
    }
};

}  // namespace

ONESEAL_EXPORT_DEPARTMENT(StreetStalls)
