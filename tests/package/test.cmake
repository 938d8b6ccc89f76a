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

foreach(consumer consumer consumer_readme)
  execute_process(COMMAND ${WORK}/build/${consumer} OUTPUT_VARIABLE first COMMAND_ERROR_IS_FATAL ANY)
  if(NOT first STREQUAL "8f6bacmw30xxv6sc.cn\n")
    message(FATAL_ERROR "${consumer} printed '${first}' and not Chinad's first name of 2017-01-13, 8f6bacmw30xxv6sc.cn")
  endif()
endforeach()
# Against the static libraries and the shared one: names in a zone, a page of them, a look-up, a path that is not there.
set(wanted "^[1-9][0-9]* names\n8f6bacmw30xxv6sc.cn chinad\n8f6bacmw30xxv6sc.cn chinad\nnowhere/consumer.zone\n[0-9.]+\n$")
function(check_lists program)
  execute_process(COMMAND ${program} WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE lists COMMAND_ERROR_IS_FATAL ANY)
  file(STRINGS ${WORK}/consumer.zone zone REGEX "^8f6bacmw30xxv6sc.cn CNAME \\.")
  if(NOT lists MATCHES "${wanted}" OR NOT zone)
    message(FATAL_ERROR "${program} printed '${lists}' and wrote '${zone}' into its zone")
  endif()
endfunction()
check_lists(${WORK}/build/consumer_lists)
check_lists(${WORK}/build/consumer_shared)

# The same by pkg-config, for those who do not use CMake.
file(GLOB_RECURSE pkgconfig ${WORK}/prefix/*/dgacast.pc)
cmake_path(GET pkgconfig PARENT_PATH pkgconfig)
foreach(package dgacast dgacast-static)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${pkgconfig} pkg-config --cflags --libs ${package}
    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  separate_arguments(flags UNIX_COMMAND "${flags}")
  cmake_path(GET pkgconfig PARENT_PATH libraries)
  run(${COMPILER} -std=c++20 ${SOURCE}/lists.cpp -o ${WORK}/by_${package} ${flags} -Wl,-rpath,${libraries})
  check_lists(${WORK}/by_${package})
endforeach()

# Nothing of this build may be needed once it is installed.
file(GLOB_RECURSE files ${WORK}/prefix/*.cmake)
foreach(file IN LISTS files)
  file(STRINGS ${file} lines REGEX "${BUILD}")
  if(lines)
    message(FATAL_ERROR "${file} points into the build folder: ${lines}")
  endif()
endforeach()
execute_process(COMMAND ${WORK}/prefix/bin/dgacast selftest COMMAND_ERROR_IS_FATAL ANY)
# A plugin runs in the worker that was installed, though the tree was moved.
execute_process(
  COMMAND ${WORK}/prefix/bin/dgacast generate example_vidro --on 2026-11-24 --raw --param count=1
          --plugin ${SOURCE}/../../plugin/example/example_vidro.lua
  OUTPUT_VARIABLE names COMMAND_ERROR_IS_FATAL ANY)
if(NOT names STREQUAL "jnerhlbtfwe.dyndns.org\n")
  message(FATAL_ERROR "the plugin made '${names}'")
endif()
file(GLOB_RECURSE worker ${WORK}/prefix/*/dgacast-plugin-worker)
file(RENAME ${worker} ${worker}.gone)
execute_process(COMMAND ${WORK}/prefix/bin/dgacast families --plugin ${SOURCE}/../../plugin/example/example_vidro.lua
  ERROR_VARIABLE told RESULT_VARIABLE status)
if(NOT status EQUAL 2 OR NOT told MATCHES "^dgacast: [^\n]*dgacast-plugin-worker: cannot be started: No such file or directory; [^\n]*\n$")
  message(FATAL_ERROR "without its worker dgacast ended with ${status} and said '${told}'")
endif()
