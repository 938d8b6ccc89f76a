// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/record_files.h"

#include <algorithm>
#include <list>
#include <map>
#include <set>
#include <utility>

#include "blocklists/io/file.h"
#include "blocklists/sign/verify.h"
#include "blocklists/write/split.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::string_view kEnd = ".csv";
constexpr std::size_t kRoom = std::size_t{1} << 16;  // bytes of rows before they are written

std::unique_ptr<Input> open_record(const std::optional<std::string>& path) {
  return path ? std::make_unique<ClosedFileInput>(*path) : nullptr;
}

class OneRecord final : public RecordFiles {
 public:
  OneRecord(const std::string& name, const Recorder& recorder, const ListInfo& info, const RecordPlace& place)
      : file_(place.records + "/" + name + ".csv", place.records + "/" + name + ".csv"),
        delta_(file_, open_record(place.before), place.serials, place.deltas + "/" + name + ".csv",
               place.deltas + "/" + name + ".csv"),
        sink_(delta_, kRoom) {
    recorder.begin(info, sink_);
  }
  void put(std::string_view rows) override { sink_.put(rows); }
  void add(std::span<const Entry>, Drops&) override {}
  bool changed() const override { return delta_.counts().any(); }
  DeltaCounts finish() override {
    sink_.flush();
    delta_.end();
    file_.finish();
    file_.sync();
    return delta_.counts();
  }

 private:
  AppendFile file_;
  DeltaWriter delta_;
  Sink sink_;
};

/// The records of a split output: each file of the folder goes through a DeltaWriter.
class SplitRecord final : public RecordFiles, private Documents {
 public:
  SplitRecord(const OutputConfig& output, const Recorder& recorder, const ListInfo& info, RecordPlace place)
      : place_(std::move(place)), folder_(place_.records + "/" + output.name, FolderPlace::ours) {
    place_.deltas += "/" + output.name;
    make_folder(place_.deltas);
    if (place_.before) {
      for (const std::string& file : files_below(*place_.before)) {
        if (file.ends_with(kEnd)) gone_.insert(file);
      }
    }
    list_ = start_split(recorder, info, output.split, {}, folder_, *this);
  }
  void put(std::string_view) override {}
  void add(std::span<const Entry> entries, Drops& drops) override { list_->add(entries, drops); }
  bool changed() const override {
    return counts_.any() || std::ranges::any_of(open_, [](const Open& one) { return one.delta.counts().any(); });
  }
  DeltaCounts finish() override {
    list_->end();
    folder_.commit();
    for (const std::string& file : gone_) {
      NoOutput nowhere;
      Open one{nowhere, open_record(*place_.before + "/" + file), place_.serials, place_.deltas + "/" + file};
      one.delta.end();
      counts_ += one.delta.counts();
    }
    return counts_;
  }

 private:
  /// A list that is gone has no record.
  class NoOutput final : public Output {
   public:
    void write(std::string_view) override {}
  };
  struct Open {
    Open(Output& to, std::unique_ptr<Input> before, const DeltaWriter::Serials& serials, const std::string& path)
        : record(to), delta(to, std::move(before), serials, path, path) {}
    Output& record;
    DeltaWriter delta;
  };

  Output& open(std::string_view name) override {
    const std::string file(name);
    Output& record = folder_.open(name);
    std::optional<std::string> before;
    if (gone_.erase(file) > 0) before = *place_.before + "/" + file;
    return open_.emplace_back(record, open_record(before), place_.serials, place_.deltas + "/" + file).delta;
  }
  void close(Output& document) override {
    const auto one = std::ranges::find_if(open_, [&](const Open& open) { return &open.delta == &document; });
    one->delta.end();
    counts_ += one->delta.counts();
    folder_.close(one->record);
    open_.erase(one);
  }

  RecordPlace place_;
  Folder folder_;
  std::set<std::string> gone_;  // files of the last record that nothing was written of so far
  std::list<Open> open_;
  DeltaCounts counts_;  // of the files that are closed
  std::unique_ptr<ListInProgress> list_;
};

}  // namespace

std::unique_ptr<RecordFiles> start_record(const OutputConfig& output, const Recorder& recorder, const ListInfo& info,
                                          RecordPlace place) {
  if (output.split == SplitKey::none) return std::make_unique<OneRecord>(output.name, recorder, info, place);
  return std::make_unique<SplitRecord>(output, recorder, info, std::move(place));
}

}  // namespace dgacast
