// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/open_plugin.h"

#include <algorithm>
#include <filesystem>
#include <mutex>

#include "dga/plugins/plugin_process.h"

namespace dgacast {
namespace {

/// A process with what was last said to it.
struct Slot {
  Slot(const std::string& path, const PluginHost& host, PluginClock& clock) : process(path, host, clock) {}

  PluginProcess process;
  std::string values;             // encoded: those that it has
  std::vector<PeriodAt> periods;  // of the last answer, for these values
  std::size_t next_period = 0;    // the place in it where the next question is likely to be answered
  std::uint32_t windows = 1;      // how many to ask for next
};

class SandboxedPlugin final : public PluginCode {
 public:
  SandboxedPlugin(const std::string& path, std::optional<std::string> script, const PluginHost& host)
      : path_(path), host_(host) {
    if (host_.worker.empty()) host_.worker = DGACAST_PLUGIN_WORKER;
    opening_.is_script = script.has_value();
    opening_.needs_filter = !host_.allow_unfiltered;
    opening_.cpu_seconds = static_cast<std::uint64_t>(std::max<std::chrono::seconds::rep>(1, host_.run_limit.count()));
    std::error_code error;
    // With a slash in it, the loader takes the path as it is and does not search the system's folders.
    opening_.path = script ? path : std::filesystem::absolute(path, error).string();
    opening_.script = std::move(script).value_or("");
    std::unique_ptr<Slot> first = start();
    idle_.push_back(std::move(first));
  }

  PluginDescription describe() const override { return description_; }

  Period period(const PluginValues& values, UtcSeconds instant) const override {
    const std::string encoded = encode(values);
    std::unique_ptr<Slot> slot = lease();
    if (slot->values == encoded) {
      if (const PeriodAt* const known = find(*slot, instant)) {
        const Period period = known->period;
        give_back(std::move(slot));
        return period;
      }
    }
    // Plans ask for one period after the other: each answer holds twice as many as the one before it.
    const bool goes_on =
        slot->values == encoded && !slot->periods.empty() && slot->periods.back().period.end == instant;
    slot->windows = goes_on ? std::min<std::uint32_t>(2 * slot->windows, kMostPeriods) : 1;
    try {
      ask_periods(*slot, encoded, instant);
    } catch (const InputError&) {
      if (slot->windows == 1) throw;
      slot = start();  // it may be the fault of a period that nobody wants
      ask_periods(*slot, encoded, instant);
    }
    const PeriodAt* const known = find(*slot, instant);
    if (known == nullptr) slot->process.malformed(PluginTask::period);
    const Period period = known->period;
    give_back(std::move(slot));
    return period;
  }

  void generate(const PluginValues& values, const Period& period, PluginNames& names) const override {
    struct One final : PluginLists {
      explicit One(PluginNames& to) : names_(to) {}
      PluginNames& names() override { return names_; }
      void close() override {}
      PluginNames& names_;
    } one{names};
    generate_some(values, {&period, 1}, one);
  }

  std::size_t generate_some(const PluginValues& values, std::span<const Period> periods,
                            PluginLists& lists) const override {
    periods = periods.first(std::min(periods.size(), kMostLists));
    const std::string encoded = encode(values);
    std::unique_ptr<Slot> slot = lease();
    PluginProcess& process = slot->process;
    std::string question = values_message(*slot, encoded) + message(Request::lists, encode(periods));
    NameReader reader{lists, periods.size()};
    try {
      for (Reply kind;;) {
        const std::string_view answer = process.ask(question, PluginTask::generate, kind);
        if (kind == Reply::refused) {
          lists.names().refuse(process.issue_of(decode_fault(answer)));
          lists.close();
          throw Malformed{};
        }
        if (kind != Reply::names_go_on && kind != Reply::names_end) throw Malformed{};
        reader.read(process.chunk(decode_chunk_size(answer)));
        if (kind == Reply::names_end) break;
        question = message(Request::more, {});
      }
      const std::size_t made = reader.end();
      give_back(std::move(slot));
      return made;
    } catch (const Malformed&) {
      process.malformed(PluginTask::generate);
    }
  }

  std::size_t lists_at_once() const noexcept override { return kMostLists; }

 private:
  /// A process that has described itself.
  std::unique_ptr<Slot> start() const {
    auto slot = std::make_unique<Slot>(path_, host_, clock_);
    Reply kind{};
    const std::string_view answer =
        slot->process.ask(message(Request::open, encode(opening_)), PluginTask::describe, kind);
    try {
      if (kind != Reply::described) throw Malformed{};
      PluginDescription description = decode_description(answer);
      const std::scoped_lock lock{mutex_};
      if (!described_) {
        description_ = std::move(description);
        described_ = true;
      } else if (description != description_) {
        throw InputError{{path_, "describes itself in another way each time", "let describe give the same always"}};
      }
    } catch (const Malformed&) {
      slot->process.malformed(PluginTask::describe);
    }
    return slot;
  }
  std::unique_ptr<Slot> lease() const {
    {
      const std::scoped_lock lock{mutex_};
      if (!idle_.empty()) {
        std::unique_ptr<Slot> slot = std::move(idle_.back());
        idle_.pop_back();
        return slot;
      }
    }
    return start();
  }
  void give_back(std::unique_ptr<Slot> slot) const {
    const std::scoped_lock lock{mutex_};
    idle_.push_back(std::move(slot));
  }

  /// The message that gives the process these values, or nothing when it has them.
  static std::string values_message(Slot& slot, const std::string& encoded) {
    if (slot.values == encoded) return {};
    slot.values = encoded;
    slot.periods.clear();
    return message(Request::values, encoded);
  }

  static const PeriodAt* find(Slot& slot, UtcSeconds instant) {
    const std::size_t count = slot.periods.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = (slot.next_period + i) % count;
      if (slot.periods[at].instant != instant) continue;
      slot.next_period = at;
      return &slot.periods[at];
    }
    return nullptr;
  }

  static void ask_periods(Slot& slot, const std::string& encoded, UtcSeconds instant) {
    const std::string question =
        values_message(slot, encoded) +
        message(Request::periods, encode(PeriodsWanted{.instant = unix_time(instant), .windows = slot.windows}));
    slot.periods.clear();
    slot.next_period = 0;
    Reply kind{};
    const std::string_view answer = slot.process.ask(question, PluginTask::period, kind);
    try {
      if (kind != Reply::periods) throw Malformed{};
      slot.periods = decode_periods(answer, slot.windows);
    } catch (const Malformed&) {
      slot.process.malformed(PluginTask::period);
    }
  }

  std::string path_;
  PluginHost host_;
  Opening opening_;
  mutable PluginClock clock_;
  mutable std::mutex mutex_;
  mutable bool described_ = false;
  mutable PluginDescription description_;
  mutable std::vector<std::unique_ptr<Slot>> idle_;  // the last one was used last
};

}  // namespace

std::unique_ptr<const PluginCode> open_plugin(const std::string& path, std::optional<std::string> script,
                                              const PluginHost& host) {
  return std::make_unique<const SandboxedPlugin>(path, std::move(script), host);
}

}  // namespace dgacast
