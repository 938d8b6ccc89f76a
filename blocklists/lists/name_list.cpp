// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/name_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "blocklists/lists/list_lines.h"
#include "blocklists/lists/zone_owners.h"
#include "dga/core/ascii.h"
#include "dga/core/issue.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

constexpr std::size_t kLongestJson = std::size_t{256} << 20;
constexpr std::string_view kOneALine = "give its names one a line";

/// True when what comes next is JSON, and not an ad blocker's "[Adblock Plus 2.0]".
bool is_json(std::string_view ahead) noexcept {
  ahead.remove_prefix(std::min(ahead.find_first_not_of(" \t\r"), ahead.size()));
  return ahead.starts_with('{') || (ahead.starts_with('[') && !ListLines::is_comment(ahead));
}

std::optional<UtcDay> day_of(std::string_view text) {
  try {
    return parse_date(text, "");
  } catch (const InputError&) {
    return std::nullopt;
  }
}

/// The first YYYY-MM-DD in a comment.
std::optional<UtcDay> day_in(std::string_view comment) {
  constexpr std::size_t kSize = 10;
  for (std::size_t i = 0; i + kSize <= comment.size(); ++i) {
    if (comment[i + 4] != '-' || (i > 0 && is_digit(comment[i - 1]))) continue;
    if (i + kSize < comment.size() && is_digit(comment[i + kSize])) continue;
    if (const auto day = day_of(comment.substr(i, kSize))) return day;
  }
  return std::nullopt;
}

/// The day of "version": 20260811 at the top of a MISP warning list. Its names are not kept.
std::optional<UtcDay> day_of_version(const std::string& text) {
  using nlohmann::json;
  const auto only_version = [](int depth, json::parse_event_t event, json& parsed) {
    return depth == 0 || (depth == 1 && (event != json::parse_event_t::key || parsed == "version"));
  };
  const json parsed = json::parse(text, only_version, false);
  const auto version = parsed.is_object() ? parsed.find("version") : parsed.end();
  if (version == parsed.end() || !version->is_number_unsigned()) return std::nullopt;
  const std::string digits = std::to_string(number_of(*version));
  if (digits.size() != 8) return std::nullopt;
  return day_of(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
}

/// Only the strings of the "list" at the top, or of an array at the top, are wanted: no tree is built.
class JsonNames final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonNames(ListGatherer& names) : names_(names) {}
  bool null() override { return other(); }
  bool boolean(bool) override { return other(); }
  bool number_integer(number_integer_t) override { return other(); }
  bool number_unsigned(number_unsigned_t) override { return other(); }
  bool number_float(number_float_t, const string_t&) override { return other(); }
  bool binary(binary_t&) override { return other(); }
  bool string(string_t& value) override {
    if (in_list_ && depth_ == list_depth_) {
      const std::string_view text = trimmed(value);
      if (!names_.add(text)) names_.bad("list[" + std::to_string(index_) + "]", quote(text) + " is not a name");
      ++index_;
    }
    return other();
  }
  bool start_object(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override {
    if (depth_ == 0 || (depth_ == 1 && list_key_)) {
      in_list_ = found_ = true;
      list_depth_ = depth_ + 1;
    }
    return open();
  }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    list_key_ = depth_ == 1 && value == "list";
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  bool found() const noexcept { return found_; }

 private:
  bool other() noexcept {
    if (depth_ == 1) list_key_ = false;
    return true;
  }
  bool open() noexcept { return ++depth_ < 64; }
  bool close() noexcept {
    if (--depth_ < list_depth_) in_list_ = list_key_ = false;
    return true;
  }

  ListGatherer& names_;
  unsigned depth_ = 0, list_depth_ = 0;
  std::size_t index_ = 0;
  bool list_key_ = false, in_list_ = false, found_ = false;
};

/// One list being read.
class Reader {
 public:
  Reader(Input& input, std::string_view name, ListKind kind, const std::function<void(const ListedNames&)>& visitor)
      : lines_(input, name), name_(name), kind_(kind), names_(visitor, name_, kind) {}

  ListReport read() {
    read_all();
    names_.flush();
    if (names_.report.names == 0) refuse_empty();
    return std::move(names_.report);
  }

 private:
  void read_all() {
    ListLines plain{names_, kind_};
    while (true) {
      if (!begun_ && is_json(lines_.ahead())) return read_json();
      std::string_view line;
      if (!lines_.next(line)) return;
      if (!begun_) {
        const std::string_view text = trimmed(line);
        if (ListLines::is_comment(text)) continue;
        begun_ = true;
        if (ZoneOwners::is_zone_line(line)) return read_zone(line);
      }
      plain.read(line, lines_.number(), name_);
    }
  }

  void read_zone(std::string_view line) {
    if (kind_ != ListKind::registered) {
      throw InputError{{name_ + ":" + std::to_string(lines_.number()), "this is a zone in master-file form",
                        "give zones as names that a registry holds, and names one a line here"}};
    }
    ZoneOwners zone{names_, name_};
    do {
      zone.read(line, lines_.number());
    } while (lines_.next(line));
  }

  void read_json() {
    const std::string text = lines_.rest(kLongestJson, kOneALine);
    JsonNames handler{names_};
    const bool whole = nlohmann::json::sax_parse(text, &handler);
    if (!whole || !handler.found()) {
      throw InputError{{name_, whole ? "is JSON without a \"list\" of names" : "is not good JSON",
                        "give a MISP warning list, or names one a line"}};
    }
    if (kind_ == ListKind::created)
      throw InputError{{name_, "is JSON, which has no dates", "give lines of NAME,YYYY-MM-DD"}};
  }

  /// Says what there is in place of names.
  [[noreturn]] void refuse_empty() const {
    const ListReport& report = names_.report;
    const std::string hint =
        kind_ == ListKind::created ? "give lines of NAME,YYYY-MM-DD" : "give a list of names, one a line";
    if (report.bad > 0) {
      const BadEntry& first = report.shown.front();
      throw InputError{{first.where, first.what + ", and no other entry is", hint}};
    }
    std::string what = "holds no name";
    const auto add = [&what](std::uint64_t count, std::string_view one, std::string_view several) {
      if (count > 0) what.append(", but ").append(std::to_string(count)).append(count == 1 ? one : several);
    };
    add(report.addresses, " IP address", " IP addresses");
    add(report.labels, " single label", " single labels");
    add(report.undated, " name without a date", " names without a date");
    throw InputError{{name_, what, hint}};
  }

  LineReader lines_;
  std::string name_;
  ListKind kind_;
  ListGatherer names_;
  bool begun_ = false;  // a line that is not a comment was read
};

}  // namespace

