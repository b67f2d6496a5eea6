# cmake -P: makes the package directory PACKAGE from DOCUMENTS and LIBRARY. The manifest is
# manifest.in.json with the digest of every other file, as canonical JSON (by CANONICAL).
cmake_policy(VERSION 3.25)
if(NOT EXISTS ${DOCUMENTS}/manifest.in.json)
    message(FATAL_ERROR "${DOCUMENTS}/manifest.in.json is missing: it says what the package is.")
endif()
file(READ ${DOCUMENTS}/manifest.in.json manifest)
foreach(key id version library)
    string(JSON said_${key} GET "${manifest}" ${key})
endforeach()
if(NOT said_id STREQUAL NAME OR NOT said_version STREQUAL VERSION)
    message(FATAL_ERROR "${DOCUMENTS}/manifest.in.json says ${said_id} ${said_version}, "
                        "the build says ${NAME} ${VERSION}: make them agree.")
endif()

file(GLOB_RECURSE documents RELATIVE ${DOCUMENTS}
    ${DOCUMENTS}/department.json ${DOCUMENTS}/matters/*.json ${DOCUMENTS}/assets/*)
set(files ${documents} ${said_library})

# What is no longer in the source must not stay in the package.
file(GLOB_RECURSE staged RELATIVE ${PACKAGE} ${PACKAGE}/*)
foreach(file IN LISTS staged)
    if(NOT file IN_LIST files AND NOT file STREQUAL "manifest.json")
        file(REMOVE ${PACKAGE}/${file})
    endif()
endforeach()

function(stage source file)
    cmake_path(GET file PARENT_PATH folder)
    file(MAKE_DIRECTORY ${PACKAGE}/${folder})
    file(COPY_FILE ${source} ${PACKAGE}/${file} ONLY_IF_DIFFERENT)
endfunction()
foreach(file IN LISTS documents)
    stage(${DOCUMENTS}/${file} ${file})
endforeach()
stage(${LIBRARY} ${said_library})

string(JSON manifest SET "${manifest}" files "{}")
foreach(file IN LISTS files)
    file(SHA256 ${PACKAGE}/${file} digest)
    string(JSON manifest SET "${manifest}" files ${file} "\"${digest}\"")
endforeach()
file(WRITE ${PACKAGE}.manifest "${manifest}")
execute_process(COMMAND ${CANONICAL} ${PACKAGE}.manifest ${PACKAGE}.canonical
    COMMAND_ERROR_IS_FATAL ANY)
file(COPY_FILE ${PACKAGE}.canonical ${PACKAGE}/manifest.json ONLY_IF_DIFFERENT)
file(REMOVE ${PACKAGE}.manifest ${PACKAGE}.canonical)
