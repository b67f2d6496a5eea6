# cmake -P: installs the SDK of BUILD into WORK, builds the template against it and looks at the
# package that comes out.
file(REMOVE_RECURSE ${WORK})
macro(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endmacro()
run(${CMAKE_COMMAND} --install ${BUILD} --component sdk --prefix ${WORK}/sdk)
run(${CMAKE_COMMAND} -G Ninja -S ${WORK}/sdk/share/oneseal-sdk/template -B ${WORK}/build
    -DCMAKE_PREFIX_PATH=${WORK}/sdk -DCMAKE_BUILD_TYPE=Release -DONESEAL_SANITIZE=${SANITIZE}
    "-DCMAKE_CXX_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${WORK}/build)
foreach(file manifest.json department.json matters/street_stall.json lib/street_stalls.so)
    if(NOT EXISTS ${WORK}/build/packages/street_stalls/${file})
        message(FATAL_ERROR "the package has no ${file}")
    endif()
endforeach()
file(SHA256 ${WORK}/build/packages/street_stalls/lib/street_stalls.so digest)
file(READ ${WORK}/build/packages/street_stalls/manifest.json manifest)
if(NOT manifest MATCHES "\"lib/street_stalls.so\":\"${digest}\"")
    message(FATAL_ERROR "the manifest does not hold the library's digest")
endif()
