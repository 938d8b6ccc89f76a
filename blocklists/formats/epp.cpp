// SPDX-License-Identifier: Apache-2.0
// EPP commands on domains (RFC 5730, 5731): is it free, create it, hold it. One command a document; a session belongs
// to one registry, so no document holds names of two TLDs. Only names that a registry or provider can give are asked
// for.
#include <array>
#include <map>
#include <optional>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "blocklists/formats/uuid.h"
#include "dga/core/issue.h"
#include "dga/core/text.h"

namespace dgacast {
namespace {

enum class Command : std::uint8_t { check, create, hold };

std::string_view word_of(Command command) noexcept {
  static constexpr std::array<std::string_view, 3> kWords{"check", "create", "hold"};
  return kWords[static_cast<std::size_t>(command)];
}

/// Appends `text` as XML content (XML 1.0, 2.4). Control characters and what else no document may hold (2.2) cannot be
/// escaped: they are written as \xNN. read_epp_config() lets none in.
void append_escaped(std::string& out, std::string_view text) {
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
}

/// The commands of one list.
class Commands final : public ListInProgress {
 public:
  Commands(Command command, const ListInfo& info, Documents& documents)
      : command_(command), info_(info), epp_(info.partner.epp), documents_(documents) {
    if (!epp_.frame) return;
    framed_ = &documents.open("commands.epp");
    sink_.emplace(*framed_);
  }

  void add(std::span<const Entry> entries, Drops& drops) override {
    for (const Entry& entry : entries) {
      const std::string_view suffix = entry.assessment->verdict.suffix;
      if (registrable_label(entry).empty()) {
        ++drops.not_registrable;
        continue;
      }
      auto found = registries_.find(suffix);
      if (found == registries_.end()) found = registries_.try_emplace(std::string(suffix)).first;
      Registry& registry = found->second;
      registry.names.emplace_back(entry.domain);
      if (registry.names.size() == (command_ == Command::check ? epp_.batch : 1)) write(found->first, registry);
    }
  }
  void end() override {
    for (auto& [suffix, registry] : registries_) {
      if (!registry.names.empty()) write(suffix, registry);
    }
    if (framed_ == nullptr) return;
    sink_->flush();
    documents_.close(*framed_);
  }

 private:
  struct Registry {
    std::vector<std::string> names;  // of the next document
    std::uint64_t documents = 0;
  };

  void write(const std::string& suffix, Registry& registry) {
    std::string number = std::to_string(++registry.documents);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    text_ = R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<epp xmlns="urn:ietf:params:xml:ns:epp-1.0"><command>)";
    switch (command_) {
      case Command::check:
        put_check(registry);
        break;
      case Command::create:
        put_create(registry.names.front());
        break;
      case Command::hold:
        put_hold(registry.names.front());
        break;
    }
    // At most 64 characters (RFC 5730, 2.5), of which 43 are the words, the serial and the number: a long suffix gives
    // its digest.
    const std::string shown = suffix.size() <= 21 ? suffix : to_text(own_uuid({suffix})).substr(0, 8);
    text_.append("<clTRID>dgacast-").append(word_of(command_)).append("-").append(shown).append("-");
    text_.append(info_.partner.serial).append("-").append(number).append("</clTRID></command></epp>\n");
    registry.names.clear();
    if (sink_) {
      const auto length = static_cast<std::uint32_t>(text_.size() + 4);  // RFC 5734, 4: itself included, big-endian
      for (const unsigned shift : {24u, 16u, 8u, 0u}) sink_->put(static_cast<char>(length >> shift & 0xFF));
      sink_->put(std::string_view{text_});
      return;
    }
    Output& document = documents_.open(suffix + "-" + number + ".xml");
    document.write(text_);
    documents_.close(document);
  }

  static constexpr std::string_view kNamespace = R"( xmlns:domain="urn:ietf:params:xml:ns:domain-1.0">)";

  void element(std::string_view name, std::string_view text) {
    text_.append("<domain:").append(name).append(">");
    append_escaped(text_, text);
    text_.append("</domain:").append(name).append(">");
  }

  void put_check(const Registry& registry) {
    text_.append("<check><domain:check").append(kNamespace).append("\n");
    for (const std::string& name : registry.names) {
      element("name", name);
      text_ += '\n';
    }
    text_ += "</domain:check></check>";
  }

