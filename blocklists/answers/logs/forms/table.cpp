// SPDX-License-Identifier: Apache-2.0
// The one list of the forms of DNS logs, in the order in which a line is tried: those of one program first, those that
// any program may write last.
#include <array>
#include <string>

#include "blocklists/answers/logs/log_form.h"
#include "dga/core/issue.h"

namespace dgacast {

LogForm adguard_log() noexcept;
LogForm bind_log() noexcept;
LogForm blocky_log() noexcept;
LogForm cloudflare_log() noexcept;
LogForm cof_log() noexcept;
LogForm coredns_log() noexcept;
LogForm csv_log() noexcept;
LogForm dns_collector_log() noexcept;
LogForm dnscrypt_log() noexcept;
LogForm dnsdist_log() noexcept;
LogForm dnsmasq_log() noexcept;
LogForm dnstap_log() noexcept;
LogForm dnstap_yaml_log() noexcept;
LogForm ecs_log() noexcept;
LogForm eve_log() noexcept;
LogForm gcp_log() noexcept;
LogForm infoblox_log() noexcept;
LogForm json_log() noexcept;
LogForm passivedns_log() noexcept;
LogForm plain_log() noexcept;
LogForm powerdns_log() noexcept;
LogForm resolved_log() noexcept;
LogForm route53_log() noexcept;
LogForm routedns_log() noexcept;
LogForm tcpdump_log() noexcept;
LogForm technitium_log() noexcept;
LogForm umbrella_log() noexcept;
LogForm unbound_log() noexcept;
LogForm windows_log() noexcept;
LogForm zeek_log() noexcept;

std::span<const LogForm> log_forms() noexcept {
  static const std::array kForms{
      bind_log(),          unbound_log(),    dnsmasq_log(),    powerdns_log(), dnsdist_log(),  coredns_log(),
      windows_log(),       technitium_log(), dnscrypt_log(),   blocky_log(),   dnstap_log(),   dnstap_yaml_log(),
      dns_collector_log(), routedns_log(),   passivedns_log(), tcpdump_log(),  resolved_log(), route53_log(),
      infoblox_log(),      umbrella_log(),   zeek_log(),       csv_log(),      eve_log(),      ecs_log(),
      adguard_log(),       cloudflare_log(), gcp_log(),        cof_log(),      json_log(),     plain_log()};
  return kForms;
}

const LogForm& find_log_form(std::string_view id, std::string_view where) {
  std::vector<std::string_view> known;
  std::string list = "the forms are ";
  for (const LogForm& form : log_forms()) {
    if (form.id == id) return form;
    list.append(known.empty() ? "" : ", ").append(form.id);
    known.push_back(form.id);
  }
  throw InputError{{std::string(where), quote(id) + " is not a form of DNS logs", suggest(id, known, list)}};
}

}  // namespace dgacast
