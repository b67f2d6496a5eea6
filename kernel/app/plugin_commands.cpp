// plugin evaluate and check: a package by itself, in its own process.
#include <CLI/CLI.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "app/calendars.hpp"
#include "app/commands.hpp"
#include "app/errors.hpp"
#include "app/packages.hpp"
#include "base/clock.hpp"
#include "base/json.hpp"
#include "calendar/notices.hpp"
#include "catalogue/laws.hpp"
#include "crypto/digest.hpp"
#include "host/hosts.hpp"
#include "settings/document.hpp"
#include "text/canonical.hpp"

namespace oneseal {
namespace {

struct PackageOptions {
    std::string package{};
    std::string input{};
    std::string context{};    // a context document
    std::string calendars{};  // or the folder that one is made from
    std::string laws{};       // the folder of the law register
};

// A plugin process with one channel, on a thread of its own.
class Bench {
  public:
    explicit Bench(const Clock& clock) {
        host::HostOptions options;
        options.program = beside("oneseal-plugin-host");
        options.without_landlock = true;               // its author's own machine
        options.longest_wait = std::chrono::hours{1};  // nobody waits but this command
        options.plugin_log = [](std::string_view package, int, std::string_view text) {
            std::cerr << package << ": " << text << "\n";
        };
        hosts = std::make_unique<host::Hosts>(std::move(options), std::vector{&io}, clock);
        thread = std::thread([this] { io.run(); });
    }
    ~Bench() {
        io.stop();
        thread.join();
        hosts.reset();
    }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    boost::asio::io_context io{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{
        io.get_executor()};
    std::unique_ptr<host::Hosts> hosts{};
    std::thread thread{};
};

Result<std::string> read_context(const PackageOptions& options) {
    if (!options.context.empty()) {
        std::ostringstream text;
        text << std::ifstream(options.context).rdbuf();
        const auto json = parse_json(text.str());
        if (!json) return json.error();
        return sdk::canonical(*json);
    }
    std::vector<sdk::HolidayNotice> notices;
    if (!options.calendars.empty()) {
        auto read = read_notices(options.calendars);
        if (!read) return read.error();
        notices = std::move(*read);
    }
    return sdk::canonical(context_document(notices));
}

// Answers come in the order of the inputs; a window keeps what is on its way small.
class Lines {
  public:
    static constexpr std::size_t window = 256;

    void wait_for_room() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return on_their_way_ < window; });
        ++on_their_way_;
    }
    // A call that is repeated answers after those behind it: their answers wait.
    void answered(const Result<std::string>& verdict, std::size_t line) {
        std::string text;
        if (verdict) {
            text = *verdict;
        } else {
            Json told = error_line(verdict.error());
            told["error"]["line"] = line;
            text = sdk::canonical(told);
        }
        const std::lock_guard lock(mutex_);
        ready_.emplace(line, std::move(text));
        for (; !ready_.empty() && ready_.begin()->first == next_; ++next_) {
            std::cout << ready_.begin()->second << "\n";
            ready_.erase(ready_.begin());
        }
        // An input that is wrong is an answer; a plugin that gives none is not.
        died_ = died_ || (!verdict && verdict.error().code == ErrorCode::unavailable);
        --on_their_way_;
        changed_.notify_one();
    }
    // Whether the plugin has answered everything.
    bool wait_for_all() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return on_their_way_ == 0; });
        return !died_;
    }

  private:
    std::mutex mutex_{};
    std::condition_variable changed_{};
    std::size_t on_their_way_ = 0;
    std::map<std::size_t, std::string> ready_{};  // by line, behind one that is awaited
    std::size_t next_ = 1;
    bool died_ = false;
};

int evaluate(const PackageOptions& options) {
    std::ios::sync_with_stdio(false);
    // Reading must not flush what the other thread is writing: lines would be doubled or torn.
    std::cin.tie(nullptr);
    std::ifstream file;
    if (options.input != "-") file.open(options.input);
    std::istream& input = options.input == "-" ? std::cin : file;
    if (!input) return tell(errors::input_missing(options.input));
    const auto package = host::load_package(options.package);
    if (!package) return tell(package.error());
    const auto context = read_context(options);
    if (!context) return tell(context.error());
    const std::string digest = crypto::sha256_hex(*context);
    const SystemClock clock;
    Bench bench(clock);
    if (auto opened = bench.hosts->open(*package, digest, *context); !opened)
        return tell(opened.error());
    Lines lines;
    std::size_t number = 0;
    for (std::string line; std::getline(input, line);) {
        lines.wait_for_room();
        boost::asio::post(bench.io, [&, number = ++number, line = std::move(line)]() mutable {
            bench.hosts->evaluate(
                0,
                package->digest,
                digest,
                std::move(line),
                [&lines, number](Result<std::string> verdict) { lines.answered(verdict, number); });
        });
    }
    const bool all = lines.wait_for_all();
    std::cout.flush();
    return all ? done : unavailable;
}

