#include "library.hpp"

// Boost.DLL then needs no library of its own beside the plugin.
#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>
#include <string_view>

namespace oneseal::plugin_host {
namespace {

constexpr std::string_view department_interface = ONESEAL_DEPARTMENT_1;

std::string version(std::uint32_t major, std::uint32_t minor) {
    return std::to_string(major) + "." + std::to_string(minor);
}

Library refused(std::string why) {
    return {nullptr, std::move(why)};
}

Library check_entry(const oneseal_entry& entry) {
    if (entry.magic != ONESEAL_MAGIC || entry.size < sizeof(oneseal_entry)) {
        return refused("its " ONESEAL_ENTRY_SYMBOL " is no OneSeal entry");
    }
    if (entry.abi_major != ONESEAL_ABI_MAJOR || entry.oldest_host_minor > ONESEAL_ABI_MINOR) {
        return refused("it needs ABI " + version(entry.abi_major, entry.oldest_host_minor) +
                       ", this host speaks " + version(ONESEAL_ABI_MAJOR, ONESEAL_ABI_MINOR));
    }
    const void* table =
        entry.find_interface({department_interface.data(), department_interface.size()});
    const auto* department = static_cast<const oneseal_department_1*>(table);
    if (department == nullptr || department->size < sizeof(oneseal_department_1)) {
        return refused("it has no interface " ONESEAL_DEPARTMENT_1);
    }
    return {department, ""};
}

}  // namespace

Library load_library(int fd) {
    try {
        // Leaked on purpose: the destructor would unload, and code that never unmaps cleanly
        // crashes later.
        const auto* library = new boost::dll::shared_library(
            "/proc/self/fd/" + std::to_string(fd),
            boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
        if (!library->has(ONESEAL_ENTRY_SYMBOL)) {
            return refused("it exports no " ONESEAL_ENTRY_SYMBOL);
        }
        return check_entry(library->get<const oneseal_entry>(ONESEAL_ENTRY_SYMBOL));
    } catch (const std::exception& error) {
        return refused(error.what());
    }
}

}  // namespace oneseal::plugin_host
