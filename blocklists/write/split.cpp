// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/split.h"

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "blocklists/formats/text.h"
#include "dga/core/issue.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

constexpr std::array<std::string_view, 4> kKeys{"none", "suffix", "actor", "family"};
constexpr std::size_t kRoom = std::size_t{1} << 14;  // octets buffered for each of many files

/// The documents of one list: their names begin with its key, and are remembered.
class ListDocuments final : public Documents {
 public:
  ListDocuments(Documents& documents, std::string prefix) : documents_(documents), prefix_(std::move(prefix)) {}
  Output& open(std::string_view name) override {
    names_.push_back(prefix_ + std::string(name));
    return documents_.open(names_.back());
  }
  void close(Output& document) override { documents_.close(document); }
  const std::vector<std::string>& names() const noexcept { return names_; }

 private:
  Documents& documents_;
  std::string prefix_;
  std::vector<std::string> names_;
};

/// A row format as a list in progress, in a file of its own.
class RowList final : public ListInProgress {
 public:
  RowList(const Format& format, const ListInfo& info, Documents& documents)
      : format_(format),
        info_(info),
        documents_(documents),
        file_(documents.open(format.facts().extension)),
        sink_(file_, kRoom) {
    format_.begin(info_, sink_);
  }
  void add(std::span<const Entry> entries, Drops& drops) override {
    const std::uint64_t before = drops.total();
    format_.add(info_, entries, sink_, drops);
    written_ += entries.size() - (drops.total() - before);
  }
  void end() override {
    format_.end(info_, written_, sink_);
    sink_.flush();
    documents_.close(file_);
  }

 private:
  const Format& format_;
  const ListInfo& info_;
  Documents& documents_;
  Output& file_;
  Sink sink_;
  std::uint64_t written_ = 0;
};

/// Sorts entries into lists, which begin when their first name comes, and tells of them in manifest.json.
class SplitList final : public ListInProgress {
 public:
  struct List {
    std::unique_ptr<ListDocuments> documents;
    std::unique_ptr<ListInProgress> list;
    std::uint64_t names = 0;
    std::vector<Entry> entries;  // of the block at hand
  };
  using Start = std::function<void(const std::string& key, List& list)>;

  SplitList(const FormatFacts& facts, const ListInfo& info, SplitKey key, std::vector<DatedList> compared,
            Folder& folder, Start start)
      : facts_(facts),
        info_(info),
        key_(key),
        compared_(std::move(compared)),
        folder_(folder),
        start_(std::move(start)) {
    if (key == SplitKey::none) list(kAll);  // an empty list is a list
  }

  void add(std::span<const Entry> entries, Drops& drops) override {
    sources_.clear();
    for (const Entry& entry : entries) {
      if (key_ == SplitKey::family) {
        add_by_family(entry);
      } else {
        list(key_of(entry)).entries.push_back(entry);
      }
    }
    for (auto& [key, one] : lists_) {
      if (one.entries.empty()) continue;
      const std::uint64_t before = drops.total();
      one.list->add(one.entries, drops);
      one.names += one.entries.size() - (drops.total() - before);
      one.entries.clear();
    }
  }
  void end() override {
    for (auto& [key, one] : lists_) one.list->end();
    write_manifest();
  }

 private:
  static constexpr std::string_view kAll = "all";

  std::string_view key_of(const Entry& entry) const {
    if (key_ == SplitKey::suffix) return entry.assessment->verdict.suffix;
    if (key_ == SplitKey::actor) return to_text(entry.assessment->verdict.actor);
    return kAll;
  }
  List& list(std::string_view key) {
    if (const auto found = lists_.find(key); found != lists_.end()) return found->second;
    List& made = lists_.try_emplace(std::string(key)).first->second;
    start_(std::string(key), made);
    return made;
  }
  void add_by_family(const Entry& entry) {
    const auto rest = entry.told();
    for (std::size_t i = 0; i < rest.size(); ++i) {
      const std::string& family = rest[i].entry->id;
      const auto same = [&](const Attribution& source) { return source.entry->id == family; };
      if (std::any_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(i), same)) continue;
      std::vector<Attribution>& ours = sources_.emplace_back();
      std::copy_if(rest.begin(), rest.end(), std::back_inserter(ours), same);
      Entry part = entry;
      part.sources = ours;
      list(family).entries.push_back(part);
    }
  }

  void write_manifest() {
    nlohmann::ordered_json root;
    root["format"] = facts_.id;
    root["producer"] = info_.partner.producer;
    root["time"] = format_instant(info_.partner.time);
    root["split"] = kKeys[static_cast<std::size_t>(key_)];
    const TldFacts& tlds = TldFacts::builtin();
    root["basis"] = {{"public_suffix_list", nullptr},
                     {"delegated_tlds", tlds.root_date()},
                     {"registry_rules", tlds.rules_date()},
                     {"provider_zones", tlds.zones_date()},
                     {"name_lists", nlohmann::ordered_json::array()}};
    if (!info_.suffixes->date().empty()) root["basis"]["public_suffix_list"] = info_.suffixes->date();
    for (const DatedList& list : compared_)
      root["basis"]["name_lists"].push_back({{"name", list.name}, {"date", list.date}});
    root["lists"] = nlohmann::ordered_json::array();
    for (const auto& [name, list] : lists_) {
      nlohmann::ordered_json& item = root["lists"].emplace_back();
      item["key"] = name;
      item["names"] = list.names;
      item["files"] = nlohmann::ordered_json::array();
      for (const std::string& file : list.documents->names()) {
        const auto written = folder_.files().find(file);
        if (written == folder_.files().end()) continue;
        item["files"].push_back(
            {{"name", file}, {"octets", written->second.octets}, {"sha256", written->second.sha256}});
      }
    }
    folder_.open("manifest.json").write(json_text(root, 1) + "\n");
  }

  const FormatFacts& facts_;
  const ListInfo& info_;
  SplitKey key_;
  std::vector<DatedList> compared_;
  Folder& folder_;
  Start start_;
  std::map<std::string, List, std::less<>> lists_;
  std::deque<std::vector<Attribution>> sources_;  // of the block at hand, where they are a part of an entry's
};