// Whoever checks is its author: nobody else is to be told, and there is nothing to roll back.
int tell_author(Error error) {
    if (!error.findings.empty()) {
        error.remedy = errors::correct_places_listed();
    }
    return tell(error);
}

// Every basis against the law register, as it stands today.
Result<void> check_laws(const host::Package& package, const std::string& laws, Day today) {
    const auto files = read_folder(laws, "law");
    if (!files) return files.error();
    const auto registered = LawRegister::from_json(*files);
    if (!registered) return registered.error();
    std::optional<Error> wrong;
    for (const host::Document& document : package.documents) {
        const Json matter = Json::parse(document.text, nullptr, false);
        if (document.file == "department.json" || !matter.is_object()) continue;
        auto checked = check_bases(matter, *registered, today);
        if (checked) continue;
        if (!wrong) {
            wrong = checked.error();
            wrong->findings.clear();
        }
        for (const Finding& one : checked.error().findings) {
            wrong->findings.push_back(placed(document, one));
        }
    }
    if (wrong) return *wrong;
    return {};
}

std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

// "holds: 1 matter, 10 rules, 11 materials; 8 points to confirm; laws: not checked".
std::string summary_of(const desk::InstalledPackage& package, bool laws) {
    std::size_t rules = 0;
    std::size_t materials = 0;
    std::size_t unconfirmed = 0;
    for (const Json& matter : package.matters) {
        rules += matter.value("rules", Json::array()).size();
        materials += matter.value("materials", Json::array()).size();
        unconfirmed += to_be_confirmed(matter).size();
    }
    return "holds: " + counted(package.matters.size(), "matter", "matters") + ", " +
           counted(rules, "rule", "rules") + ", " + counted(materials, "material", "materials") +
           "; " + counted(unconfirmed, "point", "points") +
           " to confirm; schemas: yes; laws: " + (laws ? "in force" : "not checked (--laws)");
}

// Loads, verifies and opens a package: documents of another shape, names that lead nowhere and
// expressions that do not compile are told at once, with file, line and column.
int check(const PackageOptions& options) {
    const auto package = host::load_package(options.package);
    if (!package) return tell_author(package.error());
    const auto context = read_context(options);
    if (!context) return tell(context.error());
    const SystemClock clock;
    int status = done;
    const auto documents = check_documents(*package);
    if (!documents) status = tell_author(documents.error());
    if (package->library) {
        Bench bench(clock);
        const auto opened = bench.hosts->open(*package, crypto::sha256_hex(*context), *context);
        if (!opened) status = tell_author(clickable(opened.error()));
    }
    if (!options.laws.empty()) {
        const auto checked = check_laws(*package, options.laws, legal_day(clock.now()));
        if (!checked) status = tell_author(checked.error());
    }
    if (status != done) return status;
    std::cout << package->id << " " << package->version << " " << package->digest << "\n"
              << summary_of(*documents, !options.laws.empty()) << "\n";
    return done;
}

void add_context_options(CLI::App& command, PackageOptions& options) {
    command.add_option("package", options.package, "The folder of a package")->required();
    command.add_option("--context", options.context, "A context document");
    command.add_option(
        "--calendars", options.calendars, "The folder of holiday notices to make one from");
}

}  // namespace

void add_plugin_commands(CLI::App& app, int& status) {
    CLI::App* plugin = app.add_subcommand("plugin", "Department packages");
    plugin->require_subcommand(1);
    auto options = std::make_shared<PackageOptions>();
    CLI::App* evaluate_command = plugin->add_subcommand(
        "evaluate", "Evaluate JSON Lines: an input a line, a verdict a line");
    add_context_options(*evaluate_command, *options);
    evaluate_command
        ->add_option("--input", options->input, "A file of JSON Lines; - is standard input")
        ->required();
    evaluate_command->callback([options, &status] { status = evaluate(*options); });
    CLI::App* check_command = plugin->add_subcommand("check", "Verify and open a package");
    add_context_options(*check_command, *options);
    check_command->add_option(
        "--laws", options->laws, "The folder of the law register: every basis must be in force");
    check_command->callback([options, &status] { status = check(*options); });
}

}  // namespace oneseal
