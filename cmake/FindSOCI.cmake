# SOCI has neither a CMake package in Debian nor a pkg-config file.
# Makes SOCI::core and, for each back end found, SOCI::sqlite3 and SOCI::postgresql.
include(FindPackageHandleStandardArgs)

find_path(SOCI_INCLUDE_DIR soci/soci.h)
foreach(part core sqlite3 postgresql)
    find_library(SOCI_${part}_LIBRARY soci_${part})
    if(SOCI_${part}_LIBRARY)
        set(SOCI_${part}_FOUND TRUE)
    endif()
endforeach()
find_package_handle_standard_args(SOCI
    REQUIRED_VARS SOCI_core_LIBRARY SOCI_INCLUDE_DIR
    HANDLE_COMPONENTS)

if(SOCI_FOUND)
    foreach(part core sqlite3 postgresql)
        if(SOCI_${part}_LIBRARY AND NOT TARGET SOCI::${part})
            add_library(SOCI::${part} UNKNOWN IMPORTED)
            set_target_properties(SOCI::${part} PROPERTIES
                IMPORTED_LOCATION ${SOCI_${part}_LIBRARY}
                INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR})
            if(NOT part STREQUAL core)
                set_property(TARGET SOCI::${part} PROPERTY INTERFACE_LINK_LIBRARIES SOCI::core)
            endif()
        endif()
    endforeach()
endif()
