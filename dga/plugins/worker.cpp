// SPDX-License-Identifier: Apache-2.0
// dgacast-plugin-worker: runs one plugin in a process that can do nothing but compute. It is started by
// dga/plugins/plugin_process.cpp and speaks as dga/plugins/plugin_exchange.h says. What is here is trusted until the
// plugin's first instruction; after it, nobody believes a word of this process.
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>
#include <optional>

#include "dga/plugins/lua_plugin.h"
#include "dga/plugins/native_plugin.h"
#include "dga/plugins/plugin_exchange.h"
#include "dga/plugins/worker_descriptors.h"
#include "dga/plugins/worker_sandbox.h"
#include "dga/random/digest.h"

// liblua takes a pivot of table.sort from the clock when a table is sorted badly, and the order of equal elements
// depends on it. In this program there is one time.
extern "C" {
clock_t clock() noexcept { return 0; }
time_t time(time_t* out) noexcept {
  if (out != nullptr) *out = 0;
  return 0;
}
}

namespace dgacast {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kSoon{100};  // an answer does not wait for more than it has by then

/// Who asked is gone, or does not want to hear more.
[[noreturn]] void leave() { _exit(0); }

void write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(kWorkerSocket, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) leave();
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void read_all(char* place, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(kWorkerSocket, place, size);
    if (got == 0 || (got < 0 && errno != EINTR)) leave();
    if (got > 0) {
      place += got;
      size -= static_cast<std::size_t>(got);
    }
  }
}

Request read_request(std::string& bytes) {
  Header header;
  char raw[sizeof header];
  read_all(raw, sizeof raw);
  std::memcpy(&header, raw, sizeof header);
  bytes.resize(header.size);
  read_all(bytes.data(), bytes.size());
  return static_cast<Request>(header.kind);
}

void tell_forbidden(const char* call) {
  write_all(message(Reply::forbidden, call));
  _exit(1);
}

/// A fault of the plugin, with the line of a script out of "PATH:LINE".
Fault fault_of(const Issue& issue, const std::string& path) {
  Fault fault{0, issue.what, issue.mend};
  if (issue.where.size() > path.size() + 1 && issue.where.starts_with(path + ":"))
    fault.line = std::strtoull(issue.where.c_str() + path.size() + 1, nullptr, 10);
  return fault;
}

/// The shared memory, filled with the names of one answer.
class Chunk {
 public:
  explicit Chunk(char* place) : place_(place), names_{place, place + kChunk, [this] { hand_over(); }} {}
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;

  NameBuffer& names() noexcept { return names_; }
  void begin() noexcept { names_.at = place_, handed_over_ = false; }
  bool handed_over() const noexcept { return handed_over_; }
  std::size_t used() const noexcept { return static_cast<std::size_t>(names_.at - place_); }
  /// Forgets what was put since used() was `size`; nothing may have been handed over since.
  void take_back(std::size_t size) noexcept { names_.at = place_ + size; }
  void end_list() {
    if (names_.at == names_.end) hand_over();
    *names_.at++ = static_cast<char>(kListEnd);
  }
  void end() { tell(Reply::names_end); }

 private:
  void tell(Reply kind) {
    const auto size = static_cast<std::uint32_t>(used());
    char raw[sizeof size];
    std::memcpy(raw, &size, sizeof raw);
    write_all(message(kind, {raw, sizeof raw}));
  }
  void hand_over() {
    tell(Reply::names_go_on);
    std::string nothing;
    if (read_request(nothing) != Request::more) leave();
    names_.at = place_;
    handed_over_ = true;
  }

  char* place_;
  NameBuffer names_;
  bool handed_over_ = false;
};

class Worker {
 public:
  explicit Worker(char* memory) : chunk_(memory) {}

  /// Answers until who asked is gone.
  [[noreturn]] void serve() {
    std::string bytes;
    for (;;) {
      const Request request = read_request(bytes);
      try {
        answer(request, bytes);
      } catch (const InputError& error) {
        write_all(message(Reply::fault, encode(fault_of(error.issue(), opening_.path))));
      } catch (const std::bad_alloc&) {
        write_all(message(Reply::no_memory, {}));
      } catch (const Malformed&) {
        leave();
      }
    }
  }

