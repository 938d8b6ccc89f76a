// SPDX-License-Identifier: Apache-2.0
// One process that runs a plugin, from the side of who asks.
#pragma once
#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "dga/plugins/open_plugin.h"
#include "dga/plugins/plugin_exchange.h"

namespace dgacast {

/// How long the calls of a plugin took, of all its processes, as PluginHost counts it; any thread.
struct PluginClock {
  std::atomic<std::int64_t> nanoseconds = 0;
};

/// What a plugin is asked for, for messages.
enum class PluginTask : std::uint8_t { describe, period, generate };

/// One thread at a time. An object that threw is of no more use: its process may be in the middle of an answer.
class PluginProcess {
 public:
  /// Starts the process. `path` is the plugin's file, for messages; all must outlive this. Throws InputError.
  PluginProcess(const std::string& path, const PluginHost& host, PluginClock& clock);
  PluginProcess(const PluginProcess&) = delete;
  PluginProcess& operator=(const PluginProcess&) = delete;
  /// Kills it, whatever it does, and waits for its end.
  ~PluginProcess();

  /// Sends messages, and gives the bytes of the answer's first message, of which `kind` tells the kind: one that is an
  /// answer. Good until the next call. Throws InputError for a fault that the plugin reports, its death, a limit, and
  /// bytes that break the rules; what PluginHost::look throws.
  std::string_view ask(std::string_view messages, PluginTask task, Reply& kind);
  /// A private copy of the first `size` <= kChunk bytes of the shared memory; good until the next call.
  std::string_view chunk(std::size_t size);
  /// Throws the InputError for an answer that breaks the rules of plugin_exchange.h.
  [[noreturn]] void malformed(PluginTask task) const;
  /// `fault` as the plugin's.
  Issue issue_of(const Fault& fault) const;

 private:
  class Descriptor {
   public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
      std::swap(number_, other.number_);
      return *this;
    }
    ~Descriptor();
    int get() const noexcept { return number_; }

   private:
    int number_ = -1;
  };

  [[noreturn]] void fail(std::string what, std::string mend) const;
  [[noreturn]] void tell_death(PluginTask task);
  void start(const std::string& worker);
  void map_memory();
  /// Waits for `events`; throws when a limit or a stop comes first.
  void wait(short events, PluginTask task);
  void send(std::string_view bytes, PluginTask task);
  void receive(char* place, std::size_t size, PluginTask task);
  /// What the process has used of processor time since it was started.
  std::chrono::nanoseconds processor_time() const noexcept;
  /// What the call that is under way has taken, as PluginHost counts it.
  std::chrono::nanoseconds taken() const noexcept;

  const std::string& path_;
  const PluginHost& host_;
  PluginClock& clock_;
  pid_t pid_ = -1;
  clockid_t processor_clock_ = CLOCK_MONOTONIC;
  std::chrono::steady_clock::time_point asked_;  // the call that is under way
  std::chrono::nanoseconds processor_at_ask_{};
  Descriptor socket_, lifeline_, memory_;
  const char* shared_ = nullptr;
  std::unique_ptr<char[]> copy_;
  std::string reply_;
};

}  // namespace dgacast
