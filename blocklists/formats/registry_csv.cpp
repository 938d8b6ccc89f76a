// SPDX-License-Identifier: Apache-2.0
// What a registry takes (RFC 4180, line feeds, a header): one row a name that it can give, with what is asked for and
// until when. Family and seed are encoded as others' text; names are host names, and the rest are words of ours.
#include <algorithm>

#include "blocklists/formats/registry_row.h"
#include "dga/core/ascii.h"
#include "dga/core/month_names.h"

namespace dgacast {
namespace {

/// How many octets at the start of `text` name a month, in full or cut as people cut it; 0: none.
std::size_t month_at(std::string_view text) {
  for (const std::string_view month : kLongMonthNames) {
    for (const std::size_t length : {month.size(), std::size_t{4}, std::size_t{3}}) {
      if (length <= month.size() && same_word(text.substr(0, length), month.substr(0, length))) return length;
    }
  }
  return 0;
}

/// True for what a spreadsheet would turn into a number, a date or a truth value: `00123`, `1e5`, `3-4`, `sept2`. Errs
/// on the side of yes.
bool looks_like_a_number(std::string_view label) {
  // Most labels are letters alone: nothing without a digit is a number or a date.
  if (std::ranges::none_of(label, is_digit)) return label == "true" || label == "false";
  bool word = false;
  while (!label.empty()) {
    const char c = label.front();
    std::size_t length = 1;
    if (!is_digit(c) && c != '-') {
      length = month_at(label);
      if (length == 0 && (c == 'e' || c == 'd')) length = 1;  // exponents
      if (length == 0 || word) return false;
      word = true;
    }
    label.remove_prefix(length);
  }
  return true;
}

class RegistryCsv final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{
        .id = "registry-csv",
        .extension = ".registry.csv",
        .summary = "what a registry takes: a row a registrable name, action and validity",
        .readers = "registries, registrars, spreadsheets",
        .checked = "python3 csv",
        .children = Children::no,
        .provenance = true,
        .assessment = true,
        .registrable = true};
    return kFacts;
  }
  void begin(const ListInfo&, Sink& out) const override {
    out.put("domain,label,suffix,tld,family,seed,valid_from,valid_until,index,action,state,confidence,reason,serial\n");
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const override {
    InstantText from, until;
    RegistryRow row;
    SourceText who{csv_field};
    for (const Entry& entry : entries) {
      if (!make_row(entry, row)) {
        ++drops.not_registrable;
        continue;
      }
      who.choose(*row.source);
      // An apostrophe says "text" to spreadsheets; programs take `domain`, which no spreadsheet mistakes.
      out.put(row.domain, ',', std::string_view{looks_like_a_number(row.label) ? "'" : ""}, row.label, ',', row.suffix,
              ',', row.tld, ',', who.family(), ',', who.seed(), ',', from(row.source->valid_from), ',',
              until(row.valid_until), ',', row.source->index, ',', info.partner.action, ',', row.state, ',',
              row.confidence, ',', std::string_view{row.reason}, ',', info.partner.serial, '\n');
    }
  }
};

}  // namespace

const Format& registry_csv() noexcept {
  static constexpr RegistryCsv kFormat;
  return kFormat;
}
}  // namespace dgacast
