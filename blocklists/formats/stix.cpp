// SPDX-License-Identifier: Apache-2.0
// STIX 2.1 bundles (OASIS, 10 June 2021): for each name and source an indicator with its validity, which indicates the
// malware, and the name as an observable. Every bundle stands alone: producer, marking and malware are in each. Ids
// follow from what an object is, so that a list of tomorrow names today's objects alike. `created` is when a window
// begins (a producer may choose it, STIX 2.1, 3.2), for it must never change; `modified` is the list's time.
#include <algorithm>
#include <map>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "blocklists/formats/uuid.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::string_view kTechnique =
    R"({"source_name":"mitre-attack","external_id":"T1568.002","url":"https://attack.mitre.org/techniques/T1568/002"})";
constexpr std::string_view kPhase =
    R"("kill_chain_phases":[{"kill_chain_name":"mitre-attack","phase_name":"command-and-control"}])";
constexpr std::string_view kFirstEdition = "2026-01-01T00:00:00.000Z";  // of objects that do not depend on the list

/// TLP 2.0 markings, in the order of Tlp (OASIS, cti-stix-common-objects).
constexpr std::array<std::string_view, 5> kMarkings{"marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
                                                    "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
                                                    "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
                                                    "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
                                                    "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"};

/// `YYYY-MM-DDTHH:MM:SS.000Z`: created and modified need the milliseconds.
std::string timestamp(UtcSeconds instant) {
  std::string text = format_instant(instant);
  text.insert(text.size() - 1, ".000");
  return text;
}

class Bundles final : public ListInProgress {
 public:
  Bundles(const ListInfo& info, Documents& documents)
      : partner_(info.partner),
        documents_(documents),
        producer_("identity--" + to_text(own_uuid({"identity", partner_.producer}))),
        marking_(kMarkings[static_cast<std::size_t>(partner_.tlp)]),
        modified_(timestamp(partner_.time)) {
    common_ = R"("created_by_ref":")" + producer_ + R"(","object_marking_refs":[")" + std::string(marking_) + R"("])";
  }

  void add(std::span<const Entry> entries, Drops&) override {
    for (const Entry& entry : entries) {
      bool observable = false;  // stands in the bundle at hand
      for (const Attribution& source : entry.told()) {
        if (!observable) put_observable(entry.domain);
        put_indicator(entry.domain, source, entry.assessment->confidence);
        observable = ++indicators_ < partner_.stix_chunk;
        if (!observable) write();
      }
    }
  }
  void end() override {
    if (indicators_ > 0) write();
  }

