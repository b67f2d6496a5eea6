#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"

namespace oneseal {

int tell(const Error& error) {
    std::cerr << error.id << ": " << error.message.zh_cn << "\n  " << error.message.en << "\n";
    for (const Finding& finding : error.findings) {
        std::cerr << "  " << finding.pointer << ": " << finding.message.zh_cn << " | "
                  << finding.message.en << (finding.rule.empty() ? "" : " [" + finding.rule + "]")
                  << "\n";
    }
    if (!error.law.empty()) std::cerr << "  " << error.law << "\n";
    if (!error.remedy.en.empty()) {
        std::cerr << "  → " << error.remedy.zh_cn << "\n  → " << error.remedy.en << "\n";
    }
    const bool later = error.code == ErrorCode::unavailable ||
                       error.code == ErrorCode::storage_full || error.code == ErrorCode::internal;
    return later ? unavailable : refused;
}

Json error_line(const Error& error) {
    const std::string pointer = error.findings.empty() ? "" : error.findings[0].pointer;
    return {
        {"error", {{"code", error.id}, {"pointer", pointer}, {"message", to_json(error.message)}}}};
}

std::string beside(const std::string& program) {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / program).string();
}

}  // namespace oneseal
