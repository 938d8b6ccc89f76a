// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/text.h"

#include <array>

#include "dga/core/text.h"

namespace dgacast {

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
