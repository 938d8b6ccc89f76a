// SPDX-License-Identifier: Apache-2.0
// What the lists for registries, CERTs and platforms say besides the names: who makes them, who may read them, what is
// asked for.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocklists/io/secret.h"
#include "blocklists/options/partner.h"
#include "dga/core/calendar.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Traffic Light Protocol 2.0: with whom a list may be shared.
enum class Tlp : std::uint8_t { clear, green, amber, amber_strict, red };

/// "clear", "green", "amber", "amber+strict" or "red".
std::string_view to_text(Tlp tlp) noexcept;
/// The other way. Throws InputError with `where`.
Tlp parse_tlp(std::string_view text, std::string_view where);

/// A name server for sinkholed names, with glue addresses if it stands below them.
struct EppNameServer {
  std::string name;
  std::vector<std::string> addresses;
};

/// What EPP commands need besides names. It comes from a file: authInfo is a secret.
struct EppOptions {
  std::uint32_t batch =
      number_of<std::uint32_t>(option::epp_batch);  ///< names in one check; servers refuse more (Nomulus: 50)
  bool frame = false;                               ///< each document behind its length in four octets (RFC 5734, 4)
  std::string registrant;                           ///< empty: the element is left out
  std::vector<std::pair<std::string, std::string>> contacts;  ///< type (admin, billing, tech) and id
  std::vector<EppNameServer> name_servers;                    ///< none: the name is created inactive
  std::optional<std::uint32_t> years;                         ///< 1 to 99; empty: the server's default
  std::shared_ptr<const Secret> auth_info;                    ///< must be there for a create
  std::string hold = "serverHold";                            ///< or clientHold, which a registrar may set
};

/// Fills what the configuration file `text` (JSON) gives (epp_config.cpp). `name` is for messages. The value of
/// "auth_info" is only ever in memory that is wiped, and in no message; it may have the escapes \" and \\ and no
/// others. Throws InputError with its line.
void read_epp_config(Secret text, std::string_view name, EppOptions& options);

/// Whether the files of the format with this id hold a secret (authInfo): they are for their owner alone.
bool writes_secret(std::string_view format) noexcept;

/// Whether an option ("producer", "tlp", "action", "serial", "epp-batch", "epp-frame", "epp-config", "stix-chunk",
/// "misp-previous") means something to the format with this id.
bool takes_partner_option(std::string_view option, std::string_view format);
/// The formats to which it does, for people: "stix, misp and intelmq".
std::string partner_formats(std::string_view option);
/// `text` if it can stand in documents and be hashed into ids. Throws InputError with `where`.
std::string checked_producer(std::string_view text, std::string_view where);
/// `text` if it is a word that a registry's list can carry. Throws InputError with `where`.
std::string checked_action(std::string_view text, std::string_view where);

struct PartnerOptions {
  std::string producer{option::producer.fallback};  ///< who issues the list: ids follow from it
  Tlp tlp = Tlp::clear;
  UtcSeconds time{};                            ///< when the list is said to be made: no clock is read
  std::string action{option::action.fallback};  ///< what a registry is asked to do
  std::string serial;                           ///< of a registry's list: digits, grows from list to list
  std::uint32_t stix_chunk = number_of<std::uint32_t>(option::stix_chunk);  ///< indicators in a bundle
  std::string misp_previous;  ///< folder of the feed that this one replaces; empty: none
  EppOptions epp;
};

}  // namespace dgacast
