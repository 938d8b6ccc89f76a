// SPDX-License-Identifier: Apache-2.0
#include "blocklists/publish/list_writer.h"

#include <optional>
#include <unordered_set>
#include <vector>

namespace dgacast {
namespace {

/// The listed names below which other listed names lie.
class ListedParents {
 public:
  ListedParents(const Collection& names, const PublicSuffixes& suffixes) {
    // Most names stand right below a TLD and add nothing here: this stays small where the list is long.
    std::unordered_set<std::string_view> above;
    names.visit([&](std::span<const Entry> entries) {
      for (const Entry& entry : entries)
        any_above(entry.domain, [&](std::string_view parent) {
          above.insert(parent);
          return false;
        });
    });
    if (above.empty()) return;
    names.visit([&](std::span<const Entry> entries) {
      for (const Entry& entry : entries) {
        if (above.contains(entry.domain) && !suffixes.is_suffix(entry.domain)) parents_.insert(entry.domain);
      }
    });
  }
  bool cover(std::string_view domain) const {
    return !parents_.empty() && any_above(domain, [&](std::string_view parent) { return parents_.contains(parent); });
  }

 private:
  /// Whether `test` holds for a name above `domain`; bare TLDs, which are never listed, are not tried.
  template <typename Test>
  static bool any_above(std::string_view domain, Test test) {
    for (auto dot = domain.find('.'); dot != std::string_view::npos; dot = domain.find('.')) {
      domain.remove_prefix(dot + 1);
      if (domain.find('.') == std::string_view::npos) return false;
      if (test(domain)) return true;
    }
    return false;
  }

  std::unordered_set<std::string_view> parents_;
};

}  // namespace

WriteReport write_list(const Collection& names, const Format& format, const ListInfo& info, Output& output,
                       std::stop_token stop) {
  WriteReport report;
  Sink sink{output};
  std::vector<Entry> kept;
  std::optional<ListedParents> parents;
  if (format.facts().parents_only) parents.emplace(names, *info.suffixes);
  format.begin(info, sink);
  names.visit([&](std::span<const Entry> entries) {
    if (stop.stop_requested()) throw Interrupted{};
    if (format.facts().blocks) {
      kept.clear();
      for (const Entry& entry : entries) {
        if (info.suffixes->is_suffix(entry.domain)) {
          ++report.public_suffixes;
        } else if (parents && parents->cover(entry.domain)) {
          ++report.below_listed;
        } else {
          kept.push_back(entry);
        }
      }
      entries = kept;
    }
    report.written += entries.size();
    format.add(info, entries, sink, report.drops);
  });
  report.written -= report.drops.too_long_for_zone;
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast
