// SPDX-License-Identifier: Apache-2.0
// dgacast: forecasts the domains that malware will call. Each sub-command has its own file in this folder.
#include <cstdio>

#include "tools/command.h"

int main(int argc, char** argv) {
  using namespace dgacast;
  CLI::App program{"Forecasts the domains that malware will call.", "dgacast"};
  Context context;
  program.add_flag("-q,--quiet", context.quiet, "no warnings and no progress on standard error");
  program.require_subcommand(1);
  add_selftest(program, context);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  } catch (const InputError& error) {
    std::fprintf(stderr, "dgacast: %s\n", error.what());
    return 2;
  }
  return static_cast<int>(context.exit);
}
