// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/output_maker.h"

#include "blocklists/feed/serial.h"
#include "blocklists/io/file.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kReviewRoom = std::size_t{1} << 14;

const Format& review_format() {
  static const Format& csv = find_format("csv", "");
  return csv;
}

Screening screening_of(const OutputConfig& output, const Collisions* collisions, const NameFilter& only) {
  return {.screen = output.screen.options, .collisions = collisions, .only = only.passes_all() ? nullptr : &only};
}

std::uint32_t wanted_serial(SerialRule rule, UtcSeconds date) {
  return rule == SerialRule::date ? date_serial(date) : static_cast<std::uint32_t>(unix_time(date));
}

/// What was left out, by reason.
Json left_out(const Collection& names, const WriteReport& written) {
  Json result = Json::object();
  const auto count = [&result](std::string_view why, std::uint64_t number) {
    if (number > 0) result[std::string(why)] = number;
  };
  for (std::size_t i = 0; i < kNameFaults; ++i) count(to_text(static_cast<NameFault>(i)), names.faults()[i]);
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    if (static_cast<Outcome>(i) != Outcome::kept) count(to_text(static_cast<Outcome>(i)), written.screened[i]);
  }
  count("below another listed name", written.below_listed);
  count("too long for the zone", written.drops.too_long_for_zone);
  count("not registrable", written.drops.not_registrable);
  return result;
}

}  // namespace

std::size_t OutputMaker::octets_of_name(const OutputConfig& output) noexcept {
  constexpr std::size_t kName = 32, kSource = 96, kDetails = 256;
  const FormatFacts& facts = output.format.facts();
  const std::size_t record = kName + (facts.zone ? kName : 0) + (facts.provenance ? kSource : 0);
  const std::size_t list = 2 * kName + (facts.provenance || facts.assessment ? kDetails : 0);
  const bool entries = !OutputList::is_text(output) || output.split != SplitKey::none;
  return record + (entries ? sizeof(Entry) + sizeof(Assessment) : list);
}

std::size_t OutputMaker::octets_of_files(const OutputConfig& output) noexcept {
  constexpr std::size_t kBuffers = std::size_t{1} << 18;
  constexpr std::size_t kGzip = std::size_t{1} << 20, kZstd = std::size_t{3} << 20;  // of two lists at the same time
  const std::size_t compressors = output.compression == Compression::gzip   ? kGzip
                                  : output.compression == Compression::zstd ? kZstd
                                                                            : 0;
  return kBuffers + compressors;
}

OutputMaker::OutputMaker(const OutputConfig& output, const EditionAtWork& edition, const Collection& names,
                         const Collisions* collisions)
    : output_(output),
      edition_(edition),
      names_(names),
      info_{.rpz = output.rpz, .partner = output.partner, .suffixes = &edition.suffixes},
      only_(edition.suffixes, output.ends),
      screening_(screening_of(output, collisions, only_)),
      recorder_(output.format.facts()),
      // Splitting asks where a name belongs, which its assessment tells.
      rules_(names, screening_, output.format.facts(), output.split != SplitKey::none, edition.suffixes),
      last_record_(
          edition.last.path_of(output.name, "records/" + output.name + (output.split == SplitKey::none ? ".csv" : ""))),
      old_serial_(edition.last.serial(output.name)),
      serial_seen_(edition.last.current_serial(output.name)),
      moved_serial_(next_serial(old_serial_, wanted_serial(output.serial, edition.date))) {
  info_.rpz.family_policies = edition.plan.policies(output);
  info_.partner.time = edition.date;
  record_ = start_record(output, recorder_, info_, record_place());
  start_lists();
  if (writes_review()) {
    make_folder(edition.folder + "/review");
    const std::string path = edition.folder + "/review/" + output.name + ".csv";
    review_format().begin(info_, review_.emplace(review_file_.emplace(path, path), kReviewRoom));
  }
}

bool OutputMaker::writes_review() const noexcept {
  const ScreenOptions& screen = output_.screen.options;
  return screen.on_collision == Effect::review && (edition_.config.lists.any() || screen.least_confidence > 0);
}

/// Rows of a delta mean that something changed: they always lead to the moved serial.
RecordPlace OutputMaker::record_place() const {
  return {edition_.folder + "/records",
          edition_.folder + "/deltas",
          last_record_,
          {last_record_ && serial_seen_ ? std::to_string(*serial_seen_) : "", moved_serial_}};
}

ListInfo OutputMaker::info_with(std::uint32_t serial, UtcSeconds time) const {
  ListInfo info = info_;
  info.rpz.serial = serial;
  info.partner.serial = std::to_string(serial);
  info.partner.time = time;
  // MISP keeps what vanishes from a feed: the format must know what was there.
  if (output_.is_folder())
    info.partner.misp_previous = edition_.last.path_of(output_.name, output_.file_name()).value_or("");
  return info;
}

