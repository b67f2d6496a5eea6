// serve and demo.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/commands.hpp"
#include "app/demo.hpp"
#include "app/errors.hpp"
#include "app/installation.hpp"
#include "settings/settings.hpp"

namespace oneseal {
namespace {

sigset_t ends() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

// For every thread that comes after it.
void block_ends() {
    const sigset_t signals = ends();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// REQUIRES: blocked in every thread, so that one wait takes them.
void wait_for_the_end() {
    const sigset_t signals = ends();
    int signal = 0;
    sigwait(&signals, &signal);
}

// Every connection and every plugin takes open files, of which the usual soft limit allows few;
// what needs that limit for select() is not in this program.
void prepare_process() {
    std::signal(SIGPIPE, SIG_IGN);
    // No other process of the same user reads its memory, and no core file holds it.
    prctl(PR_SET_DUMPABLE, 0);
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

int serve(const std::string& file) {
    prepare_process();
    block_ends();
    auto settings = load_settings(file);
    if (!settings) return tell(settings.error());
    // Its past was made on a clock that was set.
    if (is_filled_demo(*settings)) return tell(errors::demo_folder(settings->database));
    const SystemClock clock;
    auto installation = Installation::start(*settings, beside("oneseal-plugin-host"), clock);
    if (!installation) return tell(installation.error());
    std::cout << "OneSeal: http://" << settings->address << ":" << (*installation)->port()
              << std::endl;
    wait_for_the_end();
    return 0;
}

int demo(const DemoOptions& options) {
    prepare_process();
    const SystemClock clock;
    const auto file =
        prepare_filled_demo(options, beside("oneseal-plugin-host"), clock.now(), std::cout);
    if (!file) return tell(file.error());
    block_ends();  // not before: whoever waits for a long filling may end it
    auto settings = load_settings(*file);
    if (!settings) return tell(settings.error());
    auto installation = Installation::start(*settings, beside("oneseal-plugin-host"), clock);
    if (!installation) return tell(installation.error());
    tell_demo(options, (*installation)->port(), std::cout);
    wait_for_the_end();
    return 0;
}

}  // namespace

void add_serve_commands(CLI::App& app, int& status) {
    CLI::App* serve_command =
        app.add_subcommand("serve", "Serve the installation that a settings file describes");
    auto file = std::make_shared<std::string>("/etc/oneseal/oneseal.json");
    serve_command->add_option("--settings", *file, "The installation's oneseal.json")
        ->capture_default_str();
    serve_command->callback([file, &status] { status = serve(*file); });

    CLI::App* demo_command = app.add_subcommand(
        "demo", "Serve a demonstration bureau on this machine, with invented people and SQLite");
    auto options = std::make_shared<DemoOptions>();
    demo_command->add_option("--data", options->data, "Where the demonstration keeps its data")
        ->required();
    demo_command->add_option("--config", options->config, "The folder config/ of the sources")
        ->required();
    demo_command->add_option("--packages", options->packages, "The folder of built packages")
        ->required();
    demo_command->add_option("--surfaces",
                             options->surfaces,
                             "The folder of built pages, as packaging/surfaces makes it");
    demo_command->add_option("--port", options->port, "The port on 127.0.0.1; 0 takes any free one")
        ->capture_default_str();
    CLI::Option* cases =
        demo_command
            ->add_option("--cases",
                         options->cases,
                         "How many cases a new data folder is filled with, by the real actions on "
                         "a clock of the filler's own; a folder that was used before is left as it "
                         "is")
            ->capture_default_str()
            ->check(CLI::Range(1, 100'000));
    demo_command
        ->add_flag_callback(
            "--empty", [options] { options->cases = 0; }, "Fill with no cases")
        ->excludes(cases);
    demo_command
        ->add_option("--seed",
                     options->seed,
                     "Chooses the cases; the same one on the same day chooses the same")
        ->capture_default_str();
    demo_command->callback([options, &status] { status = demo(*options); });
}

}  // namespace oneseal
