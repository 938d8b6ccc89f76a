// SPDX-License-Identifier: Apache-2.0
// The one list of formats, sorted.
#include <vector>

#include "blocklists/formats/format.h"
#include "dga/core/issue.h"

namespace dgacast {

const Format& adblock() noexcept;
const Format& blocky() noexcept;
const Format& coredns() noexcept;
const Format& csv() noexcept;
const Format& dnsdist() noexcept;
const Format& dnsmasq() noexcept;
const Format& hosts() noexcept;
const Format& jsonl() noexcept;
const Format& knot_resolver() noexcept;
const Format& mikrotik() noexcept;
const Format& nginx() noexcept;
const Format& pdns_lua() noexcept;
const Format& pihole() noexcept;
const Format& plain() noexcept;
const Format& rbldnsd() noexcept;
const Format& rpz() noexcept;
const Format& splunk() noexcept;
const Format& squid() noexcept;
const Format& suricata() noexcept;
const Format& technitium() noexcept;
const Format& unbound() noexcept;
const Format& wildcard() noexcept;
const Format& zeek() noexcept;

std::span<const Format* const> formats() noexcept {
  // clang-format off: a line each
  static const Format* const kFormats[] = {
      &adblock(),       &blocky(),   &coredns(),  &csv(),        &dnsdist(), &dnsmasq(),  &hosts(),   &jsonl(),
      &knot_resolver(), &mikrotik(), &nginx(),    &pdns_lua(),   &pihole(),  &plain(),    &rbldnsd(), &rpz(),
      &splunk(),        &squid(),    &suricata(), &technitium(), &unbound(), &wildcard(), &zeek(),
  };
  // clang-format on
  return kFormats;
}

const Format& find_format(std::string_view id, std::string_view where) {
  std::vector<std::string_view> known;
  std::string list = "the formats are ";
  for (const Format* format : formats()) {
    if (format->facts().id == id) return *format;
    list.append(known.empty() ? "" : ", ").append(format->facts().id);
    known.push_back(format->facts().id);
  }
  throw InputError{{std::string(where), "unknown format " + quote(id), suggest(id, known, list)}};
}

}  // namespace dgacast