void OutputMaker::start_lists() {
  list_info_ = info_with(moved_serial_, edition_.date);
  list_ = std::make_unique<OutputList>(output_, list_info_, list_path());
  // With the names unchanged the list may still be another (TTL, origin, a form of a new version): it tells itself.
  const Json& last = edition_.last.output(output_.name);
  if (!last_record_ || !old_serial_ || serial_seen_ != old_serial_ || !member(last, "time").is_string()) return;
  old_time_ = parse_instant(text_of(member(last, "time")), "manifest.json");
  unchanged_info_ = info_with(*old_serial_, *old_time_);
  unchanged_ =
      std::make_unique<OutputList>(output_, unchanged_info_, edition_.folder + "/." + output_.name + ".unchanged");
  tries_unchanged_ = true;
}

void OutputMaker::give_up_unchanged() {
  tries_unchanged_ = false;
  unchanged_.reset();
}

void OutputMaker::Part::work(std::span<const Entry> entries) {
  for (Sink* sink : {&record_, &rows_, &unchanged_rows_, &review_}) sink->clear();
  tries_unchanged_ = maker_.tries_unchanged_;
  if (maker_.needs_entries()) {
    work_block(entries);
  } else {
    each_block(entries, [this](std::span<const Entry> block) { work_block(block); });
  }
}

void OutputMaker::Part::work_block(std::span<const Entry> entries) {
  kept_ = selection_.pass(entries);
  if (maker_.output_.split == SplitKey::none) maker_.recorder_.add(maker_.info_, kept_, record_, selection_.drops());
  if (OutputList::is_text(maker_.output_)) {
    const Format& format = *maker_.output_.format.rows;
    format.add(maker_.list_info_, kept_, rows_, list_drops_);
    Drops counted_already;
    if (tries_unchanged_) format.add(maker_.unchanged_info_, kept_, unchanged_rows_, counted_already);
  }
  if (!maker_.review_) return;
  Drops none;
  review_format().add(maker_.info_, selection_.put_aside(), review_, none);
  put_aside_ += selection_.put_aside().size();
}

void OutputMaker::take(const Part& part) {
  output_.split == SplitKey::none ? record_->put(part.record_.text()) : record_->add(part.kept_, record_drops_);
  if (unchanged_ && record_->changed()) give_up_unchanged();
  if (OutputList::is_text(output_)) {
    list_->put(part.rows_.text());
    if (unchanged_) unchanged_->put(part.unchanged_rows_.text());
  } else {
    list_->add(part.kept_);
    if (unchanged_) unchanged_->add(part.kept_);
  }
  if (review_) review_->put(part.review_.text());
}

MadeOutput OutputMaker::finish(std::span<const Part* const> parts) {
  MadeOutput made;
  made.has_before = last_record_.has_value();
  std::uint64_t put_aside = 0, chosen = 0;
  Drops list_drops;
  for (const Part* part : parts) {
    part->selection_.add_to(made.written);
    list_drops += part->list_drops_;
    put_aside += part->put_aside_;
  }
  chosen = made.written.written + made.written.drops.total();
  made.written.drops += record_drops_;
  made.written.written -= record_drops_.total();
  made.delta = record_->finish();
  if (unchanged_ && made.delta.any()) give_up_unchanged();
  if (review_) end_review(put_aside);
  describe(made, end_lists(made.delta, chosen - list_drops.total()));
  return made;
}

void OutputMaker::end_review(std::uint64_t put_aside) {
  review_format().end(info_, put_aside, *review_);
  review_->flush();
  review_file_->finish();
  review_file_->sync();
}

/// Gives the serial, time, digest of the list that stays, and whether it is another than the last.
Json OutputMaker::end_lists(const DeltaCounts& delta, std::uint64_t names) {
  const Json& last_sha256 = member(edition_.last.output(output_.name), "sha256");
  if (unchanged_) {
    const std::string sha256 = unchanged_->finish(names);
    if (sha256 == last_sha256) {
      list_.reset();
      unchanged_->keep(list_path());
      return {{"serial", *old_serial_}, {"time", format_instant(*old_time_)}, {"changed", false}, {"sha256", sha256}};
    }
  }
  const bool same_names = last_record_ && !delta.any();
  const std::string sha256 = list_->finish(names);
  list_->keep(list_path());
  const bool changed = unchanged_ || !same_names || serial_seen_ != old_serial_ || sha256 != last_sha256;
  unchanged_.reset();
  return {{"serial", moved_serial_}, {"time", format_instant(edition_.date)}, {"changed", changed}, {"sha256", sha256}};
}

void OutputMaker::describe(MadeOutput& made, const Json& list) const {
  const DeltaCounts& delta = made.delta;
  made.manifest = {{"name", output_.name},
                   {"file", output_.file_name()},
                   {"format", output_.format.facts().id},
                   {"serial", member(list, "serial")},
                   {"previous_serial", nullptr},
                   {"time", member(list, "time")},
                   {"changed", member(list, "changed")},
                   {"names", delta.after},
                   {"added", delta.added},
                   {"released", delta.released},
                   {"modified", delta.changed},
                   {"delta_against_previous", made.has_before},
                   {"sha256", member(list, "sha256")},
                   {"families", recorder_.families()},
                   {"tlds", recorder_.tlds()},
                   {"left_out", left_out(names_, made.written)}};
  if (const auto previous = serial_seen_ ? serial_seen_ : old_serial_) made.manifest["previous_serial"] = *previous;
}

}  // namespace dgacast
