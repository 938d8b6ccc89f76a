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

void NameFilter::add_tld(std::string_view text, std::string_view where) {
  auto name = canonical_name(text);
  if (!name || name->find('.') != std::string::npos) {
    const bool dotted = name.has_value();
    throw InputError{{std::string(where), quote(text) + " is not a top-level domain",
                      dotted ? "ask for a suffix of several labels as a suffix" : "give one label, such as cn"}};
  }
  insert(ends_, *name);
  insert(tlds_, std::move(*name));
}

void NameFilter::add_suffix(std::string_view text, std::string_view where) {
  auto name = canonical_name(text);
  if (!name)
    throw InputError{{std::string(where), quote(text) + " is not a public suffix", "give one, such as com.cn"}};
  insert(ends_, name->substr(name->rfind('.') + 1));
  insert(public_suffixes_, std::move(*name));
}

void NameFilter::add_tlds_of(const std::string& path) { add_lines(path, &NameFilter::add_tld, "TLD"); }

void NameFilter::add_suffixes_of(const std::string& path) { add_lines(path, &NameFilter::add_suffix, "suffix"); }

void NameFilter::add_lines(const std::string& path, Add add, std::string_view what) {
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

bool NameFilter::has_end(std::string_view tld) const noexcept { return holds(ends_, tld); }

bool NameFilter::passes(std::string_view name) const {
  if (passes_all()) return true;
  if (!tlds_.empty() && holds(tlds_, name.substr(name.rfind('.') + 1))) return true;
  return !public_suffixes_.empty() && holds(public_suffixes_, suffixes_.suffix_of(name));
}

}  // namespace dgacast
