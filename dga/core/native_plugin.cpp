// SPDX-License-Identifier: Apache-2.0
#include "dga/core/native_plugin.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <filesystem>
#include <thread>

namespace dgacast {
namespace {

constexpr std::chrono::seconds kTrialLimit{10};
constexpr int kTrialDone = 93;  // the child's exit status when describe came back; a plugin's exit() gives another

/// The values of a seed in the form of the interface. Good as long as the seed lives.
class Values {
 public:
  Values(const Seed& seed, const std::vector<PluginDescription::Parameter>& schema) {
    for (const PluginDescription::Parameter& parameter : schema) add(seed, parameter);
  }
  const dgacast_value* data() const noexcept { return values_.data(); }
  std::uint64_t size() const noexcept { return values_.size(); }

 private:
  static dgacast_text text_of(std::string_view text) { return {text.data(), text.size()}; }

  void add(const Seed& seed, const PluginDescription::Parameter& parameter) {
    dgacast_value value{};
    value.present = seed.has(parameter.name) ? 1 : 0;
    switch (parameter.type) {
      case ParameterType::u32:
        value.type = DGACAST_U32;
        if (value.present != 0) value.number = seed.u32(parameter.name);
        break;
      case ParameterType::u64:
        value.type = DGACAST_U64;
        if (value.present != 0) value.number = seed.u64(parameter.name);
        break;
      case ParameterType::i64:
        value.type = DGACAST_I64;
        if (value.present != 0) value.number = static_cast<std::uint64_t>(seed.i64(parameter.name));
        break;
      case ParameterType::boolean:
        value.type = DGACAST_BOOLEAN;
        if (value.present != 0) value.number = seed.flag(parameter.name) ? 1 : 0;
        break;
      case ParameterType::string:
      case ParameterType::bytes:
        value.type = parameter.type == ParameterType::string ? DGACAST_STRING : DGACAST_BYTES;
        if (value.present != 0) value.text = text_of(seed.text(parameter.name));
        break;
      case ParameterType::word_list:
        value.type = DGACAST_WORDS;
        if (value.present != 0) {
          const WordList& words = seed.words(parameter.name);
          std::vector<dgacast_text>& texts = texts_.emplace_back();
          for (const std::string_view word : words.words()) texts.push_back(text_of(word));
          value.number = texts.size();
          value.words = texts.data();
        }
        break;
      case ParameterType::number_list:
        value.type = DGACAST_NUMBERS;
        if (value.present != 0) {
          value.number = seed.numbers(parameter.name).size();
          value.numbers = seed.numbers(parameter.name).data();
        }
        break;
      case ParameterType::instant:
        value.type = DGACAST_INSTANT;
        if (value.present != 0) value.number = static_cast<std::uint64_t>(unix_time(seed.instant(parameter.name)));
        break;
      default:
        throw std::logic_error("a parameter type that plugins do not have");
    }
    values_.push_back(value);
  }

  std::vector<dgacast_value> values_;
  std::deque<std::vector<dgacast_text>> texts_;  // a deque: they stay where they are
};

[[noreturn]] void fail_plugin(const std::string& path, std::string what, std::string mend) {
  throw InputError{{path, std::move(what), std::move(mend)}};
}

class NativePlugin final : public PluginCode {
 public:
  NativePlugin(const std::string& path, const NativeFunctions& functions)
      : path_(path), functions_(functions), description_(read_description()) {}

  PluginDescription describe() const override { return description_; }

  Period period(const Seed& seed, UtcSeconds instant) const override {
    const Values values{seed, description_.parameters};
    dgacast_period period{};
    const std::int32_t status = functions_.period(values.data(), values.size(), unix_time(instant), &period);
    if (status != 0) {
      fail("its period function failed at " + std::to_string(unix_time(instant)) + " with " + std::to_string(status),
           kMend);
    }
    return {UtcSeconds{std::chrono::seconds{period.begin}}, UtcSeconds{std::chrono::seconds{period.end}}};
  }

