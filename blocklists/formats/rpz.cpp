// SPDX-License-Identifier: Apache-2.0
// Response Policy Zone (draft-vixie-dnsop-dns-rpz-00): a DNS zone in which each blocked name, and by a wildcard all
// names below it, own a record that states the policy. Servers lose the whole zone, and answer unfiltered, for one bad
// line: every owner here is a host name, relative to $ORIGIN, unique, and short enough for the wire. Names below a
// listed one are left out: where a zone has PARENT, *.PARENT and A.B.PARENT, the wildcard does not stand for B.PARENT
// and what lies beside A (RFC 4592, 2.2.2), and resolvers answer those as if nothing was listed.
#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "blocklists/formats/format.h"
#include "blocklists/formats/soa.h"
#include "blocklists/names/hostname.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kLongestOnWire = 255;  // RFC 1035, 2.3.4

class Rpz final : public Format {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{
        .id = "rpz",
        .extension = ".rpz",
        .summary = "Response Policy Zone: each name and all names below it",
        .readers = "BIND, Unbound, PowerDNS Recursor, Knot Resolver",
        .checked = "named-checkzone, kzonecheck, nsd-checkzone, ldns-read-zone, running resolvers",
        .use =
            "BIND: response-policy { zone \"ORIGIN\" policy given; } qname-wait-recurse no break-dnssec yes;\n"
            "Unbound: rpz: name: ORIGIN zonefile: FILE, and module-config: \"respip validator iterator\"\n"
            "PowerDNS Recursor: rpzFile(\"FILE\", {policyName=\"dgacast\"})",
        .children = Children::yes,
        .blocks = true,
        .zone = true,
        .parents_only = true};
    return kFacts;
  }
  void begin(const ListInfo& info, Sink& out) const override {
    const RpzOptions& rpz = info.rpz;
    out.put("$TTL ", rpz.ttl, "\n$ORIGIN ", rpz.origin, ".\n");
    put_soa(out, rpz.serial, rpz.ttl);
    out.put("@ NS localhost.\n");
  }
  void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const override {
    const std::size_t longest = info.rpz.longest_name();
    const bool one_policy = info.rpz.family_policies.empty();
    for (const Entry& entry : entries) {
      if (entry.domain.size() > longest) {
        ++drops.too_long_for_zone;
        continue;
      }
      const std::string_view policy = one_policy ? info.rpz.policy : info.rpz.policy_of(entry);
      out.put(entry.domain, ' ', policy, "\n*.", entry.domain, ' ', policy, '\n');
    }
  }
};

/// How much of the malware's way a policy, type and data of a record, closes.
int strictness(std::string_view policy) noexcept {
  static constexpr std::array<std::string_view, 5> kKnown{"CNAME rpz-passthru.", "CNAME rpz-tcp-only.", "CNAME *.",
                                                          "CNAME .", "CNAME rpz-drop."};
  constexpr int kAnotherHost = 3;  // of doubled places: between tcp-only and nodata
  const auto known = std::ranges::find(kKnown, policy);
  return known == kKnown.end() ? kAnotherHost : 2 * static_cast<int>(known - kKnown.begin());
}

[[noreturn]] void fail(std::string_view text, std::string_view where, std::string_view problem) {
  throw InputError{{std::string(where), quote(text) + " " + std::string(problem),
                    "give nxdomain, nodata, drop, passthru, tcp-only, cname:NAME or a:IP"}};
}

}  // namespace

std::string_view RpzOptions::policy_of(const Entry& entry) const {
  std::string_view strictest;
  const CatalogueEntry* last = nullptr;
  for (const Attribution& source : entry.deciding()) {
    if (source.said_by == SaidBy::imported) break;
    if (source.entry == last) continue;  // the windows of one family stand side by side more often than not
    last = source.entry;
    const auto own = std::ranges::find_if(family_policies, [last](const FamilyPolicy& one) {
      return std::ranges::find(one.families, last->id) != one.families.end();
    });
    const std::string_view found = own == family_policies.end() ? std::string_view{policy} : own->policy;
    if (strictest.empty() || strictness(found) > strictness(strictest)) strictest = found;
  }
  return strictest.empty() ? std::string_view{policy} : strictest;
}

std::size_t RpzOptions::longest_name() const noexcept {
  // On the wire: "*" takes 2 octets, a name its length and 1, the root 1.
  return kLongestOnWire - 2 - 1 - (origin.size() + 1) - 1;
}

const Format& rpz() noexcept {
  static constexpr Rpz kFormat;
  return kFormat;
}

std::string parse_rpz_action(std::string_view text, std::string_view where) {
  if (text == "nxdomain") return "CNAME .";
  if (text == "nodata") return "CNAME *.";
  if (text == "drop") return "CNAME rpz-drop.";
  if (text == "passthru") return "CNAME rpz-passthru.";
  if (text == "tcp-only") return "CNAME rpz-tcp-only.";
  if (text.starts_with("cname:")) {
    const auto name = canonical_name(text.substr(6));
    if (!name || name->find('.') == std::string::npos) fail(text, where, "names no host");
    return "CNAME " + *name + ".";
  }
  if (text.starts_with("a:")) {
    const std::string address(text.substr(2));
    std::array<char, sizeof(in6_addr)> octets;
    std::array<char, INET6_ADDRSTRLEN> canonical;
    for (const int kind : {AF_INET, AF_INET6}) {
      if (inet_pton(kind, address.c_str(), octets.data()) != 1) continue;
      inet_ntop(kind, octets.data(), canonical.data(), canonical.size());
      return std::string(kind == AF_INET ? "A " : "AAAA ") + canonical.data();
    }
    fail(text, where, "holds no IP address");
  }
  fail(text, where, "is no RPZ action");
}

std::string parse_policy(const Format& format, std::string_view text, std::string_view where) {
  if (format.facts().id == "knot-resolver" && text.starts_with("cname:")) {
    throw InputError{{std::string(where), "leads elsewhere, which Knot Resolver ignores: the names would stay open",
                      "give another action, or the format rpz for another resolver"}};
  }
  return parse_rpz_action(text, where);
}

std::string parse_zone_name(std::string_view text, std::string_view where) {
  const auto name = canonical_name(text);
  constexpr std::size_t kLongestOrigin = 200;  // leaves room for names
  if (!name || name->size() > kLongestOrigin) {
    throw InputError{{std::string(where), quote(text) + " is not a zone name",
                      "give a host name of at most 200 octets, such as dga.rpz.example"}};
  }
  return *name;
}

}  // namespace dgacast
