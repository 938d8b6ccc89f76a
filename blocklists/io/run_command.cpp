// SPDX-License-Identifier: Apache-2.0
#include "blocklists/io/run_command.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>

#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

// What the guardian tells of its program: how it ended, as waitpid() has it, or why it could not be started.
struct Ending {
  int status = 0;
  int error = 0;
};

constexpr int kParentDied = 10;  // added to SIGRTMIN: a program that signals its own group does not send this

class Pipe {
 public:
  Pipe() : ok_(::pipe2(ends_, O_CLOEXEC) == 0) {}
  ~Pipe() {
    if (!ok_) return;
    ::close(ends_[0]);
    if (ends_[1] >= 0) ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool ok() const noexcept { return ok_; }
  int reading() const noexcept { return ends_[0]; }
  int writing() const noexcept { return ends_[1]; }
  void close_writing() { ::close(std::exchange(ends_[1], -1)); }

 private:
  int ends_[2] = {-1, -1};
  bool ok_;
};

// What follows runs between fork() and exec() in a program of several threads: calls that are safe in a signal handler
// (signal-safety(7)), no memory is taken.

/// The program itself. Writes to `told` and ends when it cannot be started.
[[noreturn]] void become(char* const* words, int told) {
  const int null = ::open("/dev/null", O_RDONLY);
  if (null >= 0) ::dup2(null, STDIN_FILENO);
  if (null > STDIN_FILENO) ::close(null);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  // What main() blocks and ignores must not reach the program.
  std::signal(SIGPIPE, SIG_DFL);
  std::signal(SIGXFSZ, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execvp(words[0], words);
  const Ending ending{0, errno};
  [[maybe_unused]] const ssize_t written = ::write(told, &ending, sizeof ending);
  ::_exit(127);
}

/// Starts the program, waits for it and tells how it ended. When our own process dies first, whatever the reason, the
/// system sends a signal, and the guardian ends the program with all that it started. The program alone could be ended
/// without a guardian, but not what a script has running.
[[noreturn]] void guard(char* const* words, int told, pid_t parent) {
  ::setpgid(0, 0);
  sigset_t all, awaited;
  sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  std::signal(SIGCHLD, SIG_DFL);
  const int parent_died = SIGRTMIN + kParentDied;
  ::prctl(PR_SET_PDEATHSIG, parent_died);
  if (::getppid() != parent) ::_exit(127);  // it died before it could be watched
  // Above all the lock of the feed, which would live as long as this process.
  if (told > 3) ::close_range(3, static_cast<unsigned>(told) - 1, 0);
  ::close_range(static_cast<unsigned>(told) + 1, ~0U, 0);
  const pid_t program = ::fork();
  if (program == 0) become(words, told);
  Ending ending{0, program < 0 ? errno : 0};
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGCHLD);
  sigaddset(&awaited, parent_died);
  while (program > 0 && ::waitpid(program, &ending.status, WNOHANG) != program) {
    if (::sigwaitinfo(&awaited, nullptr) == parent_died) ::kill(0, SIGKILL);
  }
  [[maybe_unused]] const ssize_t written = ::write(told, &ending, sizeof ending);
  ::_exit(0);
}

std::optional<std::string> describe(const Ending& ending) {
  if (ending.error != 0) return std::string("cannot be started: ") + std::strerror(ending.error);
  if (WIFSIGNALED(ending.status)) return "was ended by signal " + std::to_string(WTERMSIG(ending.status));
  const int code = WEXITSTATUS(ending.status);
  return code == 0 ? std::nullopt : std::optional("ended with " + std::to_string(code));
}

}  // namespace

std::optional<std::string> run_command(const CommandLine& command, const std::stop_token& stop) {
  std::vector<std::string> words = command.words;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  Pipe pipe;
  if (!pipe.ok()) return describe({0, errno});
  const pid_t parent = ::getpid();
  const pid_t guardian = ::fork();
  if (guardian < 0) return describe({0, errno});
  if (guardian == 0) guard(arguments.data(), pipe.writing(), parent);
  ::setpgid(guardian, guardian);  // here too: it may be killed before it comes to that
  pipe.close_writing();

  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + command.limit;
  const auto kill_group = [guardian] {
    ::kill(-guardian, SIGKILL);
    uninterrupted([&] { return ::waitpid(guardian, nullptr, 0); });
  };
  for (;;) {
    if (::waitpid(guardian, nullptr, WNOHANG) == guardian) {
      Ending ending;
      const ssize_t size = uninterrupted([&] { return ::read(pipe.reading(), &ending, sizeof ending); });
      // Nothing tells how it ended when somebody killed the guardian.
      return describe(size == sizeof ending ? ending : Ending{SIGKILL, 0});
    }
    if (stop.stop_requested()) {
      kill_group();
      throw Interrupted{};
    }
    if (Clock::now() >= end) {
      kill_group();
      return "was killed after " + std::to_string(command.limit.count()) + " s";
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

bool is_installed(const std::string& program) {
  if (program.find('/') != std::string::npos) return ::access(program.c_str(), X_OK) == 0;
  const char* const path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "/usr/bin:/bin" : path;
  while (!folders.empty()) {
    const auto end = std::min(folders.find(':'), folders.size());
    if (::access((std::string(folders.substr(0, end)) + "/" + program).c_str(), X_OK) == 0) return true;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return false;
}

}  // namespace dgacast
