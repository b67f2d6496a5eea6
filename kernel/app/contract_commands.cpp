// openapi: the API's contract without a server, for whoever makes a client of it.
#include <CLI/CLI.hpp>
#include <iostream>

#include "api/contract.hpp"
#include "app/commands.hpp"

namespace oneseal {

void add_contract_commands(CLI::App& app, int& status) {
    CLI::App* command = app.add_subcommand(
        "openapi", "Print the OpenAPI document, as GET /api/v1/openapi.json answers it");
    command->callback([&status] {
        std::cout << api::contract() << "\n";
        status = done;
    });
}

}  // namespace oneseal
