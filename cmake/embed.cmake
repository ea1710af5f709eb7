# Turns migrations/, every room's queries/, locales/, mail and page templates into
# C++ constants. See cmake/embed.py for what each becomes.
set(EMBEDDED_DIR ${CMAKE_BINARY_DIR}/embedded)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
file(GLOB_RECURSE EMBED_INPUTS CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/migrations/*.sql ${CMAKE_SOURCE_DIR}/src/*.sql ${CMAKE_SOURCE_DIR}/src/*.mustache ${CMAKE_SOURCE_DIR}/src/*.csv
  ${CMAKE_SOURCE_DIR}/api/*.yaml)
file(GLOB SENTENCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/locales/*.json)
list(APPEND EMBED_INPUTS ${SENTENCES})
# Ninja must know the headers too, else a changed query is compiled in only by the build after next.
file(GLOB_RECURSE QUERY_FILES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/*.sql)
set(EMBEDDED_HEADERS)
foreach(query ${QUERY_FILES})
  get_filename_component(room ${query} DIRECTORY)
  get_filename_component(room ${room} DIRECTORY)
  get_filename_component(room ${room} NAME)
  list(APPEND EMBEDDED_HEADERS ${EMBEDDED_DIR}/embedded/${room}_queries.hpp)
endforeach()
list(REMOVE_DUPLICATES EMBEDDED_HEADERS)
set(EMBEDDED_SOURCES ${EMBEDDED_DIR}/embedded/files.cpp ${EMBEDDED_DIR}/embedded/all_queries.cpp)
add_custom_command(
  OUTPUT ${EMBEDDED_DIR}/stamp ${EMBEDDED_SOURCES}
  BYPRODUCTS ${EMBEDDED_HEADERS}
  COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/cmake/embed.py ${CMAKE_SOURCE_DIR} ${EMBEDDED_DIR}
  COMMAND ${CMAKE_COMMAND} -E touch ${EMBEDDED_DIR}/stamp
  DEPENDS ${EMBED_INPUTS} ${CMAKE_SOURCE_DIR}/cmake/embed.py
  COMMENT "Embedding queries, migrations, locales and templates")
add_custom_target(embedded DEPENDS ${EMBEDDED_DIR}/stamp)
