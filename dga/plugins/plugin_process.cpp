// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/plugin_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "dga/plugins/worker_descriptors.h"

namespace dgacast {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{50};  // between two looks
constexpr int kWaitingCounts = 4;               // for a quarter: other processes may have the processor meanwhile
constexpr int kFirstFree = 10;                  // above the descriptors that the worker expects

std::string error_text(int error) { return std::generic_category().message(error); }

/// What a plugin was doing, and where to look for the fault.
struct Words {
  const char* when;
  const char* hint;
};
Words words(PluginTask task) {
  switch (task) {
    case PluginTask::describe:
      return {"when it is loaded and described", "fix the plugin's constructors or its function describe"};
    case PluginTask::period:
      return {"in its period function", "fix that function"};
    case PluginTask::generate:
      return {"in its generate function", "fix that function"};
  }
  return {"", ""};
}

/// What posix_spawn(3) needs, freed at the end.
struct SpawnRules {
  SpawnRules() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  SpawnRules(const SpawnRules&) = delete;
  SpawnRules& operator=(const SpawnRules&) = delete;
  ~SpawnRules() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

}  // namespace

PluginProcess::Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

PluginProcess::PluginProcess(const std::string& path, const PluginHost& host, PluginClock& clock)
    : path_(path), host_(host), clock_(clock) {
  map_memory();
  start(host.worker);
}

PluginProcess::~PluginProcess() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
  }
  if (shared_ != nullptr) munmap(const_cast<char*>(shared_), kChunk);
}

void PluginProcess::fail(std::string what, std::string mend) const {
  throw InputError{{path_, std::move(what), std::move(mend)}};
}

void PluginProcess::map_memory() {
  const auto check = [this](bool good) {
    if (!good)
      fail("cannot be run, for want of shared memory: " + error_text(errno), "raise the limits of this process");
  };
  memory_ = Descriptor{memfd_create("dgacast-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
  check(memory_.get() >= 0);
  check(ftruncate(memory_.get(), kChunk) == 0);
  // The worker cannot take pages away from under us.
  check(fcntl(memory_.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0);
  void* const place = mmap(nullptr, kChunk, PROT_READ, MAP_SHARED, memory_.get(), 0);
  check(place != MAP_FAILED);
  shared_ = static_cast<const char*>(place);
  copy_ = std::make_unique_for_overwrite<char[]>(kChunk);
}

void PluginProcess::start(const std::string& worker) {
  const auto check = [this](bool good) {
    if (!good) fail("cannot be run in a process of its own: " + error_text(errno), "raise the limits of this process");
  };
  int ends[2], pipe_ends[2];
  check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
  socket_ = Descriptor{ends[0]};
  const Descriptor low_socket{ends[1]};
  check(pipe2(pipe_ends, O_CLOEXEC) == 0);
  const Descriptor low_life{pipe_ends[0]};
  lifeline_ = Descriptor{pipe_ends[1]};
  check(fcntl(socket_.get(), F_SETFL, O_NONBLOCK) == 0);
  // Out of the way of the numbers that the worker expects.
  const Descriptor theirs{fcntl(low_socket.get(), F_DUPFD_CLOEXEC, kFirstFree)};
  const Descriptor memory{fcntl(memory_.get(), F_DUPFD_CLOEXEC, kFirstFree)};
  const Descriptor life{fcntl(low_life.get(), F_DUPFD_CLOEXEC, kFirstFree)};
  check(theirs.get() >= 0 && memory.get() >= 0 && life.get() >= 0);

  // Not fork(): this process may have any number of threads. A process group of its own: a terminal's ^C is ours.
  SpawnRules rules;
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&rules.actions, stream, "/dev/null", O_RDWR, 0);
  posix_spawn_file_actions_adddup2(&rules.actions, theirs.get(), kWorkerSocket);
  posix_spawn_file_actions_adddup2(&rules.actions, memory.get(), kWorkerMemory);
  posix_spawn_file_actions_adddup2(&rules.actions, life.get(), kWorkerLifeline);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&rules.attributes, &none);
  posix_spawnattr_setsigdefault(&rules.attributes, &all);
  posix_spawnattr_setpgroup(&rules.attributes, 0);
  posix_spawnattr_setflags(&rules.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  std::string name = "dgacast-plugin-worker";
  char* arguments[] = {name.data(), nullptr};
  char* environment[] = {nullptr};
  const int error = posix_spawn(&pid_, worker.c_str(), &rules.actions, &rules.attributes, arguments, environment);
  if (error != 0) {
    pid_ = -1;
    throw InputError{{worker, "cannot be started: " + error_text(error),
                      "install all of dgacast: this program runs the plugin " + quote(path_)}};
  }
  check(clock_getcpuclockid(pid_, &processor_clock_) == 0);
}

std::chrono::nanoseconds PluginProcess::processor_time() const noexcept {
  timespec now{};
  if (clock_gettime(processor_clock_, &now) != 0) return {};  // it has ended
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

std::chrono::nanoseconds PluginProcess::taken() const noexcept {
  return std::max<std::chrono::nanoseconds>(processor_time() - processor_at_ask_,
                                            (Clock::now() - asked_) / kWaitingCounts);
}

void PluginProcess::wait(short events, PluginTask task) {
  for (;;) {
    if (host_.look) host_.look();
    const std::chrono::nanoseconds time = taken();
    if (time >= host_.call_limit) {
      fail(std::string("does not answer within ") + std::to_string(host_.call_limit.count()) + " seconds " +
               words(task).when,
           "end the loop, or do less in one call");
    }
    if (std::chrono::nanoseconds{clock_.nanoseconds} + time >= host_.run_limit) {
      fail("its calls took more than " + std::to_string(host_.run_limit.count()) + " seconds in this run",
           "ask for a shorter range of dates, or make the plugin faster");
    }
    pollfd wanted{socket_.get(), events, 0};
    const int ready = poll(&wanted, 1, static_cast<int>(kLook.count()));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) fail("cannot be waited for: " + error_text(errno), "try again");
  }
}

void PluginProcess::send(std::string_view bytes, PluginTask task) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN) {
      wait(POLLOUT, task);
    } else if (errno == EPIPE || errno == ECONNRESET) {
      return;  // what it said before its end is still to be read
    } else if (errno != EINTR) {
      fail("cannot be asked: " + error_text(errno), "try again");
    }
  }
}

