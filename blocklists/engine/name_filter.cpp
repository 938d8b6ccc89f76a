// SPDX-License-Identifier: Apache-2.0
#include "blocklists/engine/name_filter.h"

#include <algorithm>

#include "blocklists/io/file.h"
#include "blocklists/io/input.h"
#include "blocklists/names/hostname.h"
#include "dga/core/ascii.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

void insert(std::vector<std::string>& sorted, std::string value) {
  const auto place = std::ranges::lower_bound(sorted, value);
  if (place == sorted.end() || *place != value) sorted.insert(place, std::move(value));
}

bool holds(const std::vector<std::string>& sorted, std::string_view value) {
  const auto place =
      std::ranges::lower_bound(sorted, value, {}, [](const std::string& s) { return std::string_view{s}; });
  return place != sorted.end() && *place == value;
}

}  // namespace

void NameEnds::add_tld(std::string_view text, std::string_view where) {
  auto name = canonical_name(text);
  if (!name || name->find('.') != std::string::npos) {
    const bool dotted = name.has_value();
    throw InputError{{std::string(where), quote(text) + " is not a top-level domain",
                      dotted ? "ask for a suffix of several labels as a suffix" : "give one label, such as cn"}};
  }
  insert(all_, *name);
  insert(tlds_, std::move(*name));
}

void NameEnds::add_suffix(std::string_view text, std::string_view where) {
  auto name = canonical_name(text);
  if (!name)
    throw InputError{{std::string(where), quote(text) + " is not a public suffix", "give one, such as com.cn"}};
  insert(all_, name->substr(name->rfind('.') + 1));
  insert(suffixes_, std::move(*name));
}

void NameEnds::add_tlds_of(const std::string& path) { add_lines(path, &NameEnds::add_tld, "TLD"); }

void NameEnds::add_suffixes_of(const std::string& path) { add_lines(path, &NameEnds::add_suffix, "suffix"); }

void NameEnds::add_lines(const std::string& path, Add add, std::string_view what) {
  const std::string name = shown_path(path);
  FileInput file{path};
  const std::unique_ptr<Input> text = open_text(file, name);
  LineReader lines{*text, name};
  bool used = false;
  for (std::string_view line; lines.next(line);) {
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    (this->*add)(line, name + ":" + std::to_string(lines.number()));
    used = true;
  }
  if (!used) {
    throw InputError{{name, "holds no line to select by", "give one " + std::string(what) + " a line"}};
  }
}

void NameEnds::join(const NameEnds& other) {
  for (const std::string& tld : other.tlds_) insert(tlds_, tld);
  for (const std::string& suffix : other.suffixes_) insert(suffixes_, suffix);
  for (const std::string& tld : other.all_) insert(all_, tld);
}

bool NameFilter::has_end(std::string_view tld) const noexcept { return holds(ends_.all_tlds(), tld); }

bool NameFilter::passes(std::string_view name) const {
  if (passes_all()) return true;
  if (!ends_.tlds().empty() && holds(ends_.tlds(), name.substr(name.rfind('.') + 1))) return true;
  return !ends_.suffixes().empty() && holds(ends_.suffixes(), suffixes_.suffix_of(name));
}

}  // namespace dgacast