  void generate(const Seed& seed, const Period& period, PluginNames& names) const override {
    const Values values{seed, description_.parameters};
    const dgacast_period window{unix_time(period.begin), unix_time(period.end)};
    Target target{names, false};
    std::int32_t status = 0;
    try {
      status = functions_.generate(values.data(), values.size(), &window, &NativePlugin::take, &target);
    } catch (const Refused&) {
      return;  // `names` knows why
    }
    if (status != 0 && !target.refused) fail("its generate function failed with " + std::to_string(status), kMend);
  }

 private:
  static constexpr const char* kMend = "mend the plugin: 0 means success";
  struct Refused {};
  struct Target {
    PluginNames& names;
    bool refused;
  };
  /// The sink. A plugin that ignores a refusal might go on for ever: the exception is the only way out of its frames.
  static std::int32_t take(void* context, const char* name, std::uint64_t size) {
    auto& target = *static_cast<Target*>(context);
    if (target.refused) throw Refused{};
    // add() looks at the size before it touches the octets, which may not be there.
    target.refused = !target.names.add(name == nullptr ? std::string_view{} : std::string_view{name, size});
    return target.refused ? 1 : 0;
  }

  [[noreturn]] void fail(std::string what, std::string mend) const {
    fail_plugin(path_, std::move(what), std::move(mend));
  }

  static ParameterType type_of(std::uint32_t type, bool& known) {
    known = true;
    switch (type) {
      case DGACAST_U32:
        return ParameterType::u32;
      case DGACAST_U64:
        return ParameterType::u64;
      case DGACAST_I64:
        return ParameterType::i64;
      case DGACAST_BOOLEAN:
        return ParameterType::boolean;
      case DGACAST_STRING:
        return ParameterType::string;
      case DGACAST_BYTES:
        return ParameterType::bytes;
      case DGACAST_WORDS:
        return ParameterType::word_list;
      case DGACAST_NUMBERS:
        return ParameterType::number_list;
      case DGACAST_INSTANT:
        return ParameterType::instant;
      default:
        known = false;
        return ParameterType::u32;
    }
  }

  /// A text of the plugin, read no further than a little beyond what any rule allows.
  static std::string text_of(const char* text) {
    constexpr std::size_t kEnough = 200;
    return text == nullptr ? std::string{} : std::string(text, strnlen(text, kEnough));
  }

  PluginDescription read_description() const {
    const dgacast_description* const d = functions_.describe();
    if (d == nullptr) fail("gives no description", "let dgacast_plugin_describe return one");
    if (d->abi != DGACAST_PLUGIN_ABI) {
      fail("is built for version " + std::to_string(d->abi) + " of the plugin interface, and this is version " +
               std::to_string(DGACAST_PLUGIN_ABI),
           "build it with the dga/core/plugin.h of this dgacast");
    }
    if (d->size != sizeof(dgacast_description)) {
      fail("gives a description of " + std::to_string(d->size) + " octets, not " +
               std::to_string(sizeof(dgacast_description)),
           "set its member size to sizeof(dgacast_description)");
    }
    if (d->taxonomy < DGACAST_TDD || d->taxonomy > DGACAST_TIN)
      fail("has the taxonomy " + std::to_string(d->taxonomy), "give one of enum dgacast_taxonomy");
    constexpr Taxonomy kTaxonomies[] = {Taxonomy::tdd, Taxonomy::tid, Taxonomy::tdn, Taxonomy::tin};
    PluginDescription description{.id = text_of(d->id),
                                  .taxonomy = kTaxonomies[d->taxonomy - DGACAST_TDD],
                                  .period = text_of(d->period),
                                  .look_back = d->look_back,
                                  .most_names = d->most_names,
                                  .parameters = {}};
    if (d->parameter_count > DGACAST_MOST_PARAMETERS)
      fail("has " + std::to_string(d->parameter_count) + " parameters", "give at most 64");
    if (d->parameter_count > 0 && d->parameters == nullptr)
      fail("has " + std::to_string(d->parameter_count) + " parameters at NULL",
           "let the member parameters point to them");
    for (std::uint64_t i = 0; i < d->parameter_count; ++i) {
      const dgacast_parameter& p = d->parameters[i];
      bool known = false;
      const ParameterType type = type_of(p.type, known);
      if (!known)
        fail("gives the parameter " + quote(text_of(p.name)) + " the type " + std::to_string(p.type),
             "give one of enum dgacast_type");
      description.parameters.push_back(
          {.name = text_of(p.name), .type = type, .min = p.min, .max = p.max, .optional = p.optional != 0});
    }
    return description;
  }

