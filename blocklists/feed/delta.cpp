// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/delta.h"

#include <utility>

namespace dgacast {
namespace {

constexpr std::size_t kRoom = std::size_t{1} << 14;  // octets: a list that is split has many records

std::string_view name_of(std::string_view row) noexcept { return row.substr(0, row.find(',')); }

}  // namespace

DeltaCounts& DeltaCounts::operator+=(const DeltaCounts& other) noexcept {
  added += other.added;
  released += other.released;
  changed += other.changed;
  before += other.before;
  after += other.after;
  return *this;
}

std::string_view to_text(Move move) noexcept {
  switch (move) {
    case Move::add:
      return "add";
    case Move::release:
      return "release";
    case Move::change:
      break;
  }
  return "change";
}

RecordRows::RecordRows(std::unique_ptr<Input> input) : input_(std::move(input)), over_(input_ == nullptr) {
  next();
  header_ = row_;
  next();
}

void RecordRows::next() {
  std::size_t end = buffer_.find('\n', begin_);
  while (end == std::string::npos && !over_) {
    buffer_.erase(0, begin_);
    begin_ = 0;
    const std::size_t there = buffer_.size();
    buffer_.resize(there + kRoom);
    const std::size_t count = input_->read(buffer_.data() + there, kRoom);
    buffer_.resize(there + count);
    over_ = count == 0;
    end = buffer_.find('\n', there);
  }
  done_ = begin_ == buffer_.size();
  if (end == std::string::npos) end = buffer_.size();
  row_ = std::string_view{buffer_}.substr(begin_, end - begin_);
  begin_ = std::min(end + 1, buffer_.size());
}

void RecordComparison::release() {
  ++counts_.released;
  ++counts_.before;
  visit_(Move::release, old_.row());
  old_.next();
}

void RecordComparison::add(std::string_view row) {
  const std::string_view name = name_of(row);
  while (!old_.done() && old_.name() < name) release();
  ++counts_.after;
  if (old_.done() || old_.name() != name) {
    ++counts_.added;
    return visit_(Move::add, row);
  }
  ++counts_.before;
  if (old_.row() != row) {
    ++counts_.changed;
    visit_(Move::change, row);
  }
  old_.next();
}

void RecordComparison::end() {
  while (!old_.done()) release();
}

DeltaCounts compare_records(std::unique_ptr<Input> before, std::unique_ptr<Input> after,
                            const RecordComparison::Visitor& visitor) {
  RecordComparison comparison{std::move(before), visitor};
  for (RecordRows rows{std::move(after)}; !rows.done(); rows.next()) comparison.add(rows.row());
  comparison.end();
  return comparison.counts();
}

DeltaWriter::DeltaWriter(Output& record, std::unique_ptr<Input> before, Serials serials, std::string path,
                         std::string shown)
    : record_(record),
      serials_(std::move(serials)),
      file_(std::move(path), std::move(shown)),
      sink_(file_, kRoom),
      comparison_(std::move(before), [this](Move move, std::string_view row) {
        sink_.put(to_text(move), ',', std::string_view{serials_.from}, ',', serials_.to, ',', row, '\n');
      }) {}

void DeltaWriter::write(std::string_view octets) {
  record_.write(octets);
  for (auto end = octets.find('\n'); end != std::string_view::npos; end = octets.find('\n')) {
    if (line_.empty()) {
      take_line(octets.substr(0, end));
    } else {
      line_.append(octets.substr(0, end));
      take_line(line_);
      line_.clear();
    }
    octets.remove_prefix(end + 1);
  }
  line_.append(octets);
}

void DeltaWriter::take_line(std::string_view line) { has_header_ ? comparison_.add(line) : put_header(line); }

void DeltaWriter::put_header(std::string_view header) {
  has_header_ = true;
  sink_.put("op,from_serial,to_serial,", header, '\n');
}

void DeltaWriter::end() {
  if (!has_header_) put_header(comparison_.old_header());
  comparison_.end();
  sink_.flush();
  file_.finish();
  file_.sync();
}

}  // namespace dgacast
