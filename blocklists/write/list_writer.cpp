// SPDX-License-Identifier: Apache-2.0
#include "blocklists/write/list_writer.h"

#include <memory>
#include <optional>

namespace dgacast {

void expect_all(const Collection& names, const PublicSuffixes& suffixes, Collisions& collisions,
                const RunContext& run) {
  Judge judge{suffixes, TldFacts::builtin()};
  names.visit([&](std::span<const Entry> entries) {
    run.check();
    for (const Entry& entry : entries) {
      const std::string_view registrable = judge.judge(entry.domain).registrable;
      collisions.expect(registrable.empty() ? entry.domain : registrable);
    }
  });
}

namespace {

/// Makes the rows of a list, and those of its review, of a section.
class RowWriter final : public SectionWorker {
 public:
  RowWriter(const Selection::Rules& rules, const ListInfo& info, const Format& format, const Format* aside,
            const RunContext& run)
      : info_(info), format_(format), aside_(aside), run_(run), selection_(rules) {}

  void work(std::span<const Entry> entries) override {
    rows_.clear();
    aside_rows_.clear();
    each_block(entries, [this](std::span<const Entry> block) {
      run_.check();
      format_.add(info_, selection_.pass(block), rows_, selection_.drops());
      if (aside_ == nullptr) return;
      Drops none;
      aside_->add(info_, selection_.put_aside(), aside_rows_, none);
      put_aside_ += selection_.put_aside().size();
    });
  }
  std::string_view rows() const noexcept { return rows_.text(); }
  std::string_view aside_rows() const noexcept { return aside_rows_.text(); }
  const Selection& selection() const noexcept { return selection_; }
  std::uint64_t put_aside() const noexcept { return put_aside_; }

 private:
  const ListInfo& info_;
  const Format& format_;
  const Format* aside_;
  const RunContext& run_;
  Selection selection_;
  Sink rows_, aside_rows_;
  std::uint64_t put_aside_ = 0;
};

}  // namespace

WriteReport hand_over(const Collection& names, const Screening& screening, const FormatFacts& facts, bool assess,
                      const ListInfo& info, const RunContext& run,
                      const std::function<void(std::span<const Entry>, Drops&)>& add) {
  const Selection::Rules rules{names, screening, facts, assess, *info.suffixes};
  Selection selection{rules};
  const Format& aside = find_format("csv", "");
  std::optional<Sink> review;
  Drops aside_drops;
  std::uint64_t put_aside = 0;
  if (screening.review != nullptr) aside.begin(info, review.emplace(*screening.review));
  names.visit([&](std::span<const Entry> entries) {
    run.check();
    const std::span<const Entry> kept = selection.pass(entries);
    if (review) aside.add(info, selection.put_aside(), *review, aside_drops);
    put_aside += selection.put_aside().size();
    add(kept, selection.drops());
  });
  if (review) {
    aside.end(info, put_aside, *review);
    review->flush();
  }
  WriteReport report;
  selection.add_to(report);
  return report;
}

WriteReport write_list(const Collection& names, const Screening& screening, const Format& format, const ListInfo& info,
                       Output& output, const RunContext& run) {
  const Selection::Rules rules{names, screening, format.facts(), false, *info.suffixes};
  const Format* const aside = screening.review != nullptr ? &find_format("csv", "") : nullptr;
  Sink sink{output};
  std::optional<Sink> review;
  format.begin(info, sink);
  if (aside != nullptr) aside->begin(info, review.emplace(*screening.review));
  const auto makers = names.work([&] { return std::make_unique<RowWriter>(rules, info, format, aside, run); },
                                 [&](const SectionWorker& worker) {
                                   const auto& made = static_cast<const RowWriter&>(worker);
                                   sink.put(made.rows());
                                   if (review) review->put(made.aside_rows());
                                 });
  WriteReport report;
  std::uint64_t put_aside = 0;
  for (const auto& maker : makers) {
    const auto& made = static_cast<const RowWriter&>(*maker);
    made.selection().add_to(report);
    put_aside += made.put_aside();
  }
  if (review) {
    aside->end(info, put_aside, *review);
    review->flush();
  }
  format.end(info, report.written, sink);
  sink.flush();
  return report;
}

}  // namespace dgacast