  std::string path_;
  NativeFunctions functions_;
  PluginDescription description_;
};

/// A shared library in this process, until the object's end.
class Library {
 public:
  explicit Library(const std::string& path) : path_(path), handle_(open()) {}

  NativeFunctions functions() const {
    NativeFunctions functions;
    find(functions.describe, "dgacast_plugin_describe");
    find(functions.period, "dgacast_plugin_period");
    find(functions.generate, "dgacast_plugin_generate");
    return functions;
  }

 private:
  struct Close {
    void operator()(void* handle) const noexcept { dlclose(handle); }
  };

  void* open() const {
    // With a slash in it, the loader takes the path as it is and does not search the system's folders.
    const std::string file = path_.find('/') == std::string::npos ? "./" + path_ : path_;
    void* const handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle != nullptr) return handle;
    const char* const reason = dlerror();  // NOLINT(concurrency-mt-unsafe): kept per thread by glibc
    std::string_view text = reason == nullptr ? "unknown reason" : reason;
    if (text.starts_with(file + ": ")) text.remove_prefix(file.size() + 2);
    fail_plugin(path_, "cannot be loaded: " + std::string(text),
                "give a shared library that is built for this machine");
  }

  template <typename Function>
  void find(Function& function, const char* name) const {
    void* const symbol = dlsym(handle_.get(), name);
    if (symbol == nullptr) {
      fail_plugin(path_, std::string("has no function ") + name,
                  "export the three functions of dga/core/plugin.h with C linkage");
    }
    function = reinterpret_cast<Function>(symbol);
  }

  std::string path_;
  std::unique_ptr<void, Close> handle_;
};

/// A plugin whose library is loaded as long as it lives.
class LoadedPlugin final : public PluginCode {
 public:
  explicit LoadedPlugin(const std::string& path) : library_(path), plugin_(path, library_.functions()) {}

  PluginDescription describe() const override { return plugin_.describe(); }
  Period period(const Seed& seed, UtcSeconds instant) const override { return plugin_.period(seed, instant); }
  void generate(const Seed& seed, const Period& period, PluginNames& names) const override {
    plugin_.generate(seed, period, names);
  }

 private:
  Library library_;
  NativePlugin plugin_;
};

/// Loads and describes the plugin in this process, which is a child, and ends it.
[[noreturn]] void try_in_child(const std::string& path) {
  // One clear line is told by the parent: no core file, no word of the plugin or a sanitizer.
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(null, stream);
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT}) std::signal(signal, SIG_DFL);
  try {
    const LoadedPlugin plugin{path};
    _exit(kTrialDone);
  } catch (const InputError&) {
    _exit(kTrialDone);  // the parent meets the same fault, and tells it
  } catch (...) {
    std::abort();
  }
}

void try_first(const std::string& path) {
  const auto fail = [&path](std::string what) {
    throw InputError{{path, std::move(what), "mend the plugin's constructors or dgacast_plugin_describe"}};
  };
  const pid_t child = fork();
  if (child < 0) fail("cannot be tried in a child process: " + std::string(std::strerror(errno)));
  if (child == 0) try_in_child(path);
  int status = 0;
  const auto end = std::chrono::steady_clock::now() + kTrialLimit;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      fail("does not come back from being described within 10 seconds");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  if (WIFSIGNALED(status)) fail("crashes when it is loaded and described: " + std::string(strsignal(WTERMSIG(status))));
  if (WEXITSTATUS(status) != kTrialDone)
    fail("ends the program when it is loaded and described, with status " + std::to_string(WEXITSTATUS(status)));
}

}  // namespace

std::unique_ptr<const PluginCode> native_plugin(const std::string& path, const NativeFunctions& functions) {
  return std::make_unique<const NativePlugin>(path, functions);
}

std::unique_ptr<const PluginCode> open_native_plugin(const std::string& path) {
  try_first(path);
  return std::make_unique<const LoadedPlugin>(path);
}

}  // namespace dgacast
