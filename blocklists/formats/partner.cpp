// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/partner.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <map>

#include "blocklists/names/hostname.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 5> kTlp{"clear", "green", "amber", "amber+strict", "red"};

/// The formats to which an option means something.
const std::vector<std::string_view>& takers_of(std::string_view option) {
  using Ids = std::vector<std::string_view>;
  static const std::map<std::string_view, Ids> kTakers{
      {"producer", {"stix", "misp", "intelmq", "bambenek", "threatfox", "srw-summary", "srw-summary-json"}},
      {"tlp", {"stix", "misp", "intelmq"}},
      {"action", {"registry-csv", "registry-jsonl", "srw-summary", "srw-summary-json"}},
      {"serial", {"registry-csv", "registry-jsonl", "epp-check", "epp-create", "epp-hold"}},
      {"epp-batch", {"epp-check"}},
      {"epp-frame", {"epp-check", "epp-create", "epp-hold"}},
      {"epp-config", {"epp-check", "epp-create", "epp-hold"}},
      {"stix-chunk", {"stix"}},
      {"misp-previous", {"misp"}}};
  static const Ids kNobody;
  const auto found = kTakers.find(option);
  return found == kTakers.end() ? kNobody : found->second;
}

/// Reads the configuration of EPP value by value, each fault with its line.
class ConfigReader {
 public:
  ConfigReader(const JsonText& document, EppOptions& options) : document_(document), options_(options) {}

  void read() {
    static constexpr std::array<std::string_view, 6> kKeys{"registrant", "contacts",  "name_servers",
                                                           "years",      "auth_info", "hold"};
    if (!document_.value().is_object()) fail({}, "is no object", "write { ... }");
    document_.only_keys({}, kKeys);
    for (const auto& [key, value] : document_.value().items()) {
      const Path path{key};
      if (key == "registrant") options_.registrant = contact(path, value);
      if (key == "auth_info") options_.auth_info = std::make_shared<const Secret>(text(path, value));
      if (key == "contacts") read_contacts(path, value);
      if (key == "name_servers") read_name_servers(path, value);
      if (key == "years") read_years(path, value);
      if (key == "hold") read_hold(path, value);
    }
  }

 private:
  using Path = std::vector<std::string>;
  using Json = nlohmann::json;

  [[noreturn]] void fail(const Path& path, std::string what, std::string mend) const {
    const std::string key = path.empty() ? "the configuration" : "\"" + path.back() + "\"";
    throw InputError{{document_.where(path), key + " " + std::move(what), std::move(mend)}};
  }
  std::string text(const Path& path, const Json& value) const {
    if (text_of(value).empty()) fail(path, "is no text", "give a string");
    // XML 1.0, 2.2, and the types of RFC 5731 (normalizedString, token) hold no control characters.
    if (!is_line(text_of(value)))
      fail(path, "holds a character that an EPP document cannot carry",
           "give one line without control characters or characters that change the direction of text");
    return text_of(value);
  }
  std::string contact(const Path& path, const Json& value) const {
    std::string id = text(path, value);
    if (id.size() < 3 || id.size() > 16) fail(path, quote(id) + " is no contact id", "give 3 to 16 characters");
    return id;
  }
  void read_contacts(const Path& path, const Json& value) {
    static constexpr std::array<std::string_view, 3> kTypes{"admin", "billing", "tech"};
    if (!value.is_object()) fail(path, "is no object", R"(write {"admin": "ID", "tech": "ID"})");
    document_.only_keys(path, kTypes);
    for (const auto& [type, id] : value.items()) {
      Path at = path;
      at.push_back(type);
      options_.contacts.emplace_back(type, contact(at, id));
    }
  }
  void read_name_servers(const Path& path, const Json& value) {
    static constexpr std::array<std::string_view, 2> kKeys{"name", "addresses"};
    if (!value.is_array())
      fail(path, "is no list", R"(write ["ns1.example.net"] or [{"name": ..., "addresses": [...]}])");
    for (std::size_t i = 0; i < value.size(); ++i) {
      Path at = path;
      at.push_back(std::to_string(i));
      const Json& one = value[i];
      EppNameServer server;
      if (one.is_object()) document_.only_keys(at, kKeys);
      if (one.is_object() && !one.contains("name")) fail(at, "has no name", "give its \"name\"");
      const std::string name = text(at, one.is_object() ? member(one, "name") : one);
      const auto canonical = canonical_name(name);
      if (!canonical || canonical->find('.') == std::string::npos)
        fail(at, quote(name) + " is no host", "give a host name");
      server.name = *canonical;
      if (one.is_object() && one.contains("addresses")) {
        at.emplace_back("addresses");
        if (!member(one, "addresses").is_array()) fail(at, "is no list", R"(write ["192.0.2.1", "2001:db8::1"])");
        for (const Json& address : member(one, "addresses")) server.addresses.push_back(checked_address(at, address));
      }
      options_.name_servers.push_back(std::move(server));
    }
  }
  std::string checked_address(const Path& path, const Json& value) const {
    std::string address = text(path, value);
    std::array<char, sizeof(in6_addr)> octets;
    if (inet_pton(AF_INET, address.c_str(), octets.data()) != 1 &&
        inet_pton(AF_INET6, address.c_str(), octets.data()) != 1)
      fail(path, "holds " + quote(address) + ", which is no IP address", "give an IPv4 or IPv6 address");
    return address;
  }
  void read_years(const Path& path, const Json& value) {
    const std::uint64_t years = number_of(value);
    if (years < 1 || years > 99) fail(path, "is out of range", "give 1 to 99");
    options_.years = static_cast<std::uint32_t>(years);
  }
  void read_hold(const Path& path, const Json& value) {
    options_.hold = text(path, value);
    if (options_.hold != "serverHold" && options_.hold != "clientHold")
      fail(path, quote(options_.hold) + " is no status of a hold",
           "give serverHold (a registry) or clientHold (a registrar)");
  }

  const JsonText& document_;
  EppOptions& options_;
};

}  // namespace

std::string_view to_text(Tlp tlp) noexcept { return kTlp[static_cast<std::size_t>(tlp)]; }

Tlp parse_tlp(std::string_view text, std::string_view where) {
  for (std::size_t i = 0; i < kTlp.size(); ++i) {
    if (kTlp[i] == text) return static_cast<Tlp>(i);
  }
  throw InputError{{std::string(where), quote(text) + " is no label of TLP 2.0",
                    suggest(text, kTlp, "give clear, green, amber, amber+strict or red")}};
}

void read_epp_config(std::string_view text, std::string_view name, EppOptions& options) {
  const JsonText document = JsonText::parse(text, name);
  ConfigReader{document, options}.read();
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
