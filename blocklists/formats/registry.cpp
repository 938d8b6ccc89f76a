// SPDX-License-Identifier: Apache-2.0
// The one list of formats, sorted.
#include <vector>

#include "blocklists/formats/document.h"
#include "dga/core/issue.h"

namespace dgacast {

const Format& adblock() noexcept;
const Format& bambenek() noexcept;
const Format& blocky() noexcept;
const Format& coredns() noexcept;
const Format& csv() noexcept;
const Format& dnsdist() noexcept;
const Format& dnsmasq() noexcept;
const Format& hosts() noexcept;
const Format& intelmq() noexcept;
const Format& jsonl() noexcept;
const Format& knot_resolver() noexcept;
const Format& mikrotik() noexcept;
const Format& netlab() noexcept;
const Format& nginx() noexcept;
const Format& pdns_lua() noexcept;
const Format& pihole() noexcept;
const Format& plain() noexcept;
const Format& rbldnsd() noexcept;
const Format& registry_csv() noexcept;
const Format& registry_jsonl() noexcept;
const Format& rpz() noexcept;
const Format& splunk() noexcept;
const Format& squid() noexcept;
const Format& suricata() noexcept;
const Format& technitium() noexcept;
const Format& threatfox() noexcept;
const Format& unbound() noexcept;
const Format& wildcard() noexcept;
const Format& zeek() noexcept;

std::span<const Format* const> formats() noexcept {
  static const Format* const kFormats[] = {
      &adblock(),    &bambenek(),  &blocky(),        &coredns(),        &csv(),    &dnsdist(), &dnsmasq(),  &hosts(),
      &intelmq(),    &jsonl(),     &knot_resolver(), &mikrotik(),       &netlab(), &nginx(),   &pdns_lua(), &pihole(),
      &plain(),      &rbldnsd(),   &registry_csv(),  &registry_jsonl(), &rpz(),    &splunk(),  &squid(),    &suricata(),
      &technitium(), &threatfox(), &unbound(),       &wildcard(),       &zeek()};
  return kFormats;
}

const Format& find_format(std::string_view id, std::string_view where) {
  std::vector<std::string_view> known;
  std::string list = "the formats are ";
  const auto tell = [&](const FormatFacts& facts) {
    list.append(known.empty() ? "" : ", ").append(facts.id);
    known.push_back(facts.id);
  };
  for (const Format* format : formats()) {
    if (format->facts().id == id) return *format;
    tell(format->facts());
  }
  for (const DocumentFormat* format : document_formats()) tell(format->facts());
  throw InputError{{std::string(where), "unknown format " + quote(id), suggest(id, known, list)}};
}

}  // namespace dgacast
