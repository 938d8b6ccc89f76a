// SPDX-License-Identifier: Apache-2.0
// One name a line, as people write them (names/written_name.h); also lines of a hosts file, and adblock rules.
#include "blocklists/lists/imports/import_form.h"
#include "blocklists/names/written_name.h"
#include "dga/core/ascii.h"

namespace dgacast {
namespace {

/// `||name^` and `@@||name^$third-party`: the name.
std::string_view without_adblock(std::string_view line) noexcept {
  if (line.starts_with("@@")) line.remove_prefix(2);
  if (!line.starts_with("||")) return line;
  return line.substr(2, line.find_first_of("^$", 2) - 2);
}

bool is_address(std::string_view text) noexcept {
  return text.find(':') != std::string_view::npos ||
         (text.find('.') != std::string_view::npos && text.find_first_not_of("0123456789.") == std::string_view::npos);
}

void read(const ImportText& text, ImportRows& rows) {
  std::string scratch;
  text.each_line([&](std::string_view line, std::size_t number) {
    if (line.starts_with('!')) return;  // adblock's comments
    const std::string_view whole = line;
    line = without_adblock(line);
    // ADDRESS NAME...: the names.
    const auto blank = line.find_first_of(" \t");
    const bool hosts = blank != std::string_view::npos && is_address(line.substr(0, blank));
    std::string_view rest = hosts ? line.substr(blank, line.find('#') - blank) : line;
    do {
      rest = trimmed(rest);
      const auto end = hosts ? rest.find_first_of(" \t") : std::string_view::npos;
      const std::string_view name = meant_name(rest.substr(0, end), scratch);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end);
      if (name.empty()) continue;
      if (could_be_name(name)) {
        rows.take({.domain = name, .family = {}, .seed = {}, .from = {}, .until = {}, .line = number});
      } else {
        rows.leave_out(whole, number);
      }
    } while (!rest.empty());
  });
}

}  // namespace

ImportForm import_plain() noexcept {
  return {.id = "plain",
          .title = "one name a line, also defanged, in URLs, hosts lines or adblock rules",
          .fits = [](const ImportText& text) { return !text.is_json(); },
          .read = read};
}

}  // namespace dgacast
