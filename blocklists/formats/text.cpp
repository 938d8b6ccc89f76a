// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "dga/core/json_value.h"
#include "dga/core/text.h"

namespace dgacast {

std::string_view InstantText::operator()(UtcSeconds instant) {
  if (instant != last_) {
    last_ = instant;
    text_.clear();
    append_instant(text_, instant);
  }
  return text_;
}

std::string_view InstantText::spaced(UtcSeconds instant) {
  if (instant != last_) {
    (*this)(instant);
    text_[10] = ' ';
    text_.pop_back();
  }
  return text_;
}

namespace {

bool is_plain(std::string_view text) {
  return text.find_first_of("\"\\") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}
std::string escaped(std::string_view text) { return json_text(nlohmann::json(text)); }

}  // namespace

void put_json_string(Sink& out, std::string_view text) {
  if (is_plain(text)) {
    out.put('"', text, '"');
  } else {
    out.put(std::string_view{escaped(text)});
  }
}

std::string json_string(std::string_view text) {
  if (!is_plain(text)) return escaped(text);
  std::string quoted;
  quoted.reserve(text.size() + 2);
  return quoted.append("\"").append(text).append("\"");
}

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

void put_probability(Sink& out, double probability) {
  constexpr std::uint32_t kWhole = 1'000'000;
  const double parts = probability * kWhole;
  if (parts >= kWhole) return out.put("1.000000");
  auto rest = static_cast<std::uint32_t>(parts);
  if (rest < parts) ++rest;  // std::ceil is a call on the oldest x86-64
  if (rest == 0) return out.put("0.000000");
  std::array<char, 8> text{'0', '.', '0', '0', '0', '0', '0', '0'};
  if (rest == kWhole) text[0] = '1';
  for (std::size_t i = text.size(); i-- > 2 && rest > 0; rest /= 10) text[i] = static_cast<char>('0' + rest % 10);
  out.put(std::string_view{text.data(), text.size()});
}

std::string csv_quoted(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  std::string out;
  if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) out.push_back('\'');
  for (const char c : printable(text)) {
    if (c == '"') out.push_back(c);
    out.push_back(c);
  }
  return out;
}

std::string csv_field(std::string_view text) {
  std::string out = csv_quoted(text);
  if (out.find_first_of(",\"") == std::string::npos) return out;
  std::string quoted;
  quoted.reserve(out.size() + 2);
  quoted.push_back('"');
  quoted.append(out).push_back('"');
  return quoted;
}

void put_csv_field(Sink& out, std::string_view text) { out.put(std::string_view{csv_field(text)}); }

}  // namespace dgacast