 private:
  void begin_object(std::string_view type, std::string_view id) {
    objects_.append(R"({"type":")").append(type).append(R"(","spec_version":"2.1","id":")").append(id).append("\",");
  }
  void end_object() { objects_ += "},\n"; }
  void refer(std::string_view id) { references_.append(references_.empty() ? "\"" : ",\"").append(id).append("\""); }

  void put_observable(std::string_view domain) {
    const std::string id =
        "domain-name--" + to_text(uuid5(kStixNamespace, R"({"value":")" + std::string(domain) + "\"}"));
    begin_object("domain-name", id);
    objects_.append(R"("value":")").append(domain).append("\"");
    end_object();
    refer(id);
  }

  void put_indicator(std::string_view domain, const Attribution& source, std::uint32_t confidence) {
    const std::string from = timestamp(source.valid_from);
    const std::string created = is_undated(source) ? std::string(kFirstEdition) : from;
    const std::string& family = source.entry->id;
    const std::string& seed = source.seed->id();
    const std::string key = to_text(own_uuid({"indicator", partner_.producer, family, seed, domain, from}));
    const std::string& malware = malware_of(*source.entry);
    const std::string times = R"("created":")" + created + R"(","modified":")" + std::max(created, modified_) + "\",";
    begin_object("indicator", "indicator--" + key);
    objects_.append(times).append(common_);
    objects_.append(R"(,"name":")").append(domain).append(R"(","description":)");
    objects_.append(json_string(family + "/" + seed + ", index " + std::to_string(source.index)));
    objects_.append(R"(,"indicator_types":["malicious-activity"],"pattern":"[domain-name:value = ')").append(domain);
    objects_.append(R"(']","pattern_type":"stix","pattern_version":"2.1","valid_from":")");
    objects_.append(timestamp(told_from(source, partner_.time))).append("\",");
    if (!is_endless(source.valid_until))
      objects_.append(R"("valid_until":")").append(timestamp(source.valid_until)).append("\",");
    objects_.append(R"("confidence":)").append(std::to_string(confidence)).append(",");
    objects_.append(kPhase).append(R"(,"external_references":[)").append(kTechnique).append("]");
    end_object();
    const std::string relationship = "relationship--" + to_text(own_uuid({"indicates", key, malware}));
    begin_object("relationship", relationship);
    objects_.append(times).append(common_).append(R"(,"relationship_type":"indicates","source_ref":"indicator--)");
    objects_.append(key).append(R"(","target_ref":")").append(malware).append("\"");
    end_object();
    refer("indicator--" + key);
    refer(relationship);
  }

  /// The id of the object of a family's malware, which this bundle then holds.
  const std::string& malware_of(const CatalogueEntry& entry) {
    const auto found = used_.find(&entry);
    if (found != used_.end()) return found->second;
    const MalpediaFact& malpedia = entry.malpedia;
    const std::string& label = entry.malware.empty() ? entry.id : entry.malware;
    const std::string& name = malpedia.name.empty() ? label : malpedia.name;
    const std::string id = "malware--" + to_text(own_uuid({"malware", partner_.producer, name}));
    const bool written = std::any_of(used_.begin(), used_.end(), [&](const auto& one) { return one.second == id; });
    if (!written) {
      begin_object("malware", id);
      objects_.append(R"("created":")").append(kFirstEdition).append(R"(","modified":")").append(kFirstEdition);
      objects_.append("\",").append(common_).append(R"(,"name":)").append(json_string(name));
      objects_.append(R"(,"is_family":true,)").append(kPhase).append(R"(,"external_references":[)").append(kTechnique);
      if (!malpedia.id.empty()) {
        objects_.append(R"(,{"source_name":"malpedia","external_id":)").append(json_string(malpedia.id));
        objects_.append(R"(,"url":)").append(json_string(malpedia.url())).append("}");
      }
      objects_ += "]";
      end_object();
      refer(id);
    }
    return used_.emplace(&entry, id).first->second;
  }

  /// Producer, marking and grouping, which every bundle begins with.
  std::string head() const {
    std::string text = R"({"type":"identity","spec_version":"2.1","id":")" + producer_ + R"(","created":")";
    text.append(kFirstEdition).append(R"(","modified":")").append(kFirstEdition).append(R"(","name":)");
    text.append(json_string(partner_.producer)).append(R"(,"identity_class":"organization"},)").append("\n");
    const std::string_view tlp = to_text(partner_.tlp);
    std::string upper;
    for (const char c : tlp) upper.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    text.append(R"({"type":"marking-definition","spec_version":"2.1","id":")").append(marking_);
    text.append(R"(","created":"2022-10-01T00:00:00.000Z","name":"TLP:)").append(upper);
    text.append(R"(","extensions":{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d":)");
    text.append(R"({"extension_type":"property-extension","tlp_2_0":")").append(tlp).append("\"}}},\n");
    text.append(R"({"type":"grouping","spec_version":"2.1","id":"grouping--)");
    text.append(to_text(own_uuid({"grouping", partner_.producer, modified_, references_}))).append(R"(","created":")");
    text.append(modified_).append(R"(","modified":")").append(modified_).append("\",").append(common_);
    text.append(R"(,"name":"Generated domain names","context":"suspicious-activity","object_refs":[)");
    return text.append(references_).append("]},\n");
  }

  void write() {
    std::string text = head() + objects_;
    text.erase(text.size() - 2, 1);  // the last comma
    std::string number = std::to_string(++bundles_);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    Sha256 sha;
    sha.update(text);
    const std::string id = to_text(own_uuid({"bundle", sha.hex()}));
    Output& document = documents_.open("bundle-" + number + ".json");
    document.write(R"({"type":"bundle","id":"bundle--)" + id + "\",\"objects\":[\n");
    document.write(text);
    document.write("]}\n");
    documents_.close(document);
    objects_.clear();
    references_.clear();
    used_.clear();
    indicators_ = 0;
  }

  const PartnerOptions& partner_;
  Documents& documents_;
  std::string producer_;      // id of its identity
  std::string_view marking_;  // id
  std::string modified_;
  std::string common_;
  // The bundle at hand:
  std::string objects_;
  std::string references_;                             // of the grouping
  std::map<const CatalogueEntry*, std::string> used_;  // ids of malware
  std::uint32_t indicators_ = 0;
  std::uint64_t bundles_ = 0;
};

class Stix final : public DocumentFormat {
 public:
  const FormatFacts& facts() const noexcept override {
    static constexpr FormatFacts kFacts{.id = "stix",
                                        .extension = ".stix.json",
                                        .summary = "STIX 2.1 bundles of 1,000 indicators each",
                                        .readers = "STIX 2.1 platforms (OpenCTI, MISP, TAXII servers)",
                                        .checked = "python3 json",
                                        .children = Children::no,
                                        .provenance = true,
                                        .assessment = true};
    return kFacts;
  }
  Shape shape(const ListInfo&) const noexcept override { return Shape::files; }
  std::unique_ptr<ListInProgress> start(const ListInfo& info, Documents& documents) const override {
    return std::make_unique<Bundles>(info, documents);
  }
};

}  // namespace

const DocumentFormat& stix() noexcept {
  static constexpr Stix kFormat;
  return kFormat;
}
}  // namespace dgacast
