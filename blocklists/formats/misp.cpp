// SPDX-License-Identifier: Apache-2.0
// A MISP feed: a folder with an event a family and window, manifest.json and hashes.csv (MISP core format). Windows are
// widened to whole days, so that a bot that changes its list every few minutes does not make an event each time; the
// attributes carry the exact times. Ids follow from producer, family, window and name.
//
// MISP keeps what vanishes from a feed. Given the feed before (misp_previous), names that are gone are written as
// deleted, unchanged ones keep their time stamp, and changed events get a later one. Names come sorted, and so they
// stand in our files: both feeds are read side by side, whatever their size.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "blocklists/formats/uuid.h"
#include "blocklists/names/hostname.h"
#include "dga/core/issue.h"
#include "dga/core/json_value.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kStamp = R"(,"timestamp":")";

/// True for the form of a UUID: a manifest of before names files by them.
bool is_uuid(std::string_view text) noexcept {
  return text.size() == 36 && text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

std::string tagged(std::string_view name, std::string_view colour) {
  return std::string(R"({"name":)").append(json_string(name)).append(R"(,"colour":")").append(colour).append("\"}");
}

/// The tags of an event: how far it may go, and what the algorithm is (taxonomies tlp and dga, two galaxies).
std::string tags(const CatalogueEntry& entry, Tlp tlp) {
  static constexpr std::array<std::string_view, 5> kColours{"#ffffff", "#33ff00", "#ffc000", "#ffc000", "#ff2b2b"};
  constexpr std::string_view kTaxonomy = "#3a7300", kGalaxy = "#0088cc";
  std::string out = "[";
  out.append(tagged("tlp:" + std::string(to_text(tlp)), kColours[static_cast<std::size_t>(tlp)]));
  const auto add = [&out](const std::string& name, std::string_view colour) {
    out.append(",").append(tagged(name, colour));
  };
  if (entry.scheme && entry.scheme != Scheme::fixed)  // which MISP's taxonomy does not have
    add("dga:generation-scheme=\"" + std::string(to_text(*entry.scheme)) + "\"", kTaxonomy);
  if (entry.taxonomy) {
    const bool by_time = entry.taxonomy == Taxonomy::tdd || entry.taxonomy == Taxonomy::tdn;
    const bool deterministic = entry.taxonomy == Taxonomy::tdd || entry.taxonomy == Taxonomy::tid;
    add(std::string("dga:seeding=\"time-") + (by_time ? "dependent\"" : "independent\""), kTaxonomy);
    add(std::string("dga:seeding=\"") + (deterministic ? "deterministic\"" : "non-deterministic\""), kTaxonomy);
  }
  if (!entry.malpedia.name.empty()) {
    std::string name = entry.malpedia.name;
    std::ranges::replace(name, '"', '\'');  // a tag has no way to quote one
    add("misp-galaxy:malpedia=\"" + name + "\"", kGalaxy);
  }
  add(R"(misp-galaxy:mitre-attack-pattern="Domain Generation Algorithms - T1568.002")", kGalaxy);
  return out + "]";
}

/// An event of the feed before, read line by line. Holds no descriptor between reads: a feed has thousands of events.
class OlderEvent {
 public:
  struct Attribute {
    std::string value;
    std::string last_seen;  ///< "" for a name without an end
    std::string line;       ///< without the comma that may end it
    bool deleted = false;
  };

  OlderEvent(std::string path, std::string time_stamp) : stamp(std::move(time_stamp)), path_(std::move(path)) {
    constexpr std::string_view kEnd = "]}}";
    const Json head = Json::parse(next_line().append(kEnd), nullptr, false);
    if (!head.is_object() || !head.contains("Event")) refuse();
    header_ = json_text(head);
    header_.resize(header_.size() - kEnd.size());
    if (!header_.starts_with(R"({"Event":{)") || !header_.ends_with(R"("Attribute":[)")) refuse();
    advance();
  }

