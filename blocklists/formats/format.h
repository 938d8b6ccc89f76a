// SPDX-License-Identifier: Apache-2.0
// A list format: how sorted names become the octets that somebody's program reads. One file a format; registry.cpp
// names them all. Those that are more than rows: document.h.
//
//   const Format& rpz = find_format("rpz");
//   Drops drops;
//   rpz.begin(info, sink);
//   rpz.add(info, entries, sink, drops);   // as often as there are blocks
//   rpz.end(info, count, sink);
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/engine/entry.h"
#include "blocklists/formats/partner.h"
#include "blocklists/io/sink.h"
#include "blocklists/names/public_suffix.h"
#include "blocklists/options/writing.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Another policy for the names of some families.
struct FamilyPolicy {
  std::vector<std::string> families;  ///< ids
  std::string policy;                 ///< as RpzOptions::policy
};

/// What a Response Policy Zone needs to know (draft-vixie-dnsop-dns-rpz-00).
struct RpzOptions {
  std::string origin{option::rpz_origin.fallback};  ///< zone name in canonical form
  std::string policy = "CNAME .";                   ///< type and data of every record, see parse_rpz_action()
  std::uint32_t serial = 0;                         ///< SOA serial
  std::uint32_t ttl = number_of<std::uint32_t>(option::rpz_ttl);  ///< seconds
  /// For each family the first that holds it takes the place of `policy`. Needs entries with sources.
  std::vector<FamilyPolicy> family_policies = {};

  /// The policy of one name: that of its family; of several the strictest (drop, nxdomain, nodata, another host,
  /// tcp-only, passthru). The deciding sources alone count (Entry::deciding()), and no policy of a family is taken for
  /// a name that imports alone have: a list that claims a family neither lifts nor changes what is done.
  std::string_view policy_of(const Entry& entry) const;
  /// Octets of the longest name that the zone can carry behind "*." (RFC 1035, 2.3.4).
  std::size_t longest_name() const noexcept;
};

/// All that formats take besides the names.
struct ListInfo {
  RpzOptions rpz;
  PartnerOptions partner;
  const PublicSuffixes* suffixes = nullptr;  ///< never null while a format runs
};

/// Names that a format could not carry, by reason.
struct Drops {
  std::uint64_t too_long_for_zone = 0;  ///< "*.", name and zone exceed 255 octets on the wire (RFC 1035, 2.3.4)
  std::uint64_t not_registrable = 0;    ///< not one label below a delegated suffix: nobody has it to give

  std::uint64_t total() const noexcept { return too_long_for_zone + not_registrable; }
  Drops& operator+=(const Drops& other) noexcept {
    too_long_for_zone += other.too_long_for_zone;
    not_registrable += other.not_registrable;
    return *this;
  }
};

/// Does a line also cover the names below the one that it lists?
enum class Children : std::uint8_t { no, yes, by_reader };

struct FormatFacts {
  std::string_view id;            ///< `rpz`: what --format takes
  std::string_view extension;     ///< ".rpz"
  std::string_view summary;       ///< one line for --help
  std::string_view readers = {};  ///< the programs that read it
  std::string_view checked = {};  ///< the reader that our tests run it through; empty when Debian 12 has none
  std::string_view use = {};      ///< what the reader's configuration says to load it, lines; may be empty
  Children children = Children::by_reader;
  bool provenance = false;    ///< wants Entry::sources
  bool assessment = false;    ///< wants Entry::assessment, which costs more than to write a row
  bool blocks = false;        ///< a resolver refuses these names: a public suffix must not be among them
  bool zone = false;          ///< is a zone, with what RpzOptions say
  bool registrable = false;   ///< carries only names that somebody can register (registrable_label())
  bool parents_only = false;  ///< its reader refuses a name below another that is listed, or lets others through for it
};

/// Objects are immutable and live as long as the program; any number of threads may call them with sinks of their own.
class Format {
 public:
  virtual const FormatFacts& facts() const noexcept = 0;
  /// Writes what stands before the names.
  virtual void begin(const ListInfo&, Sink&) const {}
  /// Writes entries, which come sorted and unique. One call a block: nothing virtual happens for a name.
  /// Names that the format cannot carry are left out and counted in `drops`.
  virtual void add(const ListInfo& info, std::span<const Entry> entries, Sink& out, Drops& drops) const = 0;
  /// Writes what stands after the names; `count` of them were written.
  virtual void end(const ListInfo&, std::uint64_t /*count*/, Sink&) const {}

 protected:
  ~Format() = default;  // never owned through the base
};

/// All formats in the order of their ids.
std::span<const Format* const> formats() noexcept;
/// The format with this id. Throws InputError with `where` and the nearest id, among formats of documents too.
const Format& find_format(std::string_view id, std::string_view where);

/// Type and data of a policy record for `nxdomain`, `nodata`, `drop`, `passthru`, `tcp-only`, `cname:NAME` or `a:IP`
/// (an IPv6 address makes an AAAA record). Throws InputError with `where`.
std::string parse_rpz_action(std::string_view text, std::string_view where);
/// The same for a zone of `format`. Throws InputError also for an action that the format's reader ignores: the names
/// would stay open.
std::string parse_policy(const Format& format, std::string_view text, std::string_view where);
/// The canonical form of a zone's name. Throws InputError with `where` when it is none, or leaves no room for names.
std::string parse_zone_name(std::string_view text, std::string_view where);

}  // namespace dgacast
