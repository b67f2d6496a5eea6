// Prints the API's contract as GET /api/v1/openapi.json answers it.
#include <iostream>

#include "api/contract.hpp"

int main() {
    std::cout << oneseal::api::contract() << "\n";
}
