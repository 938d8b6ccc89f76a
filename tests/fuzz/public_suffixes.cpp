// SPDX-License-Identifier: Apache-2.0
// A Public Suffix List of `--psl`: text, or libpsl's compiled form. Whatever its rules, what is handed over are parts
// of the name that was asked for.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "blocklists/names/verdict.h"
#include "dga/core/issue.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  const int file = memfd_create("fuzz", 0);
  if (file < 0 || write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
  try {
    const PublicSuffixes suffixes{"/proc/self/fd/" + std::to_string(file)};
    if (suffixes.date().size() != 10) std::abort();
    Judge judge{suffixes, TldFacts::builtin()};
    for (const std::string_view name : {"com", "a.com", "a.b.com.cn", "www.city.kawasaki.jp", "x.y.ck", "www.ck",
                                        "a.mooo.com", "xn--55qx5d.cn", "a.b.c.d.e.f.g.h", "nobody.bit"}) {
      const Verdict verdict = judge.judge(name);
      if (!name.ends_with(verdict.suffix) || !verdict.suffix.ends_with(verdict.public_suffix)) std::abort();
      if (verdict.public_suffix.empty() || verdict.tld == nullptr) std::abort();
      if (verdict.flags.has(Flag::public_suffix) != (verdict.suffix == name)) std::abort();
      if (verdict.registrable.empty() != (verdict.suffix == name)) std::abort();
      if (!name.ends_with(verdict.registrable) || verdict.label().find('.') != std::string_view::npos) std::abort();
    }
  } catch (const InputError&) {
  }
  close(file);
  return 0;
}