  /// The line before the attributes.
  const std::string& header() const noexcept { return header_; }
  /// The attribute at hand, or nothing behind the last.
  const std::optional<Attribute>& attribute() const noexcept { return attribute_; }
  void advance() {
    std::string line = next_line();
    attribute_.reset();
    if (line.starts_with("]")) return;
    if (line.ends_with(',')) line.pop_back();
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object()) refuse();
    const std::string& value = text_of(member(json, "value"));
    const Json &deleted = member(json, "deleted"), &last_seen = member(json, "last_seen");
    line = json_text(json);  // what others wrote leaves encoded
    if (check_name(value) != NameFault::none || !(deleted.is_null() || deleted.is_boolean()) ||
        !(last_seen.is_null() || last_seen.is_string()) || line.find(kStamp) == std::string::npos)
      refuse();
    attribute_ = Attribute{value, text_of(last_seen), std::move(line), flag_of(deleted)};
  }

  std::string stamp;  ///< the event's time stamp

 private:
  [[noreturn]] void refuse() const {
    throw InputError{{path_, "is not a MISP event written by dgacast", "give a previous feed that dgacast made"}};
  }
  std::string next_line() {
    for (;;) {
      const auto feed = buffer_.find('\n', used_);
      if (feed != std::string::npos) {
        std::string line = buffer_.substr(used_, feed - used_);
        used_ = feed + 1;
        return line;
      }
      buffer_.erase(0, used_);
      used_ = 0;
      std::ifstream file{path_, std::ios::binary};
      file.seekg(static_cast<std::streamoff>(offset_));
      std::array<char, 8192> block;
      file.read(block.data(), block.size());
      if (file.gcount() <= 0) refuse();
      buffer_.append(block.data(), static_cast<std::size_t>(file.gcount()));
      offset_ += static_cast<std::uint64_t>(file.gcount());
    }
  }

  std::string path_;
  std::string buffer_;
  std::size_t used_ = 0;
  std::uint64_t offset_ = 0;
  std::string header_;
  std::optional<Attribute> attribute_;
};

