// oneseal_bench PROGRAM PACKAGES CONFIG DIRECTORY [part...]: prints ratios; tests/bench/README.md
// says how each is measured. Load goes to this machine's loopback only, for a few seconds a part.
#include <sys/stat.h>

#include <cstdio>
#include <map>

#include "bench/bench.hpp"

namespace oneseal::bench {

void measure_start_and_memory(const Paths& paths) {
    const std::string data = paths.directory + "/start";
    { const Server first(paths, data); }  // makes accounts and tables
    const Server server(paths, data);
    print({"start to first answer",
           server.seconds_to_first_answer(),
           0,
           "s",
           1,
           true,
           "exec to the first 200 of /readyz, both departments, existing data"});
    print({"memory with both departments",
           server.memory(),
           0,
           "MiB",
           60,
           true,
           "proportional set size of the kernel and its two plugin hosts after the start"});
}

}  // namespace oneseal::bench

int main(int argc, char** argv) {
    using namespace oneseal::bench;
    if (argc < 5) {
        std::fprintf(stderr, "usage: oneseal_bench PROGRAM PACKAGES CONFIG DIRECTORY [part...]\n");
        return 2;
    }
    const Paths paths{argv[1], argv[2], argv[3], argv[4]};
    mkdir(argv[4], 0755);
    const std::map<std::string, void (*)(const Paths&)> parts{{"filings", measure_filings},
                                                              {"lines", measure_lines},
                                                              {"listeners", measure_listeners},
                                                              {"lists", measure_lists},
                                                              {"neighbour", measure_neighbour},
                                                              {"plugin_call", measure_plugin_call},
                                                              {"reading", measure_reading},
                                                              {"start", measure_start_and_memory}};
    for (const auto& [name, measure] : parts) {
        bool wanted = argc == 5;
        for (int i = 5; i < argc; ++i) wanted = wanted || name == argv[i];
        if (wanted) measure(paths);
    }
    return 0;
}
