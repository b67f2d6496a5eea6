#include "storage/database.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <future>
#include <mutex>

#include "storage/errors.hpp"
#include "storage/faults.hpp"
#include "storage/migrations.hpp"
#include "storage/session.hpp"
#include "storage/writer.hpp"

namespace oneseal::storage {
namespace {

// A few sessions that take turns.
class Readers {
  public:
    void add(std::unique_ptr<Session> session) {
        free_.push_back(std::move(session));
        free_.reserve(free_.size() + 1);
    }

    std::unique_ptr<Session> take() {
        std::unique_lock lock(mutex_);
        available_.wait(lock, [this] { return !free_.empty(); });
        std::unique_ptr<Session> session = std::move(free_.back());
        free_.pop_back();
        return session;
    }

    void give_back(std::unique_ptr<Session> session) {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(std::move(session));
        }
        available_.notify_one();
    }

  private:
    std::mutex mutex_{};
    std::condition_variable available_{};
    std::vector<std::unique_ptr<Session>> free_{};
};

const std::string empty_text;

}  // namespace

Value text_or_null(const std::string& text) {
    return text.empty() ? Value(std::monostate{}) : Value(text);
}

const std::string& Row::text(std::size_t column) const {
    const auto& text = columns_.at(column);
    return text ? *text : empty_text;
}

long long Row::integer(std::size_t column) const {
    const std::string& digits = text(column);
    long long value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

struct Database::State {
    DatabaseOptions options{};
    Readers readers{};
    std::unique_ptr<Writer> writer{};
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;

// One reader, whose transaction begins before its first query and ends with it.
Result<std::unique_ptr<Database>> Database::open_one_state(std::unique_ptr<State> state) {
    const DatabaseOptions& options = state->options;
    const bool is_file = options.engine == Engine::sqlite;
    if (is_file && ::access(options.connection.c_str(), R_OK) != 0) {
        return system_fault("open " + options.connection, errno);
    }
    auto reader = Session::open(options, Purpose::reading);
    if (!reader) return reader.error();
    if (auto error = (*reader)->run("BEGIN")) return *error;
    state->readers.add(std::move(*reader));
    return std::unique_ptr<Database>(new Database(std::move(state)));
}

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
    auto state = std::make_unique<State>();
    state->options = options;
    if (options.one_state) return open_one_state(std::move(state));
    auto session = Session::open(options, Purpose::writing);
    if (!session) return session.error();
    for (int i = 0; i < std::max(options.readers, 1); ++i) {
        auto reader = Session::open(options, Purpose::reading);
        if (!reader) return reader.error();
        state->readers.add(std::move(*reader));
    }
    state->writer = std::make_unique<Writer>(std::move(*session));
    return std::unique_ptr<Database>(new Database(std::move(state)));
}

Result<int> Database::migrate() {
    auto session = Session::open(state_->options, Purpose::writing);
    if (!session) return session.error();
    return apply_migrations(**session, built_in_migrations());
}

Result<std::vector<Row>> Database::query(const Statement& statement, std::vector<Value> values) {
    // Given back however the query ends.
    struct Turn {
        explicit Turn(Readers& its_readers) : readers(its_readers), session(readers.take()) {}
        ~Turn() { readers.give_back(std::move(session)); }
        Readers& readers;
        std::unique_ptr<Session> session;
    };
    const Turn turn(state_->readers);
    return turn.session->query(statement, values);
}

void Database::commit(WriteSet set, std::function<void(Committed)> done) {
    if (!state_->writer) return done(errors::storage_unavailable("opened for one state"));
    state_->writer->put(std::move(set), std::move(done));
}

Committed Database::commit_and_wait(WriteSet set) {
    // Shared with the writer's thread, which may still be inside set_value() when we are gone.
    const auto answer = std::make_shared<std::promise<Committed>>();
    std::future<Committed> future = answer->get_future();
    commit(std::move(set),
           [answer](Committed committed) { answer->set_value(std::move(committed)); });
    return future.get();
}

std::optional<unsigned long long> Database::commits() const {
    if (state_->options.engine != Engine::sqlite || state_->writer == nullptr) return {};
    const auto begun_and_ended = state_->writer->commits();
    if (begun_and_ended % 2 != 0) return {};
    return begun_and_ended;
}

GroupStatistics Database::statistics() const {
    return state_->writer ? state_->writer->statistics() : GroupStatistics{};
}

}  // namespace oneseal::storage
