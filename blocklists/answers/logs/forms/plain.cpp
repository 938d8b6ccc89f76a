// SPDX-License-Identifier: Apache-2.0
// One name a line, as people write them (names/written_name.h): with a final dot, a comment, quotes, a port, defanged,
// or in a URL. A line is one only when the name is a host name with a dot and its last label begins with a letter.
#include "blocklists/answers/logs/log_form.h"
#include "blocklists/answers/logs/log_text.h"
#include "blocklists/answers/query_batch.h"
#include "blocklists/names/hostname.h"
#include "blocklists/names/written_name.h"

namespace dgacast {
namespace {

constexpr std::string_view kComments[] = {" #", "\t#", " ;", "\t;", " //", "\t//"};
constexpr std::string_view kBullets[] = {"- ", "* ", "+ "};

class Plain final : public FormReader {
 public:
  Reading read(std::string_view line, LogTimes&, Questions& out) override {
    std::string_view text = trimmed(line);
    if (text.starts_with('#') || text.starts_with(';')) return Reading::foreign;
    for (const std::string_view mark : kComments) text = trimmed(text.substr(0, text.find(mark)));
    for (const std::string_view bullet : kBullets) {
      if (text.starts_with(bullet)) text = trimmed(text.substr(bullet.size()));
    }
    // A sentence, or a line of another log, may have a name in it.
    if (text.find_first_of(" \t") != std::string_view::npos) return Reading::foreign;
    std::string_view name = meant_name(text, meant_);
    if (name.ends_with('.')) name.remove_suffix(1);
    if (!could_be_name(name) || name.find('.') == std::string_view::npos) return Reading::foreign;
    const std::string_view canonical = comparable_name(name, scratch_);
    if (check_name(canonical) != NameFault::none) return Reading::foreign;
    if (!is_letter(canonical[canonical.rfind('.') + 1])) return Reading::foreign;  // a version
    out.add(name, {}, {}).own_time = true;
    return Reading::question;
  }

 private:
  std::string meant_, scratch_;
};

}  // namespace

LogForm plain_log() noexcept {
  return {.id = "plain", .title = "one name a line, defanged or in a URL too", .make = make_form<Plain>};
}

}  // namespace dgacast
