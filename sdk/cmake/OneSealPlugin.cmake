# What a plugin is built with; in this tree and from the installed package alike.

# oneseal_add_plugin(<name> SOURCES <file>... VERSION <version> [DOCUMENTS <dir>] [PACKAGES <dir>])
# makes <name>.so, which exports oneseal_plugin_entry and nothing else, and the package
# <PACKAGES>/<name> (default: ${CMAKE_BINARY_DIR}/packages): the documents of <DOCUMENTS> (default:
# this folder), lib/<name>.so and the manifest with the digest of every file.
function(oneseal_add_plugin name)
    cmake_parse_arguments(ARG "" "VERSION;DOCUMENTS;PACKAGES" "SOURCES" ${ARGN})
    if(NOT ARG_VERSION)
        message(FATAL_ERROR "oneseal_add_plugin(${name}): VERSION is missing, as VERSION 1.0.0")
    endif()
    if(NOT ARG_DOCUMENTS)
        set(ARG_DOCUMENTS ${CMAKE_CURRENT_SOURCE_DIR})
    endif()
    cmake_path(ABSOLUTE_PATH ARG_DOCUMENTS)
    if(NOT ARG_PACKAGES)
        set(ARG_PACKAGES ${CMAKE_BINARY_DIR}/packages)
    endif()

    add_library(${name} MODULE ${ARG_SOURCES})
    set(map ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map)
    set_target_properties(${name} PROPERTIES
        PREFIX "" OUTPUT_NAME ${name} CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/lib LINK_DEPENDS ${map})
    target_compile_features(${name} PRIVATE cxx_std_20)
    target_link_libraries(${name} PRIVATE oneseal_sdk_department)
    # A hook with another signature would never be called, and its rules never be decided.
    target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Werror=overloaded-virtual>)
    # An unloadable library is one that no other library's symbols are bound to.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
    target_link_options(${name} PRIVATE
        LINKER:--version-script=${map} LINKER:-z,now LINKER:-z,relro)
    # The sanitizers' runtime needs the C++ runtime that it was built with.
    if(NOT ONESEAL_SANITIZE)
        target_link_options(${name} PRIVATE -static-libstdc++ -static-libgcc LINKER:-z,defs LINKER:--as-needed)
    endif()

    add_custom_target(${name}_package ALL
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DVERSION=${ARG_VERSION}
                -DDOCUMENTS=${ARG_DOCUMENTS} -DLIBRARY=$<TARGET_FILE:${name}>
                -DPACKAGE=${ARG_PACKAGES}/${name}
                -DCANONICAL=$<TARGET_FILE:oneseal_sdk_canonical>
                -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/StagePackage.cmake
        COMMENT "Staging package ${name} ${ARG_VERSION}" VERBATIM)
    add_dependencies(${name}_package ${name})
    if(TARGET oneseal_sdk_canonical)
        get_target_property(imported oneseal_sdk_canonical IMPORTED)
        if(NOT imported)
            add_dependencies(${name}_package oneseal_sdk_canonical)
        endif()
    endif()
endfunction()
