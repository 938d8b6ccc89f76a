// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/partner.h"

#include <algorithm>
#include <array>
#include <map>

#include "dga/core/issue.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 5> kTlp{"clear", "green", "amber", "amber+strict", "red"};

/// The formats to which an option means something.
const std::vector<std::string_view>& takers_of(std::string_view option) {
  using Ids = std::vector<std::string_view>;
  static const std::map<std::string_view, Ids> kTakers{
      {option::producer.name, {"stix", "misp", "intelmq", "bambenek", "threatfox", "srw-summary", "srw-summary-json"}},
      {option::tlp.name, {"stix", "misp", "intelmq"}},
      {option::action.name, {"registry-csv", "registry-jsonl", "srw-summary", "srw-summary-json"}},
      {option::serial.name, {"registry-csv", "registry-jsonl", "epp-check", "epp-create", "epp-hold"}},
      {option::epp_batch.name, {"epp-check"}},
      {option::epp_frame.name, {"epp-check", "epp-create", "epp-hold"}},
      {option::epp_config.name, {"epp-check", "epp-create", "epp-hold"}},
      {option::stix_chunk.name, {"stix"}},
      {option::misp_previous.name, {"misp"}}};
  static const Ids kNobody;
  const auto found = kTakers.find(option);
  return found == kTakers.end() ? kNobody : found->second;
}

}  // namespace

std::string_view to_text(Tlp tlp) noexcept { return kTlp[static_cast<std::size_t>(tlp)]; }

Tlp parse_tlp(std::string_view text, std::string_view where) {
  for (std::size_t i = 0; i < kTlp.size(); ++i) {
    if (kTlp[i] == text) return static_cast<Tlp>(i);
  }
  throw InputError{{std::string(where), quote(text) + " is no label of TLP 2.0",
                    suggest(text, kTlp, "give clear, green, amber, amber+strict or red")}};
}

bool writes_secret(std::string_view format) noexcept { return format == "epp-create"; }

bool takes_partner_option(std::string_view option, std::string_view format) {
  const auto& takers = takers_of(option);
  return std::find(takers.begin(), takers.end(), format) != takers.end();
}

std::string partner_formats(std::string_view option) {
  const auto& takers = takers_of(option);
  std::string text;
  for (std::size_t i = 0; i < takers.size(); ++i)
    text.append(i == 0 ? "" : i + 1 == takers.size() ? " and " : ", ").append(takers[i]);
  return text;
}

std::string checked_producer(std::string_view text, std::string_view where) {
  const bool good = !text.empty() && text.size() <= 100 &&
                    std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (!good)
    throw InputError{{std::string(where), quote(text) + " cannot be used", "give 1 to 100 printable ASCII characters"}};
  return std::string(text);
}

std::string checked_action(std::string_view text, std::string_view where) {
  if (text.empty() || text.size() > 16 || text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_") != text.npos)
    throw InputError{{std::string(where), quote(text) + " is no word",
                      "give up to 16 lower-case letters, such as block or reserve"}};
  return std::string(text);
}

}  // namespace dgacast
