# SPDX-License-Identifier: Apache-2.0
# cmake -D BUILD=... -D SOURCE=... -D WORK=... -D GENERATOR=... -D COMPILER=... -D CONFIG=... -P test.cmake
# Installs BUILD into WORK/prefix, moves the prefix (an installed tree may be moved), builds SOURCE against it and runs it.
file(REMOVE_RECURSE ${WORK})
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix-first --config ${CONFIG})
file(RENAME ${WORK}/prefix-first ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G ${GENERATOR}
  -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_BUILD_TYPE=Debug -D CMAKE_PREFIX_PATH=${WORK}/prefix)
run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2)

execute_process(COMMAND ${WORK}/build/consumer OUTPUT_VARIABLE first COMMAND_ERROR_IS_FATAL ANY)
if(NOT first STREQUAL "8f6bacmw30xxv6sc.cn\n")
  message(FATAL_ERROR "the consumer printed '${first}' and not Chinad's first name of 2017-01-13, 8f6bacmw30xxv6sc.cn")
endif()
execute_process(COMMAND ${WORK}/build/consumer_lists OUTPUT_VARIABLE lists COMMAND_ERROR_IS_FATAL ANY)
if(NOT lists MATCHES "plain.* rpz.*com.cn is a public suffix\n$")
  message(FATAL_ERROR "the consumer of dgacast::blocklists printed '${lists}'")
endif()

# Nothing of this build may be needed once it is installed.
file(GLOB_RECURSE files ${WORK}/prefix/*.cmake)
foreach(file IN LISTS files)
  file(STRINGS ${file} lines REGEX "${BUILD}")
  if(lines)
    message(FATAL_ERROR "${file} points into the build folder: ${lines}")
  endif()
endforeach()
execute_process(COMMAND ${WORK}/prefix/bin/dgacast selftest COMMAND_ERROR_IS_FATAL ANY)
