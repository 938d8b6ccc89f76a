// SPDX-License-Identifier: Apache-2.0
// The answer of DGArchive for a day: an object with a list of names a family. Readers take what stands before the first
// '_' of a key for the malware, and what follows for a variant.
#include <map>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "dga/core/domain_list.h"

namespace dgacast {
namespace {

class Archive final : public ListInProgress {
 public:
  explicit Archive(Documents& documents) : documents_(documents) {}

  void add(std::span<const Entry> entries, Drops&) override {
    for (const Entry& entry : entries) {
      for (const Attribution& source : entry.told()) {
        auto& names = families_[source.entry->id];
        if (names.empty() || names[names.size() - 1] != entry.domain) names.add(entry.domain);
      }
    }
  }
  void end() override {
    Output& document = documents_.open("dgarchive.json");
    Sink out{document};
    std::string_view before = "{";
    for (const auto& [family, names] : families_) {
      out.put(before, '\n', std::string_view{json_string(std::string(family) + "_dga")}, ":[");
      before = ",";
      for (std::size_t i = 0; i < names.size(); ++i)
        out.put(std::string_view{i == 0 ? "\n\"" : ",\n\""}, names[i], '"');
      out.put(']');
    }
    out.put(std::string_view{families_.empty() ? "{}\n" : "\n}\n"});
    out.flush();
    documents_.close(document);
  }

 private:
  Documents& documents_;
  std::map<std::string_view, DomainList> families_;  // copies: names live no longer than their block
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
