// SPDX-License-Identifier: Apache-2.0
// The configuration of EPP commands: JSON, with a secret in it. JSON readers copy what they read into memory that they
// do not wipe, and quote it in messages: the secret is taken out of the text before they see it.
#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "blocklists/formats/partner.h"
#include "blocklists/names/hostname.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

/// Moves the values of all keys "auth_info" out of a text, wherever they stand: the first is the secret, and x stands
/// in place of each.
class SecretTaker {
 public:
  SecretTaker(Secret& text, std::string_view name) : text_(text.room(), text.size()), name_(name) {}

  Secret take() {
    Secret secret;
    for (std::size_t at = 0; (at = text().find('"', at)) != std::string_view::npos;) {
      const bool is_key = string_at(at) == "auth_info";
      at = skip_blanks(std::min(end_ + 1, text_.size()));
      if (!is_key) continue;
      if (text().substr(at).starts_with(':')) at = skip_blanks(at + 1);  // the reader tells where there is none
      if (!text().substr(at).starts_with('"')) continue;
      const std::string_view raw = string_at(at);
      if (secret.empty()) secret = unescaped(raw, at);
      // Line feeds stay, for the reader counts lines; it refuses them.
      std::ranges::replace_if(
          text_.subspan(at + 1, raw.size()), [](char c) { return c != '\n'; }, 'x');
      at = std::min(end_ + 1, text_.size());
    }
    return secret;
  }

 private:
  std::string_view text() const { return {text_.data(), text_.size()}; }
  std::size_t skip_blanks(std::size_t at) const {
    return std::min(text().find_first_not_of(" \t\r\n", at), text_.size());
  }
  /// The octets of the string whose quotation mark is at `at`, up to the other, which is then at end_.
  std::string_view string_at(std::size_t at) {
    for (end_ = at + 1; end_ < text_.size() && text_[end_] != '"'; ++end_) {
      if (text_[end_] == '\\') ++end_;
    }
    end_ = std::min(end_, text_.size());
    return text().substr(at + 1, end_ - at - 1);
  }
  Secret unescaped(std::string_view raw, std::size_t at) const {
    Secret secret{raw.size()};
    char* out = secret.room();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const std::string_view next = raw.substr(i + 1, 1);
      if (raw[i] == '\\' && next != "\"" && next != "\\" && next != "/")
        throw InputError{{std::string(name_) + ":" + std::to_string(1 + std::ranges::count(text_.first(at), '\n')),
                          R"("auth_info" holds an escape other than \" and \\)", "write each character as it is"}};
      *out++ = raw[i] == '\\' ? raw[++i] : raw[i];
    }
    secret.shrink(static_cast<std::size_t>(out - secret.room()));
    return secret;
  }

  std::span<char> text_;
  std::string_view name_;
  std::size_t end_ = 0;
};

/// Reads the configuration of EPP value by value, each fault with its line.
class ConfigReader {
 public:
  ConfigReader(const JsonText& document, Secret auth_info, EppOptions& options)
      : document_(document), auth_info_(std::move(auth_info)), options_(options) {}

  void read() {
    static constexpr std::array<std::string_view, 6> kKeys{"registrant", "contacts",  "name_servers",
                                                           "years",      "auth_info", "hold"};
    if (!document_.value().is_object()) fail({}, "is no object", "write { ... }");
    document_.only_keys({}, kKeys);
    for (const auto& [key, value] : document_.value().items()) {
      const Path path{key};
      if (key == "registrant") options_.registrant = contact(path, value);
      if (key == "auth_info") read_auth_info(path, value);
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
    check_line(path, text_of(value));
    return text_of(value);
  }
  /// XML 1.0, 2.2, and the types of RFC 5731 (normalizedString, token) hold no control characters.
  void check_line(const Path& path, std::string_view text) const {
    if (!is_line(text))
      fail(path, "holds a character that an EPP document cannot carry",
           "give one line without control characters or characters that change the direction of text");
  }
  void read_auth_info(const Path& path, const Json& value) {
    if (text_of(value).empty()) fail(path, "is no text", "give a string");
    if (auth_info_.empty()) fail(path, "has a key that is written with escapes", "write it as auth_info");
    check_line(path, auth_info_.reveal());
    options_.auth_info = std::make_shared<const Secret>(std::move(auth_info_));
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
  Secret auth_info_;
  EppOptions& options_;
};

}  // namespace

void read_epp_config(Secret text, std::string_view name, EppOptions& options) {
  Secret auth_info = SecretTaker{text, name}.take();
  const JsonText document = JsonText::parse(text.reveal(), name);
  ConfigReader{document, std::move(auth_info), options}.read();
}

}  // namespace dgacast