 private:
  void answer(Request request, const std::string& bytes) {
    switch (request) {
      case Request::open:
        opening_ = decode_opening(bytes);
        open();
        return write_all(message(Reply::described, encode(description_)));
      case Request::values:
        bytes_of_values_ = bytes;
        values_ = decode_values(bytes_of_values_);
        if (values_.size() != description_.parameters.size()) throw Malformed{};
        return;
      case Request::periods:
        return answer_periods(decode_periods_wanted(bytes));
      case Request::lists:
        return answer_lists(decode_lists(bytes));
      case Request::more:
        break;
    }
    throw Malformed{};
  }

  void open() {
    set_limits(opening_.cpu_seconds);
    if (opening_.is_script) {
      filter(Filter::running);
      plugin_ = open_lua_plugin(opening_.path, opening_.script);
    } else {
      filter(Filter::loading);
      plugin_ = open_native_plugin(opening_.path, [this] { filter(Filter::running); });
    }
    description_ = plugin_->describe();
  }
  void filter(Filter which) const {
    if (!opening_.needs_filter) return;
    const std::string problem = set_filter(which, tell_forbidden);
    if (problem.empty()) return;
    throw InputError{{"", "is not run, because its system calls cannot be filtered here: " + problem,
                      "run dgacast where seccomp is allowed (a container may forbid it)"}};
  }

  void answer_periods(const PeriodsWanted& wanted) {
    const auto soon = Clock::now() + kSoon / 10;
    std::vector<PeriodAt> answers;
    UtcSeconds instant{std::chrono::seconds{wanted.instant}};
    for (std::uint32_t i = 0; i < wanted.windows; ++i) {
      const std::size_t complete = answers.size();
      try {
        const Period period = plugin_->period(values_, instant);
        answers.push_back({instant, period});
        if (period.begin > instant || period.end <= instant) break;  // who asked will say so
        if (period.begin != instant) answers.push_back({period.begin, plugin_->period(values_, period.begin)});
        const UtcSeconds last = period.end - std::chrono::seconds{1};
        if (last != instant) answers.push_back({last, plugin_->period(values_, last)});
        instant = period.end;
      } catch (const InputError&) {
        if (complete == 0) throw;
        answers.resize(complete);  // it is told when that period is asked for
        break;
      }
      if (Clock::now() > soon) break;
    }
    write_all(message(Reply::periods, encode(answers)));
  }

  void answer_lists(const std::vector<Period>& periods) {
    const auto soon = Clock::now() + kSoon;
    chunk_.begin();
    for (std::size_t i = 0; i < periods.size(); ++i) {
      const std::size_t complete = chunk_.used();
      // What is wrong with a list is told when it is the one that who asked is at; else it is asked for again.
      const auto is_next = [&] { return i == 0 || chunk_.handed_over(); };
      try {
        if (const std::optional<Issue> refusal = make_list(periods[i])) {
          if (is_next()) return write_all(message(Reply::refused, encode(fault_of(*refusal, opening_.path))));
          chunk_.take_back(complete);
          break;
        }
      } catch (const InputError&) {
        if (is_next()) throw;
        chunk_.take_back(complete);
        break;
      }
      if (chunk_.handed_over() || Clock::now() > soon) break;
    }
    chunk_.end();
  }
  /// Gives why the border refuses the list, if it does.
  std::optional<Issue> make_list(const Period& period) {
    // A script's names are looked at here, where the line that adds them is known; all are once more by who asked.
    PluginNames names{chunk_.names(), description_.most_names, !opening_.is_script};
    plugin_->generate(values_, period, names);
    names.rethrow();
    if (!names.fault()) chunk_.end_list();
    return names.fault();
  }

  Opening opening_;
  std::unique_ptr<const PluginCode> plugin_;
  PluginDescription description_;
  std::string bytes_of_values_;
  PluginValues values_;
  Chunk chunk_;
};

int run() {
  void* const memory = mmap(nullptr, kChunk, PROT_READ | PROT_WRITE, MAP_SHARED, kWorkerMemory, 0);
  if (memory == MAP_FAILED || !tie_to_parent()) {
    std::fputs("dgacast-plugin-worker: runs a plugin for dgacast, which starts it; start dgacast\n", stderr);
    return 2;
  }
  // Sanitizers would write reports, and need more system calls for that than a plugin may make.
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) std::signal(signal, SIG_DFL);
  // What OpenSSL reads when it is used first, it reads before files are out of reach.
  static_cast<void>(md5("")), static_cast<void>(sha1("")), static_cast<void>(sha256(""));
  Worker{static_cast<char*>(memory)}.serve();
}

}  // namespace
}  // namespace dgacast

int main() { return dgacast::run(); }