  void put_create(const std::string& name) {
    text_.append("<create><domain:create").append(kNamespace);
    element("name", name);
    if (epp_.years) text_ += "<domain:period unit=\"y\">" + std::to_string(*epp_.years) + "</domain:period>";
    if (!epp_.name_servers.empty()) {
      // The schema takes hostObj or hostAttr, not both: one address makes all of them attributes.
      bool attributes = false;
      for (const EppNameServer& server : epp_.name_servers) attributes = attributes || !server.addresses.empty();
      text_ += "<domain:ns>";
      for (const EppNameServer& server : epp_.name_servers) {
        if (!attributes) {
          element("hostObj", server.name);
          continue;
        }
        text_ += "<domain:hostAttr>";
        element("hostName", server.name);
        for (const std::string& address : server.addresses) {
          text_.append("<domain:hostAddr ip=\"").append(address.find(':') == std::string::npos ? "v4" : "v6");
          text_.append("\">").append(address).append("</domain:hostAddr>");
        }
        text_ += "</domain:hostAttr>";
      }
      text_ += "</domain:ns>";
    }
    if (!epp_.registrant.empty()) element("registrant", epp_.registrant);
    for (const auto& [type, id] : epp_.contacts) {
      text_.append("<domain:contact type=\"").append(type).append("\">");
      append_escaped(text_, id);
      text_ += "</domain:contact>";
    }
    text_ += "<domain:authInfo>";
    element("pw", epp_.auth_info->reveal());
    text_ += "</domain:authInfo></domain:create></create>";
  }

  void put_hold(const std::string& name) {
    text_.append("<update><domain:update").append(kNamespace);
    element("name", name);
    text_ += "<domain:add><domain:status s=\"" + epp_.hold + "\"/></domain:add></domain:update></update>";
  }

  Command command_;
  const ListInfo& info_;
  const EppOptions& epp_;
  Documents& documents_;
  Output* framed_ = nullptr;  // all documents, where each stands behind its length
  std::optional<Sink> sink_;
  std::map<std::string, Registry, std::less<>> registries_;  // by suffix
  std::string text_;
};

class Epp final : public DocumentFormat {
 public:
  constexpr Epp(Command command, const FormatFacts& facts) : command_(command), facts_(facts) {}
  const FormatFacts& facts() const noexcept override { return facts_; }
  Shape shape(const ListInfo& info) const noexcept override {
    return info.partner.epp.frame ? Shape::one : Shape::files;
  }
  std::unique_ptr<ListInProgress> start(const ListInfo& info, Documents& documents) const override {
    if (command_ == Command::create && info.partner.epp.auth_info == nullptr) {
      throw InputError{{"format", "epp-create needs authInfo, which every create must give",
                        R"(give a configuration of EPP with {"auth_info": "..."})"}};
    }
    return std::make_unique<Commands>(command_, info, documents);
  }

 private:
  Command command_;
  FormatFacts facts_;
};

}  // namespace

const DocumentFormat& epp_check() noexcept {
  static constexpr Epp kFormat{Command::check,
                               {.id = "epp-check",
                                .extension = ".check.xml",
                                .summary = "EPP commands that ask which names are free",
                                .readers = "EPP clients of registrars",
                                .checked = "xmllint",
                                .children = Children::no,
                                .provenance = true,
                                .assessment = true,
                                .registrable = true}};
  return kFormat;
}
const DocumentFormat& epp_create() noexcept {
  static constexpr Epp kFormat{Command::create,
                               {.id = "epp-create",
                                .extension = ".create.xml",
                                .summary = "EPP commands that create the names, for a sinkhole",
                                .readers = "EPP clients of registrars",
                                .checked = "xmllint",
                                .children = Children::no,
                                .provenance = true,
                                .assessment = true,
                                .registrable = true}};
  return kFormat;
}
const DocumentFormat& epp_hold() noexcept {
  static constexpr Epp kFormat{Command::hold,
                               {.id = "epp-hold",
                                .extension = ".hold.xml",
                                .summary = "EPP commands that put names on serverHold or clientHold",
                                .readers = "EPP clients of registrars",
                                .checked = "xmllint",
                                .children = Children::no,
                                .provenance = true,
                                .assessment = true,
                                .registrable = true}};
  return kFormat;
}
}  // namespace dgacast
