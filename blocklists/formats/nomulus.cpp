// SPDX-License-Identifier: Apache-2.0
// Reserved lists of the registry system Nomulus: a file a suffix, in it a label and its reservation a line. The label
// stands without the suffix, which only the file's name tells: hence no single file of several suffixes.
#include <map>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"

namespace dgacast {
namespace {

class NomulusLists final : public ListInProgress {
 public:
  explicit NomulusLists(Documents& documents) : documents_(documents) {}

  void add(std::span<const Entry> entries, Drops& drops) override {
    for (const Entry& entry : entries) {
      const std::string_view label = registrable_label(entry);
      if (label.empty()) {
        ++drops.not_registrable;
        continue;
      }
      sink_of(entry.assessment->verdict.suffix).put(label, ",FULLY_BLOCKED\n");
    }
  }
  void end() override {
    for (auto& [suffix, sink] : sinks_) sink.flush();
  }

 private:
  static constexpr std::size_t kRoom = std::size_t{1} << 13;  // there may be thousands of suffixes

  Sink& sink_of(std::string_view suffix) {
    if (const auto found = sinks_.find(suffix); found != sinks_.end()) return found->second;
    Output& file = documents_.open(std::string(suffix) + "_dgacast.txt");
    return sinks_.try_emplace(std::string(suffix), file, kRoom).first->second;
  }

  Documents& documents_;
  std::map<std::string, Sink, std::less<>> sinks_;
};

class Nomulus final : public DocumentFormat {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "nomulus",
                                        .extension = ".txt",
                                        .summary = "folder of Nomulus reserved lists, one a suffix",
                                        .readers = "Nomulus",
                                        .children = Children::no,
                                        .provenance = true,
                                        .assessment = true,
                                        .registrable = true};
    return kFacts;
  }
  Shape shape(const ListInfo&) const noexcept override { return Shape::folder; }
  std::unique_ptr<ListInProgress> start(const ListInfo&, Documents& documents) const override {
    return std::make_unique<NomulusLists>(documents);
  }
};

}  // namespace

const DocumentFormat& nomulus() noexcept {
  static constexpr Nomulus kFormat;
  return kFormat;
}
}  // namespace dgacast
