# abilens_check(TARGET [BASELINE FILE] [POLICY FILE] [ARGUMENTS ARGUMENT...])
#
# Adds the test abilens-TARGET, which gates what TARGET builds on a baseline, and the target abilens-renew-TARGET, which
# prints the difference to the baseline and then renews it. FILE is relative to the current source folder; without
# BASELINE it is abi/NAME.abilens, by the convention of abilens gate --baseline. TARGET needs debug information (-g).
#
#   include(CTest)
#   include(cmake/Abilens.cmake)
#   add_library(foo SHARED foo.c)
#   abilens_check(foo BASELINE abi/foo.abilens POLICY abilens.toml)
cmake_minimum_required(VERSION 3.15)

find_program(ABILENS_EXECUTABLE abilens DOC "abilens, the structural ABI diff engine")

function(abilens_check target)
  cmake_parse_arguments(PARSE_ARGV 1 given "" "BASELINE;POLICY" "ARGUMENTS")
  if(given_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "abilens_check: unknown arguments: ${given_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "abilens_check: ${target} is no target")
  endif()
  if(NOT ABILENS_EXECUTABLE)
    message(FATAL_ERROR "abilens_check: abilens is not in PATH; name it with -DABILENS_EXECUTABLE=FILE")
  endif()
  set(options ${given_ARGUMENTS})
  if(given_POLICY)
    get_filename_component(policy "${given_POLICY}" ABSOLUTE)
    list(APPEND options --policy "${policy}")
  endif()
  if(given_BASELINE)
    get_filename_component(baseline "${given_BASELINE}" ABSOLUTE)
    set(check "${baseline}" $<TARGET_FILE:${target}>)
    set(renew --renew-baseline "${baseline}" $<TARGET_FILE:${target}>)
  else()
    set(check --baseline $<TARGET_FILE:${target}>)
    set(renew --renew-baseline $<TARGET_FILE:${target}>)
  endif()
  add_test(
    NAME abilens-${target}
    COMMAND "${ABILENS_EXECUTABLE}" gate ${check} ${options}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  add_custom_target(
    abilens-renew-${target}
    COMMAND "${ABILENS_EXECUTABLE}" gate ${renew} ${options}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
    DEPENDS ${target}
    USES_TERMINAL VERBATIM)
endfunction()