void PluginProcess::receive(char* place, std::size_t size, PluginTask task) {
  while (size > 0) {
    const ssize_t got = recv(socket_.get(), place, size, 0);
    if (got > 0) {
      place += got;
      size -= static_cast<std::size_t>(got);
    } else if (got == 0 || errno == ECONNRESET) {
      tell_death(task);
    } else if (errno == EAGAIN) {
      wait(POLLIN, task);
    } else if (errno != EINTR) {
      fail("cannot be listened to: " + error_text(errno), "try again");
    }
  }
}

void PluginProcess::tell_death(PluginTask task) {
  const Words said = words(task);
  // Its end of the socket is closed: it is dead, or about to be, or tries to look so.
  siginfo_t info{};
  const auto patience = Clock::now() + std::chrono::seconds{2};
  int found = 0;
  while ((found = waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT)) == 0 &&
         info.si_pid == 0 && Clock::now() < patience)
    poll(nullptr, 0, 1);
  if (found != 0 || info.si_pid == 0) fail(std::string("its process ended ") + said.when, said.hint);
  if (info.si_code == CLD_EXITED) {
    fail(std::string("ends its process ") + said.when + ", with status " + std::to_string(info.si_status), said.hint);
  }
  switch (info.si_status) {
    case SIGSYS:
      fail(std::string("makes a system call that plugins may not make ") + said.when,
           "let it compute names, without files, network and processes");
    case SIGXCPU:
      fail(std::string("needs more CPU time than the run has ") + said.when, "end the loop, or do less in one call");
    case SIGKILL:
      fail(std::string("its process was killed ") + said.when, "see whether the system is out of memory");
    default: {
      char text[64];
      const char* const name = sigdescr_np(info.si_status);
      std::snprintf(text, sizeof text, "signal %d", info.si_status);
      fail(std::string("crashes ") + said.when + ": " + (name != nullptr ? name : text), said.hint);
    }
  }
}

std::string_view PluginProcess::ask(std::string_view messages, PluginTask task, Reply& kind) {
  asked_ = Clock::now();
  processor_at_ask_ = processor_time();
  send(messages, task);
  Header header;
  char raw[sizeof header];
  receive(raw, sizeof raw, task);
  std::memcpy(&header, raw, sizeof header);
  if (header.size > kLongestReply) malformed(task);
  reply_.resize(header.size);
  receive(reply_.data(), reply_.size(), task);
  clock_.nanoseconds += taken().count();
  kind = static_cast<Reply>(header.kind);
  try {
    switch (kind) {
      case Reply::described:
      case Reply::periods:
      case Reply::names_go_on:
      case Reply::names_end:
      case Reply::refused:
        return reply_;
      case Reply::fault:
        throw InputError{issue_of(decode_fault(reply_))};
      case Reply::forbidden:
        fail("calls " + quote(decode_call(reply_)) + " " + words(task).when + ", which plugins may not",
             "let it compute names, without files, network and processes");
      case Reply::no_memory:
        fail(std::string("has not enough memory ") + words(task).when, "let it need less");
    }
  } catch (const Malformed&) {
  }
  malformed(task);
}

std::string_view PluginProcess::chunk(std::size_t size) {
  std::memcpy(copy_.get(), shared_, size);
  return {copy_.get(), size};
}

void PluginProcess::malformed(PluginTask task) const {
  fail(std::string("its process says what it may not ") + words(task).when, words(task).hint);
}

Issue PluginProcess::issue_of(const Fault& fault) const {
  std::string where = path_;
  if (fault.line > 0) where.append(":").append(std::to_string(fault.line));
  return {std::move(where), fault.what, fault.mend};
}

}  // namespace dgacast
