// SPDX-License-Identifier: Apache-2.0
// The answer of DGArchive for a day: an object with a list of names for each NAME_dga_SEED. Readers take what stands
// before the first '_' of a key for the malware, so NAME is DGArchive's own word for it and has no '_'; where that is
// not the family's id, SEED begins with the id and a colon. A list is never empty.
#include <algorithm>
#include <array>
#include <map>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "dga/core/domain_list.h"

namespace dgacast {
namespace {

/// DGArchive's word for the malware of a family.
std::string name_of(const std::string& id) {
  // Where it is neither the id nor its beginning.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames{
      {{"monerodownloader", "monerominer"},
       {"murofet_v3", "murofetweekly"},
       {"newgoz", "gameover"},
       {"pykspa_improved", "pykspa2"},
       {"srizbi", "szribi"},
       {"unnamed_downloader", "randomloader"}}};
  for (const auto& [known, name] : kNames) {
    if (id == known) return std::string(name);
  }
  const std::string first = id.substr(0, id.find('_'));
  if (first != "unnamed") return first;
  std::string name = id;
  std::erase(name, '_');
  return name;
}

class Archive final : public ListInProgress {
 public:
  explicit Archive(Documents& documents) : documents_(documents) {}

  void add(std::span<const Entry> entries, Drops&) override {
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        DomainList& names = lists_[{source.entry->id, source.seed->id()}];
        if (names.empty() || names[names.size() - 1] != entry.domain) names.add(entry.domain);
      }
    }
  }
  void end() override {
    Output& document = documents_.open("dgarchive.json");
    Sink out{document};
    std::string_view before = "{";
    for (const auto& [origin, names] : lists_) {
      const auto& [family, seed] = origin;
      const std::string name = name_of(family);
      out.put(before, "\n\"", name, "_dga_");
      if (name != family) out.put(family, ':');
      out.put(seed, "\":[");
      before = ",";
      for (std::size_t i = 0; i < names.size(); ++i)
        out.put(std::string_view{i == 0 ? "\n\"" : ",\n\""}, names[i], '"');
      out.put(']');
    }
    out.put(std::string_view{lists_.empty() ? "{}\n" : "\n}\n"});
    out.flush();
    documents_.close(document);
  }

 private:
  Documents& documents_;
  std::map<std::pair<std::string, std::string>, DomainList> lists_;  // by family and seed; copies of names
};

class Dgarchive final : public DocumentFormat {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "dgarchive",
                                        .extension = ".dgarchive.json",
                                        .summary = "DGArchive's answer for a day: JSON lists by family",
                                        .readers = "parsers of DGArchive",
                                        .checked = "dgacast import",
                                        .children = Children::no,
                                        .provenance = true};
    return kFacts;
  }
  Shape shape(const ListInfo&) const noexcept override { return Shape::one; }
  std::unique_ptr<ListInProgress> start(const ListInfo&, Documents& documents) const override {
    return std::make_unique<Archive>(documents);
  }
};

}  // namespace

const DocumentFormat& dgarchive() noexcept {
  static constexpr Dgarchive kFormat;
  return kFormat;
}
}  // namespace dgacast
