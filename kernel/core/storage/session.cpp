#include "storage/session.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>
#include <map>
#include <utility>

#include "storage/errors.hpp"

namespace oneseal::storage {
namespace {

// Where SOCI reads a parameter: its address and type stay, its content is set before each use.
struct Parameter {
    std::size_t type;  // the index of a Value
    soci::indicator indicator = soci::i_null;
    long long integer = 0;
    double real = 0;
    std::string text{};
};

struct Column {
    std::string text{};
    soci::indicator indicator = soci::i_null;
};

constexpr std::size_t null_type = 0;
constexpr std::size_t integer_type = 1;
constexpr std::size_t real_type = 2;

// SOCI keeps references to what it exchanges, so both lists are deques and filled once.
struct Prepared {
    Prepared(soci::session& session, const char* sql, const std::vector<Value>& values)
        : statement(session) {
        statement.alloc();
        statement.prepare(sql);
        for (const Value& value : values) bind(value.index());
        const int count = statement.get_backend()->prepare_for_describe();
        for (int i = 0; i < count; ++i) {
            Column& column = columns.emplace_back();
            statement.exchange(soci::into(column.text, column.indicator));
        }
        statement.define_and_bind();
    }

    void bind(std::size_t type) {
        Parameter& parameter = parameters.emplace_back();
        parameter.type = type;
        if (type == integer_type) {
            statement.exchange(soci::use(parameter.integer, parameter.indicator));
        } else if (type == real_type) {
            statement.exchange(soci::use(parameter.real, parameter.indicator));
        } else {
            statement.exchange(soci::use(parameter.text, parameter.indicator));
        }
    }

    // A null fits every type; any other value only the type that the parameter was bound with.
    bool fits(const std::vector<Value>& values) const {
        if (values.size() != parameters.size()) return false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i].index() != null_type && values[i].index() != parameters[i].type) {
                return false;
            }
        }
        return true;
    }

    // Puts the values in their places; called again, it gives the texts back. Swapping spares a
    // copy of every text, and a group that is repeated still has its values.
    void exchange(std::vector<Value>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            Parameter& parameter = parameters[i];
            parameter.indicator = values[i].index() == null_type ? soci::i_null : soci::i_ok;
            if (auto* integer = std::get_if<long long>(&values[i])) {
                parameter.integer = *integer;
            } else if (auto* real = std::get_if<double>(&values[i])) {
                parameter.real = *real;
            } else if (auto* text = std::get_if<std::string>(&values[i])) {
                parameter.text.swap(*text);
            }
        }
    }

    soci::statement statement;
    std::deque<Parameter> parameters{};
    std::deque<Column> columns{};
};

class Exchanged {
  public:
    Exchanged(Prepared& prepared, std::vector<Value>& values)
        : prepared_(prepared), values_(values) {
        prepared_.exchange(values_);
    }
    ~Exchanged() { prepared_.exchange(values_); }

  private:
    Prepared& prepared_;
    std::vector<Value>& values_;
};

// PostgreSQL cuts a text at NUL, SQLite keeps it: neither ever sees one.
bool holds_nul(const std::vector<Value>& values) {
    for (const Value& value : values) {
        const auto* text = std::get_if<std::string>(&value);
        if (text != nullptr && text->find('\0') != std::string::npos) return true;
    }
    return false;
}

bool is_duplicate(int extended_code) {
    return extended_code == SQLITE_CONSTRAINT_UNIQUE ||
           extended_code == SQLITE_CONSTRAINT_PRIMARYKEY ||
           extended_code == SQLITE_CONSTRAINT_ROWID;
}

Error sqlite_fault(const std::string& statement, int code, int extended_code) {
    const std::string cause = "sqlite " + std::to_string(extended_code);
    switch (code) {
        case SQLITE_FULL:
            return errors::storage_full(cause);
        case SQLITE_IOERR:
            // The file beside the log that readers share could not grow.
            return extended_code == SQLITE_IOERR_SHMSIZE ? errors::storage_full(cause)
                                                         : errors::storage_unavailable(cause);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_NOMEM:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT:
            return errors::storage_unavailable(cause);
        default:
            return errors::storage_statement(statement, cause);
    }
}

}  // namespace

struct Session::State {
    soci::session session{};
    std::map<std::string, Prepared, std::less<>> statements{};  // ends before its connection

    sqlite_api::sqlite3* sqlite() {
        return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
    }

