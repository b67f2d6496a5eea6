# The three kinds of target that the tree is made of. Each folder's CMakeLists.txt only lists its
# sources and the folders that it uses.

add_library(oneseal_warnings INTERFACE)
target_compile_options(oneseal_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror
    # g++ 12 sees overlaps in "text" + std::string where there are none (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(ONESEAL_SANITIZE)
    # -O0 on purpose: with the sanitizers, optimising costs three times the compile time. Checks for
    # null and alignment would cost another fifth; a null pointer ends the program without them too.
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=null,alignment
                        -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# oneseal_library(<target> SOURCES ... USES <folder|target>...) makes a static library.
function(oneseal_library target)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
    add_library(${target} STATIC ${ARG_SOURCES})
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(${target} PUBLIC ${ARG_USES} PRIVATE oneseal_warnings)
endfunction()

# Makes the functions of the folder's errors.json, if it has one: "<name>/errors.hpp".
add_executable(make_errors ${CMAKE_CURRENT_LIST_DIR}/make_errors.cpp)
target_link_libraries(make_errors PRIVATE oneseal_warnings nlohmann_json::nlohmann_json)
function(oneseal_errors name sources)
    set(document ${CMAKE_CURRENT_SOURCE_DIR}/errors.json)
    if(NOT EXISTS ${document})
        return()
    endif()
    set(made ${PROJECT_BINARY_DIR}/made/${name}/errors)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/made/${name})
    set(space oneseal::${name})
    if(name STREQUAL base OR name STREQUAL app)
        set(space oneseal)
    endif()
    add_custom_command(OUTPUT ${made}.hpp ${made}.cpp
        COMMAND make_errors ${space} ${name}/errors.hpp ${document} ${made}.hpp ${made}.cpp
        DEPENDS make_errors ${document}
        VERBATIM)
    set(${sources} ${made}.hpp ${made}.cpp PARENT_SCOPE)
endfunction()

# A folder of the kernel: target oneseal_<name>; USES takes folder names, or targets of libraries.
function(oneseal_kernel_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
    set(made)
    oneseal_errors(${name} made)
    set(uses)
    foreach(use IN LISTS ARG_USES)
        if(use MATCHES "^[a-z_]+$" AND NOT use MATCHES "^oneseal_" AND EXISTS ${PROJECT_SOURCE_DIR}/kernel/core/${use})
            list(APPEND uses oneseal_${use})
        elseif(use MATCHES "^[a-z_]+$" AND EXISTS ${PROJECT_SOURCE_DIR}/kernel/services/${use})
            list(APPEND uses oneseal_${use})
        else()
            list(APPEND uses ${use})
        endif()
    endforeach()
    oneseal_library(oneseal_${name} SOURCES ${ARG_SOURCES} ${made} USES ${uses})
    target_include_directories(oneseal_${name} PUBLIC ${PROJECT_SOURCE_DIR}/kernel/core
                                                      ${PROJECT_SOURCE_DIR}/kernel/services
                                                      ${PROJECT_BINARY_DIR}/made)
endfunction()

# A folder of the SDK that plugins and the kernel share: target oneseal_sdk_<name>.
function(oneseal_sdk_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
    list(TRANSFORM ARG_USES REPLACE "^([a-z]+)$" "oneseal_sdk_\\1")
    oneseal_library(oneseal_sdk_${name} SOURCES ${ARG_SOURCES} USES ${ARG_USES})
    target_include_directories(oneseal_sdk_${name} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sdk/src>
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sdk/include>)
endfunction()

# The test notes which errors of the catalogue it produces (base/produced.hpp), in a folder that is
# empty at the start of a run; produced_errors_test needs the notes of all, so ctest runs them first.
function(oneseal_notes_errors test)
    set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT
        ONESEAL_PRODUCED_ERRORS=${PROJECT_BINARY_DIR}/produced_errors)
    set_property(TEST ${test} APPEND PROPERTY FIXTURES_REQUIRED produced_errors)
    set_property(TEST ${test} APPEND PROPERTY FIXTURES_SETUP noted_errors)
endfunction()

# A test program, run by ctest under its own name. USES takes targets.
function(oneseal_test name)
    cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})
    target_link_libraries(${name} PRIVATE ${ARG_USES} oneseal_warnings GTest::gtest_main GTest::gmock)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE ONESEAL_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                               ONESEAL_BINARY_DIR="${PROJECT_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    oneseal_notes_errors(${name})
endfunction()