std::string_view to_text(ListKind kind) noexcept {
  switch (kind) {
    case ListKind::allowed:
      return "allowed";
    case ListKind::registered:
      return "registered";
    case ListKind::created:
      return "created";
  }
  return "";
}

std::optional<UtcDay> list_day(Input& input, std::string_view name) {
  const std::unique_ptr<Input> text = open_text(input, std::string(name));
  LineReader lines{*text, name};
  while (true) {
    if (is_json(lines.ahead())) return day_of_version(lines.rest(kLongestJson, kOneALine));
    std::string_view line;
    if (!lines.next(line)) return std::nullopt;
    line = trimmed(line);
    if (line.empty()) continue;
    if (!ListLines::is_comment(line)) return std::nullopt;
    if (const auto day = day_in(line)) return day;
  }
}

ListReport read_name_list(Input& input, std::string_view name, ListKind kind,
                          const std::function<void(const ListedNames&)>& visitor) {
  const std::unique_ptr<Input> text = open_text(input, std::string(name));
  return Reader{*text, name, kind, visitor}.read();
}

std::vector<std::string> list_notes(const ListReport& report, std::string_view name) {
  std::vector<std::string> notes;
  const auto add = [&](std::uint64_t count, const std::string& one, const std::string& several) {
    if (count == 0) return;
    notes.push_back(std::string(name) + ": " + std::to_string(count) + (count == 1 ? one : several));
  };
  add(report.addresses, " IP address was passed over: names are compared, addresses are not",
      " IP addresses were passed over: names are compared, addresses are not");
  add(report.labels, " entry is a single label (a TLD, a local host) and meets no name",
      " entries are single labels (TLDs, local hosts) and meet no name");
  add(report.owners, " owner of the zone is not a host name and meets no name",
      " owners of the zone are not host names and meet no name");
  add(report.undated, " name has no known date: its age is not judged",
      " names have no known date: their age is not judged");
  add(report.by_date, " date tells a latest day only, such as 'before 2001', and is taken as that day",
      " dates tell a latest day only, such as 'before 2001', and are taken as that day");
  const std::string all_below =
      " (" + quote(report.suffix) + "): write " + quote("*." + report.suffix) + " to mean all names below";
  add(report.suffixes, " entry is a public suffix and exempts no name below it" + all_below,
      " entries are public suffixes and exempt no name below them" + all_below);
  return notes;
}

}  // namespace dgacast