    Prepared& prepare(const char* sql, const std::vector<Value>& values) {
        auto found = statements.find(std::string_view(sql));
        if (found != statements.end() && !found->second.fits(values)) {
            statements.erase(found);
            found = statements.end();
        }
        if (found == statements.end()) {
            found = statements
                        .emplace(std::piecewise_construct,
                                 std::forward_as_tuple(sql),
                                 std::forward_as_tuple(session, sql, values))
                        .first;
        }
        return found->second;
    }

    // What an exception of SOCI means. Its text holds bound values and is never used. The statement
    // is given up, because SOCI leaves it between two rows.
    Executed failed(const Statement& statement, const char* sql, const std::exception& exception) {
        const int extended_code = sqlite3_extended_errcode(sqlite());
        if (const auto found = statements.find(std::string_view(sql)); found != statements.end()) {
            statements.erase(found);
        }
        const auto* fault = dynamic_cast<const soci::sqlite3_soci_error*>(&exception);
        if (fault == nullptr) return {0, false, errors::storage_statement(statement.name, "soci")};
        if (is_duplicate(extended_code)) return {0, true, {}};
        return {0, false, sqlite_fault(statement.name, fault->result() & 0xff, extended_code)};
    }
};

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::open(const DatabaseOptions& options, Purpose purpose) {
    // PostgreSQL has its texts in every Statement; its session is not written yet.
    if (options.engine != Engine::sqlite)
        return errors::storage_unavailable("postgresql is not built in");
    if (options.connection.find('"') != std::string::npos)
        return errors::storage_unavailable("path");
    auto state = std::make_unique<State>();
    try {
        state->session.open(soci::sqlite3, "dbname=\"" + options.connection + "\" timeout=10");
    } catch (const std::exception&) {
        return errors::storage_unavailable("open");
    }
    std::unique_ptr<Session> session(new Session(std::move(state)));
    // With temp_store in memory a savepoint costs a twentieth; with its journal in a file, half.
    std::vector<std::string> settings{
        "PRAGMA journal_mode=WAL",
        "PRAGMA temp_store=MEMORY",
        options.synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_size=-16384"};
    if (options.page_limit > 0) {
        settings.push_back("PRAGMA max_page_count=" + std::to_string(options.page_limit));
    }
    if (purpose == Purpose::reading) settings.push_back("PRAGMA query_only=ON");
    for (const std::string& setting : settings) {
        if (auto error = session->run(setting.c_str())) return *error;
    }
    return session;
}

Executed Session::execute(const Statement& statement, std::vector<Value>& values) {
    if (holds_nul(values)) return {0, false, errors::storage_nul(statement.name)};
    try {
        Prepared& prepared = state_->prepare(statement.sqlite, values);
        const Exchanged exchanged(prepared, values);
        // A statement that still has a row would make the next COMMIT fail.
        for (bool row = prepared.statement.execute(true); row;) row = prepared.statement.fetch();
        return {prepared.statement.get_affected_rows(), false, {}};
    } catch (const std::exception& exception) {
        return state_->failed(statement, statement.sqlite, exception);
    }
}

Result<std::vector<Row>> Session::query(const Statement& statement, std::vector<Value>& values) {
    if (holds_nul(values)) return errors::storage_nul(statement.name);
    try {
        Prepared& prepared = state_->prepare(statement.sqlite, values);
        const Exchanged exchanged(prepared, values);
        std::vector<Row> rows;
        for (bool row = prepared.statement.execute(true); row; row = prepared.statement.fetch()) {
            std::vector<std::optional<std::string>> columns(prepared.columns.size());
            for (std::size_t i = 0; i < columns.size(); ++i) {
                Column& column = prepared.columns[i];
                if (column.indicator == soci::i_ok) columns[i] = std::move(column.text);
            }
            rows.emplace_back(std::move(columns));
        }
        return rows;
    } catch (const std::exception& exception) {
        const Executed failed = state_->failed(statement, statement.sqlite, exception);
        if (failed.error) return *failed.error;
        return errors::storage_statement(statement.name, "duplicate");
    }
}

std::optional<Error> Session::run(const char* sql) {
    std::vector<Value> none;
    const Executed executed = execute({sql, sql}, none);
    if (executed.duplicate) return errors::storage_statement(sql, "duplicate");
    return executed.error;
}

bool Session::in_transaction() const {
    return sqlite3_get_autocommit(state_->sqlite()) == 0;
}

void Session::roll_back_if_open() {
    if (in_transaction()) run("ROLLBACK");
}

}  // namespace oneseal::storage