class Feed final : public ListInProgress {
 public:
  Feed(const ListInfo& info, Documents& documents)
      : partner_(info.partner),
        documents_(documents),
        organisation_(R"({"name":)" + json_string(partner_.producer) + R"(,"uuid":")" +
                      to_text(own_uuid({"organisation", partner_.producer})) + "\"}"),
        hashes_(documents.open("hashes.csv")) {
    if (!partner_.misp_previous.empty()) read_manifest();
  }

  void add(std::span<const Entry> entries, Drops&) override {
    for (const Entry& entry : entries) {
      touched_.clear();
      for (const Attribution& source : entry.told()) touch(source);
      for (Touched& one : touched_) put(*one.event, entry.domain, one);
    }
  }

  void end() override {
    for (auto& [key, event] : events_) finish(event);
    withdraw_events();
    hashes_.flush();
    Output& manifest = documents_.open("manifest.json");
    manifest.write(json_text(manifest_, 1) + "\n");
    documents_.close(manifest);
  }

 private:
  struct Event {
    std::string uuid;
    Json manifest;  // its entry
    Output* file = nullptr;
    Sha256 sha;
    std::string buffer;
    bool empty = true;     // no attribute yet
    bool changed = false;  // against the event before
    std::string stamp;     // of what changes
    std::optional<OlderEvent> older;
  };
  /// What the name at hand is in one event.
  struct Touched {
    Event* event;
    UtcSeconds from, until;
    std::string comment;
  };
  using Key = std::tuple<const CatalogueEntry*, UtcSeconds, UtcSeconds>;
  struct ByFamily {  // not by address: the order must be the same in every run
    bool operator()(const Key& a, const Key& b) const {
      const auto order = std::get<0>(a)->id.compare(std::get<0>(b)->id);
      if (order != 0) return order < 0;
      return std::pair{std::get<1>(a), std::get<2>(a)} < std::pair{std::get<1>(b), std::get<2>(b)};
    }
  };

  /// Midnight at or after `instant`.
  static UtcSeconds midnight_after(UtcSeconds instant) {
    return is_endless(instant) ? instant : std::chrono::ceil<std::chrono::days>(instant);
  }

  void touch(const Attribution& source) {
    Event& event = event_of(source);
    const std::string comment = source.entry->id + "/" + source.seed->id() + " index " + std::to_string(source.index);
    for (Touched& one : touched_) {
      if (one.event != &event) continue;
      one.from = std::min(one.from, source.valid_from);
      one.until = std::max(one.until, source.valid_until);
      one.comment += ", " + comment;
      return;
    }
    touched_.push_back({&event, source.valid_from, source.valid_until, comment});
  }

  Event& event_of(const Attribution& source) {
    const Key key{source.entry, midnight_before(source.valid_from), midnight_after(source.valid_until)};
    const auto found = events_.find(key);
    if (found != events_.end()) return found->second;
    Event& event = events_[key];
    const auto& [entry, begin, end] = key;
    const bool undated = begin == kUnbounded.begin && is_endless(end);
    const std::string window = undated           ? "any time"
                               : is_endless(end) ? "from " + format_date(begin)
                                                 : format_date(begin) + " to " + format_date(last_second(end));
    event.uuid = to_text(own_uuid({"event", partner_.producer, entry->id, format_instant(begin), format_instant(end)}));
    const std::string& malware = entry->malware.empty() ? entry->id : entry->malware;
    const std::string info = json_string("Generated domains of " + malware + " (" + entry->id + "), " + window);
    const std::string date = format_date(undated ? partner_.time : begin);
    const std::string tag_list = tags(*entry, partner_.tlp);
    begin_event(event, R"({"Event":{"uuid":")" + event.uuid + R"(","info":)" + info + R"(,"date":")" + date +
                           R"(","analysis":"2","threat_level_id":"2","published":true,"Orgc":)" + organisation_ +
                           R"(,"Tag":)" + tag_list + R"(,"Attribute":[)");
    event.manifest = {{"Orgc", Json::parse(organisation_, nullptr, false)},
                      {"Tag", Json::parse(tag_list, nullptr, false)},
                      {"info", Json::parse(info, nullptr, false)},
                      {"date", date},
                      {"analysis", "2"},
                      {"threat_level_id", "2"}};
    return event;
  }

  void begin_event(Event& event, const std::string& header) {
    event.file = &documents_.open(event.uuid + ".json");
    event.stamp = std::to_string(unix_time(partner_.time));
    if (const auto before = previous_.find(event.uuid); before != previous_.end()) {
      const std::string& stamp = text_of(member(*before, "timestamp"));
      event.older.emplace(partner_.misp_previous + "/" + event.uuid + ".json", stamp);
      // A feed made twice on one day: what changes must still be later than what it replaces.
      std::int64_t seconds = 0;  // read_manifest() took digits alone
      std::from_chars(stamp.data(), stamp.data() + stamp.size(), seconds);
      if (seconds >= unix_time(partner_.time)) event.stamp = std::to_string(seconds + 1);
    } else {
      event.changed = true;
    }
    event.buffer = header + "\n";
  }

  /// Writes the name at hand, and before it those of the older event that are gone.
  void put(Event& event, std::string_view domain, const Touched& one) {
    withdraw(event, domain);
    std::string line = R"({"uuid":")" + to_text(own_uuid({"attribute", event.uuid, domain})) +
                       R"(","type":"domain","category":"Network activity","value":")" + std::string(domain) +
                       R"(","to_ids":true,"disable_correlation":true,"comment":)" + json_string(one.comment);
    if (one.from > kUnbounded.begin) line += R"(,"first_seen":")" + format_instant(one.from) + "\"";
    if (!is_endless(one.until)) line += R"(,"last_seen":")" + format_instant(last_second(one.until)) + "\"";
    line += kStamp;
    if (event.older && event.older->attribute() && event.older->attribute()->value == domain) {
      const std::string& before = event.older->attribute()->line;
      if (before.starts_with(line)) {
        line = before;
      } else {
        line += event.stamp + "\"}";
        event.changed = true;
      }
      event.older->advance();
    } else {
      line += event.stamp + "\"}";
      event.changed = true;
    }
    append(event, line, domain);
  }

  /// Writes as deleted what the older event holds before `domain`; everything that is left for an empty one.
  void withdraw(Event& event, std::string_view domain) {
    while (event.older && event.older->attribute() && (domain.empty() || event.older->attribute()->value < domain)) {
      const OlderEvent::Attribute& gone = *event.older->attribute();
      std::string line = gone.line;
      if (!gone.deleted) {
        line.erase(line.rfind(kStamp));
        line.append(R"(,"deleted":true)").append(kStamp).append(event.stamp).append("\"}");
        event.changed = true;
      }
      append(event, line, gone.value);
      event.older->advance();
    }
  }

  void append(Event& event, std::string_view line, std::string_view value) {
    constexpr std::size_t kRoom = 8192;  // of each of thousands of events
    if (!event.empty) event.buffer += ",\n";
    event.empty = false;
    event.buffer += line;
    if (event.buffer.size() >= kRoom) flush(event);
    std::array<char, 32> digits;
    hex_digits(md5(value), digits.data());
    hashes_.put(std::string_view{digits.data(), digits.size()}, ',', event.uuid, '\n');
  }

  static void flush(Event& event) {
    event.sha.update(event.buffer);
    event.file->write(event.buffer);
    event.buffer.clear();
  }

  void finish(Event& event) {
    withdraw(event, {});
    const std::string& stamp = event.changed ? event.stamp : event.older->stamp;
    event.buffer.append(event.empty ? "]" : "\n]").append(kStamp).append(stamp);
    event.buffer.append(R"(","publish_timestamp":")").append(stamp).append("\"}}\n");
    flush(event);
    documents_.close(*event.file);
    event.manifest["timestamp"] = stamp;
    event.manifest["integrity:sha256"] = event.sha.hex();
    manifest_[event.uuid] = std::move(event.manifest);
    event.older.reset();
  }

  void read_manifest() {
    const std::string path = partner_.misp_previous + "/manifest.json";
    std::ifstream file{path, std::ios::binary};
    if (!file) {
      throw InputError{
          {path, std::string("cannot be read: ") + std::strerror(errno), "give the folder of the previous feed"}};
    }
    previous_ = Json::parse(file, nullptr, false);
    bool good = previous_.is_object();
    for (const auto& [uuid, entry] : previous_.items()) {
      const std::string& stamp = text_of(member(entry, "timestamp"));
      good = good && is_uuid(uuid) && !stamp.empty() && stamp.size() < 19 &&
             stamp.find_first_not_of("0123456789") == std::string::npos;
    }
    if (!good) throw InputError{{path, "is not a manifest of a MISP feed", "give the folder of the previous feed"}};
  }

  /// Events of the feed before that this list knows nothing of, and whose window is not over: all their names go.
  void withdraw_events() {
    for (const auto& [uuid, entry] : previous_.items()) {
      if (manifest_.contains(uuid) || !is_current(partner_.misp_previous + "/" + uuid + ".json")) continue;
      Event event;
      event.uuid = uuid;
      event.manifest = entry;
      OlderEvent older{partner_.misp_previous + "/" + uuid + ".json", ""};
      begin_event(event, older.header());
      finish(event);
    }
  }

  bool is_current(const std::string& path) const {
    for (OlderEvent event{path, ""}; event.attribute(); event.advance()) {
      const std::string& last_seen = event.attribute()->last_seen;
      if (last_seen.empty() || parse_instant(last_seen, path) >= partner_.time) return true;
    }
    return false;
  }

  const PartnerOptions& partner_;
  Documents& documents_;
  std::string organisation_;
  Sink hashes_;
  std::map<Key, Event, ByFamily> events_;
  std::vector<Touched> touched_;
  Json previous_ = Json::object();  // manifest of the feed before
  Json manifest_ = Json::object();
};

class Misp final : public DocumentFormat {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "misp",
                                        .extension = ".misp",
                                        .summary = "folder of a MISP feed, an event a family and window",
                                        .readers = "MISP",
                                        .checked = "python3 json and hashlib",
                                        .children = Children::no,
                                        .provenance = true};
    return kFacts;
  }
  Shape shape(const ListInfo&) const noexcept override { return Shape::folder; }
  std::unique_ptr<ListInProgress> start(const ListInfo& info, Documents& documents) const override {
    return std::make_unique<Feed>(info, documents);
  }
};

}  // namespace

const DocumentFormat& misp() noexcept {
  static constexpr Misp kFormat;
  return kFormat;
}
}  // namespace dgacast
