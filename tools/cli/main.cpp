// SPDX-License-Identifier: Apache-2.0
// dgacast: forecasts the domains that malware will call. Each sub-command has its own file in this folder.
#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <optional>
#include <system_error>
#include <thread>

#include "blocklists/engine/collect.h"
#include "blocklists/io/mapped_file.h"
#include "blocklists/io/output.h"
#include "blocklists/options/program.h"
#include "dga/core/version.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/help.h"
#include "tools/cli/process.h"

namespace dgacast {
namespace {

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop, so that unfinished files are removed on the way out. A run
/// that does not end within two seconds (it hangs in a write to a pipe that nobody reads) is ended.
class SignalWatch {
 public:
  SignalWatch() {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, signal);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // all threads inherit this
    std::signal(SIGPIPE, SIG_IGN);                   // a closed pipe is told by write()
    try {
      watcher_ = std::jthread{[this](std::stop_token over) { watch(over); }};
    } catch (const std::system_error& error) {
      throw InputError{{"", "no thread can be started: " + error.code().message(),
                        "raise the limit of processes or of memory (ulimit -u, ulimit -v, TasksMax=)"}};
    }
  }
  /// Wakes the watcher, so that a command which is done ends at once.
  ~SignalWatch() {
    watcher_.request_stop();
    pthread_kill(watcher_.native_handle(), SIGHUP);
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  std::stop_token token() const { return stop_.get_token(); }
  /// The signal that came, or 0.
  int caught() const { return caught_; }

 private:
  void watch(std::stop_token over) {
    const timespec pause{0, 50'000'000};
    int waited = 0;
    while (!over.stop_requested()) {
      const int signal = sigtimedwait(&signals_, nullptr, &pause);
      if (signal > 0 && caught_ == 0 && !over.stop_requested()) {
        caught_ = signal;
        stop_.request_stop();
      }
      if (caught_ != 0 && ++waited > 40) _exit(128 + caught_);
    }
  }

  sigset_t signals_;
  std::stop_source stop_;
  std::atomic<int> caught_ = 0;
  std::jthread watcher_;
};

/// The command that the command line names. Only its options are made: the others would take milliseconds.
struct Asked {
  const Command* command = nullptr;  ///< as far as the words name one
  std::string unknown = {};          ///< the word behind it that should name one and does not
};

Asked asked_command(int argc, char** argv) {
  Asked asked;
  for (int i = 1; i < argc && (asked.command == nullptr || asked.command->add == nullptr); ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    if (word.starts_with('-')) continue;
    std::string name(asked.command == nullptr ? std::string_view{} : asked.command->name);
    name.append(name.empty() ? "" : " ").append(word);
    const Command* const found = word.find(' ') == word.npos ? find_command(name) : nullptr;
    if (found == nullptr) {
      asked.unknown = word;
      break;
    }
    asked.command = found;
  }
  return asked;
}

/// Adds the command, and those that it is one of, to the program.
void add_command(CLI::App& program, const Command& command, Context& context) {
  CLI::App* app = &program;
  for (std::size_t end = 0; end != command.name.size();) {
    const std::size_t begin = end == 0 ? 0 : end + 1;
    end = std::min(command.name.find(' ', begin), command.name.size());
    app = app->add_subcommand(std::string(command.name.substr(begin, end - begin)));
    if (command.add == nullptr || end != command.name.size()) app->require_subcommand(1);
  }
  if (command.add == nullptr) return;
  Arguments arguments{*app, command};
  command.add(arguments, context);
}

/// The one line for what CLI11 found wrong with the command line.
std::string usage_line(const Asked& asked, const CLI::ParseError& error) {
  const std::string name(asked.command == nullptr ? std::string_view{} : asked.command->name);
  const std::string where = name.empty() ? "" : name + ": ";
  const std::string help = "'dgacast " + (name.empty() ? "" : name + " ") + "--help' shows what there is";
  const auto unknown = [&](std::string_view word) {
    std::vector<std::string> names;
    if (!word.starts_with('-')) {
      for (const Command* one : commands_of(asked.command)) names.emplace_back(last_word(*one));
    } else if (asked.command != nullptr) {
      for (const OptionGroup& group : asked.command->groups) {
        for (const Option* option : group.options) names.push_back(shown_name(*option));
      }
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    return where + "unknown " + (word.starts_with('-') ? "option " : "command ") + quote(word) + "; " +
           suggest(word, known, help);
  };
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    const std::string text = error.what();
    const auto begin = text.rfind(": ") + 2;
    return unknown(text.substr(begin, text.find(' ', begin) - begin));
  }
  if (!asked.unknown.empty()) return unknown(asked.unknown);
  if (asked.command == nullptr && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError))
    return "no command; " + help;
  return where + error.what() + "; " + help;
}

/// Answers --version, -h and --help, which CLI11 throws.
void answer(const CLI::Success& request, const Asked& asked, int argc, char** argv) {
  if (dynamic_cast<const CLI::CallForVersion*>(&request) != nullptr) return print(std::string(request.what()) + "\n");
  const bool is_long =
      std::any_of(argv + 1, argv + argc, [](const char* word) { return word == std::string_view{"--help"}; });
  print(is_long ? long_help(asked.command) : short_help(asked.command));
}

/// What remains to be said of an exception that no place has turned into a message: a defect of this program. Nobody's
/// input should lead here, and yet the way out must be that of any error, which removes what is half written.
std::string internal_error(const std::exception& error) {
  return "internal error: " + quote(error.what()) + "; report it with the command line and its input";
}

int fault(const std::string& text) {
  complain(Level::error, text);
  return static_cast<int>(Exit::fault);
}

/// Calls `work` and gives the exit status: what it returns, or that of what it throws, which is told in one line.
template <typename Work>
int guarded(const Work& work) {
  try {
    return work();
  } catch (const InputError& error) {
    return fault(error.what());
  } catch (const std::bad_alloc&) {
    return fault("out of memory; take fewer families or a shorter range");
  } catch (const std::length_error&) {
    return fault("out of memory: a text or a list would be too large; take fewer families or a shorter range");
  } catch (const std::exception& error) {  // std::system_error and filesystem_error too
    return fault(internal_error(error));
  }
}

/// A mapped index that is cut under its reader is an error of that file, and not the end of the process by SIGBUS.
void watch_mapped_files() {
  struct sigaction action {};
  action.sa_flags = SA_SIGINFO;
  action.sa_sigaction = [](int, siginfo_t* info, void*) {
    if (info->si_code > 0 && MappedFile::fill_gone(info->si_addr)) return;
    std::signal(SIGBUS, SIG_DFL);  // another fault, or a signal of somebody's: it ends the process as it would have
    std::raise(SIGBUS);
  };
  sigaction(SIGBUS, &action, nullptr);
}

int run(int argc, char** argv) {
  watch_mapped_files();
  mallopt(M_MMAP_THRESHOLD, 1 << 20);  // large buffers go back to the system when they are freed: --memory counts on it
  SignalWatch signals;
  Context context;
  context.stop = signals.token();
  CLI::App program{"", "dgacast"};
  program.add_flag("-" + std::string(1, option::quiet.letter) + "," + shown_name(option::quiet), context.quiet);
  program.set_version_flag(shown_name(option::version), [] {
    return "dgacast " + std::string(version()) + " (catalogue " + Catalogue::builtin().digest().substr(0, 12) + ")";
  });
  program.require_subcommand(1);
  program.fallthrough();
  const Asked asked = asked_command(argc, argv);
  if (asked.command != nullptr) add_command(program, *asked.command, context);
  try {
    try {
      program.parse(argc, argv);
    } catch (const CLI::Success& request) {
      if (!asked.unknown.empty()) return fault(usage_line(asked, request));
      answer(request, asked, argc, argv);
    } catch (const CLI::ParseError& error) {
      return fault(usage_line(asked, error));
    }
    finish_standard_output();
  } catch (const Interrupted&) {
    return 128 + signals.caught();
  } catch (const ClosedPipe&) {
    // The reader of the result has seen enough of it; the status still tells the result.
  } catch (const InputError& error) {
    // What readers of a feed have matters more than a report of it that got lost.
    if (!context.settled) throw;
    fault(error.what());
    return static_cast<int>(*context.settled);
  }
  return static_cast<int>(context.exit);
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) {
  dgacast::prepare_process();
  return dgacast::guarded([&] { return dgacast::run(argc, argv); });
}
