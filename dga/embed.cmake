# SPDX-License-Identifier: Apache-2.0
# dgacast_embed(TARGET TABLE FILE...): the files become read-only data of TARGET, found by name in the table
# `extern const EmbeddedFile TABLE[]`, `extern const std::size_t TABLE_size` (dga/core/embedded.h), sorted by name.
function(dgacast_embed target table)
  set(assembly "    .section .rodata\n")
  set(declarations "")
  set(rows "")
  set(number 0)
  set(files ${ARGN})
  list(SORT files)
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    set(symbol dgacast_${table}_${number})
    string(APPEND assembly "    .globl ${symbol}\n    .globl ${symbol}_end\n${symbol}:\n    .incbin \"${file}\"\n${symbol}_end:\n    .byte 0\n")
    string(APPEND declarations "extern \"C\" const char ${symbol}[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND rows "    {\"${name}\", ${symbol}, ${symbol}_end},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")
  set(base ${CMAKE_CURRENT_BINARY_DIR}/generated/${table})
  file(CONFIGURE OUTPUT ${base}.S CONTENT "@assembly@" @ONLY)
  file(CONFIGURE OUTPUT ${base}.cpp CONTENT
    "#include \"dga/core/embedded.h\"\n@declarations@namespace dgacast {\nextern const EmbeddedFile ${table}[];\nextern const std::size_t ${table}_size;\nconst EmbeddedFile ${table}[] = {\n@rows@    {nullptr, nullptr, nullptr}};\nconst std::size_t ${table}_size = ${number};\n}  // namespace dgacast\n"
    @ONLY)
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${base}.S ${base}.cpp)
endfunction()
