// A call into the plugin's process against a bare socket-pair echo of the same bytes and the same
// work in process; and 100,000 lines through `oneseal plugin evaluate`.
#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdio>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "bench/bench.hpp"
#include "crypto/digest.hpp"
#include "host/hosts.hpp"
#include "oneseal/plugin.h"
#include "text/canonical.hpp"

namespace oneseal::bench {
namespace {

constexpr int calls = 20'000;

const std::string context_json = R"({"calendar":{"notices":[]},"context":1})";

std::string input() {
    const auto filing = nlohmann::json::parse(filing_body());
    auto materials = nlohmann::json::array();
    for (const auto& paper : filing["materials"]) materials.push_back(paper["id"]);
    return sdk::canonical(nlohmann::json{{"county", "511102"},
                                         {"matter", "food_business"},
                                         {"variant", "new"},
                                         {"mode", "general"},
                                         {"stage", "filing"},
                                         {"received_on", "2026-03-02"},
                                         {"today", "2026-03-02"},
                                         {"form", filing["form"]},
                                         {"facts", nlohmann::json::object()},
                                         {"materials", materials},
                                         {"shared_data", nlohmann::json::array()},
                                         {"committed", nlohmann::json::array()},
                                         {"survey", nlohmann::json::object()}});
}

[[noreturn]] void fail(const Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.id.c_str(), error.message.en.c_str());
    std::exit(3);
}

// One call after the other, each waiting for its answer. Microseconds a call.
double isolated(const Paths& paths, const host::Package& package, std::string& verdict) {
    const SystemClock clock;
    boost::asio::io_context io{1};
    auto work = boost::asio::make_work_guard(io);
    host::HostOptions options;
    options.without_landlock = true;
    options.program = paths.program + "-plugin-host";
    const std::string digest = crypto::sha256_hex(context_json);
    const std::string question = input();
    double took = 0;
    {
        std::thread thread;
        host::Hosts hosts(options, {&io}, clock);
        thread = std::thread([&] { io.run(); });
        if (auto opened = hosts.open(package, digest, context_json); !opened) fail(opened.error());
        std::promise<void> done;
        int left = calls;
        std::function<void()> call = [&] {
            hosts.evaluate(0, package.digest, digest, question, [&](Result<std::string> answer) {
                if (!answer) fail(answer.error());
                verdict = std::move(*answer);
                if (--left == 0) return done.set_value();
                call();
            });
        };
        const double start = now_s();
        boost::asio::post(io, call);
        done.get_future().wait();
        took = now_s() - start;
        io.stop();
        thread.join();
    }
    return took / calls * 1e6;
}

double in_process(const host::Package& package) {
    void* library =
        dlopen((package.directory + "/lib/food_business.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto* entry = static_cast<const oneseal_entry*>(dlsym(library, ONESEAL_ENTRY_SYMBOL));
    const std::string id = ONESEAL_DEPARTMENT_1;
    const auto* department =
        static_cast<const oneseal_department_1*>(entry->find_interface({id.data(), id.size()}));
    nlohmann::json documents = nlohmann::json::array();
    for (const host::Document& document : package.documents) {
        documents.push_back({{"file", document.file}, {"text", document.text}});
    }
    const std::string text = documents.dump();
    std::string answer;
    const oneseal_writer writer{sizeof writer, &answer, [](void* sink, oneseal_text piece) {
                                    static_cast<std::string*>(sink)->append(piece.data, piece.size);
                                    return static_cast<std::int32_t>(ONESEAL_OK);
                                }};
    const oneseal_host host{sizeof host,
                            ONESEAL_ABI_MAJOR,
                            ONESEAL_ABI_MINOR,
                            nullptr,
                            [](void*, std::int32_t, oneseal_text) {}};
    oneseal_instance* instance = nullptr;
    if (department->open(&host,
                         {text.data(), text.size()},
                         {context_json.data(), context_json.size()},
                         &writer,
                         &instance) != ONESEAL_OK) {
        std::exit(3);
    }
    const std::string question = input();
    const double start = now_s();
    for (int i = 0; i < calls; ++i) {
        answer.clear();
        department->evaluate(instance, {question.data(), question.size()}, &writer);
    }
    const double took = now_s() - start;
    department->close(instance);
    return took / calls * 1e6;
}

void send_all(int fd, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        sent += static_cast<std::size_t>(
            std::max<ssize_t>(0, write(fd, bytes.data() + sent, bytes.size() - sent)));
    }
}

bool receive(int fd, std::string& into, std::size_t size) {
    into.resize(size);
    for (std::size_t got = 0; got < size;) {
        const ssize_t part = read(fd, into.data() + got, size - got);
        if (part <= 0) return false;
        got += static_cast<std::size_t>(part);
    }
    return true;
}

// A process that answers so many bytes to so many others, and does nothing else.
double echo(std::size_t asked, std::size_t answered) {
    int pair[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    const pid_t child = fork();
    if (child == 0) {
        close(pair[0]);
        const std::string answer(answered, 'a');
        for (std::string question; receive(pair[1], question, asked);) send_all(pair[1], answer);
        _exit(0);
    }
    close(pair[1]);
    const std::string question(asked, 'q');
    std::string answer;
    const double start = now_s();
    for (int i = 0; i < calls; ++i) {
        send_all(pair[0], question);
        receive(pair[0], answer, answered);
    }
    const double took = now_s() - start;
    close(pair[0]);
    waitpid(child, nullptr, 0);
    return took / calls * 1e6;
}

}  // namespace

void measure_plugin_call(const Paths& paths) {
    const auto package = host::load_package(paths.packages + "/food_business");
    if (!package) std::exit(3);
    std::string verdict;
    const double ours = isolated(paths, *package, verdict);
    const double work = in_process(*package);
    const double bare = echo(input().size(), verdict.size());
    char how[200];
    std::snprintf(
        how,
        sizeof how,
        "one call at a time, %zu bytes asked, %zu answered; echo %.1f us and the same work in "
        "process %.1f us",
        input().size(),
        verdict.size(),
        bare,
        work);
    print({"a call into the plugin's process", ours, bare + work, "us", 1.5, true, how});
}

void measure_lines(const Paths& paths) {
    constexpr int lines = 100'000;
    const std::string file = paths.directory + "/lines.jsonl";
    {
        std::ofstream out(file);
        const std::string line = input();
        for (int i = 0; i < lines; ++i) out << line << "\n";
    }
    const std::string command = paths.program + " plugin evaluate " + paths.packages +
                                "/food_business --input " + file + " > " + paths.directory +
                                "/lines.out 2> /dev/null";
    const double start = now_s();
    if (std::system(command.c_str()) != 0) std::exit(3);
    const double took = now_s() - start;
    print({"100,000 lines through plugin evaluate",
           lines / took,
           0,
           "a second",
           10'000,
           false,
           "wall time " + std::to_string(took) + " s, process start included; the bar is ours"});
}

}  // namespace oneseal::bench
