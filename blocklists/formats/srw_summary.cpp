// SPDX-License-Identifier: Apache-2.0
// The counts that a registry's request for a Security Response Waiver (ICANN; until 2021 ERSR) must state: which TLDs,
// how many names, what is to be done, for what time. One page of text, and the same as JSON. As in the list of names
// that goes with it, only names count that a registry has to give.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

constexpr std::size_t kShownTlds = 30;  // in the text, which is one page

class Summary : public ListInProgress {
 public:
  Summary(const ListInfo& info, Documents& documents) : info_(info), documents_(documents) {}

  void add(std::span<const Entry> entries, Drops& drops) override {
    for (const Entry& entry : entries) {
      if (registrable_label(entry).empty()) {
        ++drops.not_registrable;
        continue;
      }
      ++names_;
      ++count(tlds_, tld_of(entry.domain));
      seen_.clear();  // a family counts a name once, however many of its seeds and lists make it
      for (const Attribution& source : entry.told()) {
        if (std::find(seen_.begin(), seen_.end(), source.entry) == seen_.end()) {
          seen_.push_back(source.entry);
          ++count(families_, source.entry->id);
        }
      }
      for (const Attribution& source : entry.deciding()) {
        begin_ = std::min(begin_, source.valid_from);
        end_ = std::max(end_, source.valid_until);
      }
      if (const UtcSeconds from = entry.sources.front().valid_from; from != kUnbounded.begin) {
        ++count(months_, format_date(from).substr(0, 7));
      } else {
        ++count(months_, "undated");
      }
    }
  }

 protected:
  using Counts = std::map<std::string, std::uint64_t, std::less<>>;

  static std::uint64_t& count(Counts& counts, std::string_view key) {
    const auto found = counts.find(key);
    return found != counts.end() ? found->second : counts.emplace(key, 0).first->second;
  }
  std::string from() const { return names_ == 0 ? "" : format_instant(begin_); }
  std::string until() const { return names_ == 0 || is_endless(end_) ? "" : format_instant(end_); }

  const ListInfo& info_;
  Documents& documents_;
  std::uint64_t names_ = 0;
  Counts tlds_, families_, months_;
  std::vector<const CatalogueEntry*> seen_;
  UtcSeconds begin_ = UtcSeconds::max(), end_ = UtcSeconds::min();
};

class TextSummary final : public Summary {
 public:
  using Summary::Summary;

  void end() override {
    Output& document = documents_.open("srw-summary.txt");
    Sink out{document};
    out.put("Names for a Security Response Waiver request\n\nProducer:  ", info_.partner.producer,
            "\nMade:      ", format_instant(info_.partner.time), "\nAction:    ", info_.partner.action,
            "\nNames:     ", names_, "\nTLDs:      ", tlds_.size(), "\nFamilies:  ", families_.size(),
            "\nFrom:      ", from(), "\nUntil:     ", names_ > 0 && until().empty() ? "no end" : until(), "\n");
    std::vector<std::pair<std::string, std::uint64_t>> tlds(tlds_.begin(), tlds_.end());
    std::stable_sort(tlds.begin(), tlds.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    const std::size_t shown = std::min(tlds.size(), kShownTlds);
    std::uint64_t others = 0;
    for (std::size_t i = shown; i < tlds.size(); ++i) others += tlds[i].second;
    tlds.resize(shown);
    if (others > 0) tlds.emplace_back("others", others);
    put_table(out, "TLD", tlds);
    put_table(out, "Family", {families_.begin(), families_.end()});
    put_table(out, "Month (first use)", {months_.begin(), months_.end()});
    out.flush();
    documents_.close(document);
  }

 private:
  static void put_table(Sink& out, std::string_view title,
                        const std::vector<std::pair<std::string, std::uint64_t>>& rows) {
    constexpr std::size_t kKey = 24, kNumber = 12;
    const auto put_row = [&](std::string_view key, std::string_view number) {
      out.put(key, std::string(key.size() < kKey ? kKey - key.size() : 1, ' '),
              std::string(number.size() < kNumber ? kNumber - number.size() : 0, ' '), number, '\n');
    };
    out.put('\n');
    put_row(title, "names");
    for (const auto& [key, number] : rows) put_row(key, std::to_string(number));
  }
};

class JsonSummary final : public Summary {
 public:
  using Summary::Summary;

  void end() override {
    nlohmann::ordered_json root;
    root["producer"] = info_.partner.producer;
    root["made"] = format_instant(info_.partner.time);
    root["action"] = info_.partner.action;
    root["names"] = names_;
    root["valid_from"] = from().empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(from());
    root["valid_until"] = until().empty() ? nlohmann::ordered_json{} : nlohmann::ordered_json(until());
    root["tlds"] = tlds_;
    root["families"] = families_;
    root["months"] = months_;
    Output& document = documents_.open("srw-summary.json");
    document.write(json_text(root, 2) + "\n");
    documents_.close(document);
  }
};

template <typename Writer>
class SrwSummary final : public DocumentFormat {
 public:
  explicit constexpr SrwSummary(const FormatFacts& facts) : facts_(facts) {}
  const FormatFacts& facts() const noexcept override { return facts_; }
  Shape shape(const ListInfo&) const noexcept override { return Shape::one; }
  std::unique_ptr<ListInProgress> start(const ListInfo& info, Documents& documents) const override {
    return std::make_unique<Writer>(info, documents);
  }

 private:
  FormatFacts facts_;
};

}  // namespace

const DocumentFormat& srw_summary() noexcept {
  static constexpr SrwSummary<TextSummary> kFormat{
      FormatFacts{.id = "srw-summary",
                  .extension = ".srw.txt",
                  .summary = "counts for a Security Response Waiver request, one page",
                  .readers = "people",
                  .children = Children::no,
                  .provenance = true,
                  .assessment = true,
                  .registrable = true}};
  return kFormat;
}
const DocumentFormat& srw_summary_json() noexcept {
  static constexpr SrwSummary<JsonSummary> kFormat{FormatFacts{.id = "srw-summary-json",
                                                               .extension = ".srw.json",
                                                               .summary = "the counts of srw-summary as JSON",
                                                               .readers = "scripts",
                                                               .checked = "python3 json",
                                                               .children = Children::no,
                                                               .provenance = true,
                                                               .assessment = true,
                                                               .registrable = true}};
  return kFormat;
}
}  // namespace dgacast
