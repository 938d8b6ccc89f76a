// SPDX-License-Identifier: Apache-2.0
// MISP events: {"Event": ...} as a feed and a download have them, several in an array or in the answer of the REST API
// ({"response": ...}); the attributes of an event and those of its objects. An event of ours says family and seed in
// each comment; another's says the malware by a tag or cluster of a galaxy.
#include <array>

#include "blocklists/lists/imports/import_form.h"
#include "dga/core/issue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;
using Path = std::vector<std::string>;

bool fits(const ImportText& text) {
  const std::string_view all = text.text();
  return text.is_json() &&
         (all.find("\"Event\"") != std::string_view::npos ||
          (all.find("\"Attribute\"") != std::string_view::npos && all.find("\"type\"") != std::string_view::npos));
}

/// The word of a tag such as misp-galaxy:malpedia="Necurs", when its galaxy names malware.
std::string_view malware_of_tag(std::string_view tag) {
  constexpr std::string_view kGalaxy = "misp-galaxy:";
  constexpr std::array<std::string_view, 9> kGalaxies{"malpedia", "tool",    "banker",   "botnet",       "ransomware",
                                                      "rat",      "stealer", "backdoor", "mitre-malware"};
  if (!tag.starts_with(kGalaxy) || !tag.ends_with('"')) return {};
  tag.remove_prefix(kGalaxy.size());
  const auto equals = tag.find("=\"");
  if (equals == std::string_view::npos) return {};
  const std::string_view galaxy = tag.substr(0, equals);
  for (const std::string_view known : kGalaxies) {
    if (galaxy == known) return tag.substr(equals + 2, tag.size() - equals - 3);
  }
  return {};
}

/// The malware of an event or attribute, by its tags and clusters; Malpedia's word before others.
std::string_view malware_of(const Json& object) {
  std::string_view found;
  const auto consider = [&found](std::string_view word, bool malpedia) {
    if (!word.empty() && (found.empty() || malpedia)) found = word;
  };
  for (const Json& tag : member(object, "Tag")) {
    const std::string& name = text_of(member(tag, "name"));
    consider(malware_of_tag(name), name.find("malpedia") != std::string::npos);
  }
  for (const Json& galaxy : member(object, "Galaxy")) {
    for (const Json& cluster : member(galaxy, "GalaxyCluster")) {
      const std::string& tag = text_of(member(cluster, "tag_name"));
      consider(malware_of_tag(tag), tag.find("malpedia") != std::string::npos);
    }
  }
  return found;
}

class EventReader {
 public:
  EventReader(const ImportText& text, const JsonText& document, ImportRows& rows)
      : text_(text), document_(document), rows_(rows) {}

  /// Reads whatever holds events: an object, a wrapper, an array of them.
  bool read(const Json& value, const Path& path) {
    if (value.is_array()) {
      bool any = value.empty();
      for (std::size_t i = 0; i < value.size(); ++i) any = read(value[i], below(path, std::to_string(i))) || any;
      return any;
    }
    for (const char* const wrapper : {"response", "Event"}) {
      const Json& inner = member(value, wrapper);
      if (inner.is_structured()) return read(inner, below(path, wrapper));
    }
    if (!member(value, "Attribute").is_array() && !member(value, "Object").is_array()) return false;
    read_event(value, path);
    return true;
  }

 private:
  static Path below(Path path, std::string step) {
    path.push_back(std::move(step));
    return path;
  }

  void read_event(const Json& event, const Path& path) {
    const std::string_view malware = malware_of(event);
    read_attributes(member(event, "Attribute"), below(path, "Attribute"), malware);
    const Json& objects = member(event, "Object");
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const Json& object = element(objects, i);
      if (is_deleted(object, document_.line(path))) continue;
      read_attributes(member(object, "Attribute"), below(below(below(path, "Object"), std::to_string(i)), "Attribute"),
                      malware);
    }
  }

  void read_attributes(const Json& attributes, const Path& path, std::string_view malware) {
    if (!attributes.is_array()) return;
    for (std::size_t i = 0; i < attributes.size(); ++i)
      read_attribute(attributes[i], document_.line(below(path, std::to_string(i))), malware);
  }

  void read_attribute(const Json& attribute, std::size_t line, std::string_view malware) {
    const auto text = [&attribute](const char* key) -> std::string_view { return text_of(member(attribute, key)); };
    const std::string_view type = text("type");
    const bool pair = type == "domain|ip" || type == "hostname|port";
    if ((type != "domain" && type != "hostname" && !pair) || is_deleted(attribute, line)) return;
    ImportRow row;
    row.line = line;
    row.domain = text("value");
    if (pair) row.domain = row.domain.substr(0, row.domain.find('|'));
    const std::string_view own = malware_of(attribute);
    row.family = own.empty() ? malware : own;
    const std::string_view comment = text("comment");
    const std::string_view origin = comment.substr(0, comment.find(" index "));
    const auto slash = origin.find('/');
    const bool ours = origin.size() < comment.size() && slash != std::string_view::npos;
    if (ours) {
      row.family = origin.substr(0, slash);
      row.seed = origin.substr(slash + 1);
    }
    if (!text("first_seen").empty()) {
      row.from = text_.instant(text("first_seen"), line);
    } else if (ours) {
      row.from = kUnbounded.begin;
    }
    if (!text("last_seen").empty()) {
      row.until = text_.instant(text("last_seen"), line) + std::chrono::seconds{1};
    } else if (ours) {
      row.until = kUnbounded.end;
    }
    rows_.take(row);
  }

  /// MISP writes true or false; what passed through a database or a form has 0 and 1, as numbers or texts.
  bool is_deleted(const Json& attribute, std::size_t line) const {
    const Json& deleted = member(attribute, "deleted");
    const std::uint64_t number = number_of(deleted, 2);
    const std::string& text = text_of(deleted);
    if (deleted.is_null() || deleted == false || number == 0 || text == "0") return false;
    if (deleted == true || number == 1 || text == "1") return true;
    text_.fail(line, "has \"deleted\": " + quote(json_text(deleted)), "give true or false");
  }

  const ImportText& text_;
  const JsonText& document_;
  ImportRows& rows_;
};

void read(const ImportText& text, ImportRows& rows) {
  const JsonText document = JsonText::parse(text.text(), text.name(), kJsonListLimits);
  if (!EventReader{text, document, rows}.read(document.value(), {}))
    text.fail(1, "holds no MISP event", "give an event, an array of events, or the answer of MISP's REST API");
}

}  // namespace

ImportForm import_misp() noexcept { return {.id = "misp", .title = "MISP events", .fits = fits, .read = read}; }

}  // namespace dgacast
