// SPDX-License-Identifier: Apache-2.0
// Prints the formats of lists, and whether one can register below a name.
#include <cstdio>
#include <string>

#include "blocklists/formats/format.h"
#include "blocklists/names/public_suffix.h"

int main() {
  for (const dgacast::Format* format : dgacast::formats()) std::printf("%s ", std::string(format->facts().id).c_str());
  std::puts(dgacast::PublicSuffixes().is_suffix("com.cn") ? "com.cn is a public suffix" : "com.cn is a name");
}
