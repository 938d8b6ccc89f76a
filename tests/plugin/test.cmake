# SPDX-License-Identifier: Apache-2.0
# cmake -D SOURCE=... -D INCLUDE=... -D WORK=... -D GENERATOR=... -D C_COMPILER=... -D COMPILER=... -P test.cmake
# Builds the project SOURCE out of tree, against the header in INCLUDE alone, into WORK.
file(REMOVE_RECURSE ${WORK})
# Only the header is there: a plugin that includes anything else of dgacast does not build.
file(COPY ${INCLUDE}/dga/plugins/plugin.h DESTINATION ${WORK}/include/dga/plugins)
function(run)
  execute_process(COMMAND ${ARGV} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G ${GENERATOR} -D CMAKE_BUILD_TYPE=Release
  -D CMAKE_C_COMPILER=${C_COMPILER} -D CMAKE_CXX_COMPILER=${COMPILER} -D DGACAST_INCLUDE=${WORK}/include)
run(${CMAKE_COMMAND} --build ${WORK}/build --parallel 2)