/// The one document of a list in an output that is already open.
class OneDocument final : public Documents {
 public:
  explicit OneDocument(Output& output) : output_(output) {}
  Output& open(std::string_view) override { return output_; }
  void close(Output&) override {}

 private:
  Output& output_;
};

/// A format of documents whose list is one of them.
class OneDocumentList final : public ListInProgress {
 public:
  OneDocumentList(const DocumentFormat& format, const ListInfo& info, Output& output)
      : document_(output), list_(format.start(info, document_)) {}
  void add(std::span<const Entry> entries, Drops& drops) override { list_->add(entries, drops); }
  void end() override { list_->end(); }

 private:
  OneDocument document_;
  std::unique_ptr<ListInProgress> list_;
};

/// Hands a list all names.
WriteReport fill(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                 const ListInfo& info, ListInProgress& list, const RunContext& run) {
  const WriteReport report = hand_over(names, screening, facts, assess, info, run,
                                       [&](std::span<const Entry> entries, Drops& drops) { list.add(entries, drops); });
  list.end();
  return report;
}

}  // namespace

SplitKey parse_split_key(std::string_view text, std::string_view where) {
  for (std::size_t i = 0; i < kKeys.size(); ++i) {
    if (kKeys[i] == text) return static_cast<SplitKey>(i);
  }
  throw InputError{{std::string(where), quote(text) + " is nothing to split by",
                    suggest(text, kKeys, "give none, suffix, actor or family")}};
}

std::unique_ptr<ListInProgress> start_split(const Format& format, const ListInfo& info, SplitKey key,
                                            std::vector<DatedList> compared, Folder& folder, Documents& documents) {
  return std::make_unique<SplitList>(format.facts(), info, key, std::move(compared), folder,
                                     [&](const std::string& name, SplitList::List& list) {
                                       list.documents = std::make_unique<ListDocuments>(documents, name);
                                       list.list = std::make_unique<RowList>(format, info, *list.documents);
                                     });
}

std::unique_ptr<ListInProgress> start_folder(const AnyFormat& format, const ListInfo& info, SplitKey key,
                                             std::vector<DatedList> compared, Folder& folder) {
  if (format.rows != nullptr) return start_split(*format.rows, info, key, std::move(compared), folder, folder);
  const DocumentFormat& documents = *format.documents;
  if (documents.shape(info) == Shape::folder) return documents.start(info, folder);
  return std::make_unique<SplitList>(documents.facts(), info, key, std::move(compared), folder,
                                     [&, key](const std::string& name, SplitList::List& list) {
                                       list.documents = std::make_unique<ListDocuments>(
                                           folder, key == SplitKey::none ? "" : name + "-");
                                       list.list = documents.start(info, *list.documents);
                                     });
}

std::unique_ptr<ListInProgress> start_document(const DocumentFormat& format, const ListInfo& info, Output& output) {
  return std::make_unique<OneDocumentList>(format, info, output);
}

void check_split(const AnyFormat& format, const ListInfo& info, SplitKey key, std::string_view where) {
  const std::string id(format.facts().id);
  if (format.shape(info) == Shape::folder)
    throw InputError{{std::string(where), id + " sorts its names into files itself", "leave it out"}};
  if (key == SplitKey::family && id.starts_with("epp-"))
    throw InputError{
        {std::string(where), "by family would give the commands on a name of two families twice", "split by suffix"}};
}

WriteReport write_folder(const Collection& names, const Screening& screening, const AnyFormat& format,
                         const ListInfo& info, SplitKey key, Folder& folder, const RunContext& run) {
  const auto list = start_folder(format, info, key, screening.lists, folder);
  return fill(names, screening, format.facts(), key != SplitKey::none, info, *list, run);
}

WriteReport write_one(const Collection& names, const Screening& screening, const AnyFormat& format,
                      const ListInfo& info, Output& output, const RunContext& run) {
  if (format.rows != nullptr) return write_list(names, screening, *format.rows, info, output, run);
  const auto list = start_document(*format.documents, info, output);
  return fill(names, screening, format.facts(), false, info, *list, run);
}

}  // namespace dgacast
