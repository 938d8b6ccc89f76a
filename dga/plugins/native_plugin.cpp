// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/native_plugin.h"

#include <dlfcn.h>

#include <cstring>
#include <deque>
#include <filesystem>
#include <optional>
#include <stdexcept>

namespace dgacast {
namespace {

/// Values in the form of the interface. Good as long as they live.
class Values {
 public:
  Values(const PluginValues& values, const std::vector<PluginDescription::Parameter>& schema) {
    for (std::size_t i = 0; i < schema.size(); ++i) add(values[i], schema[i].type);
  }
  const dgacast_value* data() const noexcept { return values_.data(); }
  std::uint64_t size() const noexcept { return values_.size(); }

 private:
  static dgacast_text text_of(std::string_view text) { return {text.data(), text.size()}; }

  static std::uint32_t type_of(ParameterType type) {
    switch (type) {
      case ParameterType::u32:
        return DGACAST_U32;
      case ParameterType::u64:
        return DGACAST_U64;
      case ParameterType::i64:
        return DGACAST_I64;
      case ParameterType::boolean:
        return DGACAST_BOOLEAN;
      case ParameterType::string:
        return DGACAST_STRING;
      case ParameterType::bytes:
        return DGACAST_BYTES;
      case ParameterType::word_list:
        return DGACAST_WORDS;
      case ParameterType::number_list:
        return DGACAST_NUMBERS;
      case ParameterType::instant:
        return DGACAST_INSTANT;
      default:
        throw std::logic_error("a parameter type that plugins do not have");
    }
  }

  void add(const PluginValue& from, ParameterType type) {
    dgacast_value value{};
    value.type = type_of(type);
    value.present = from.present ? 1 : 0;
    value.number = from.number;
    if (value.present != 0 && (type == ParameterType::string || type == ParameterType::bytes)) {
      value.text = text_of(from.text);
    } else if (value.present != 0 && type == ParameterType::word_list) {
      std::vector<dgacast_text>& texts = texts_.emplace_back();
      for (const std::string_view word : from.words) texts.push_back(text_of(word));
      value.number = texts.size();
      value.words = texts.data();
    } else if (value.present != 0 && type == ParameterType::number_list) {
      value.number = from.numbers.size();
      value.numbers = from.numbers.data();
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

  Period period(const PluginValues& given, UtcSeconds instant) const override {
    const Values values{given, description_.parameters};
    dgacast_period period{};
    const std::int32_t status = functions_.period(values.data(), values.size(), unix_time(instant), &period);
    if (status != 0) {
      fail("its period function failed at " + std::to_string(unix_time(instant)) + " with " + std::to_string(status),
           kMend);
    }
    return {UtcSeconds{std::chrono::seconds{period.begin}}, UtcSeconds{std::chrono::seconds{period.end}}};
  }

  void generate(const PluginValues& given, const Period& period, PluginNames& names) const override {
    const Values values{given, description_.parameters};
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
           "build it with the dga/plugins/plugin.h of this dgacast");
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
                  "export the three functions of dga/plugins/plugin.h with C linkage");
    }
    function = reinterpret_cast<Function>(symbol);
  }

  std::string path_;
  std::unique_ptr<void, Close> handle_;
};

/// A plugin whose library is loaded as long as it lives.
class LoadedPlugin final : public PluginCode {
 public:
  LoadedPlugin(const std::string& path, const std::function<void()>& loaded) : library_(path) {
    const NativeFunctions functions = library_.functions();
    loaded();
    plugin_.emplace(path, functions);
  }

  PluginDescription describe() const override { return plugin_->describe(); }
  Period period(const PluginValues& values, UtcSeconds instant) const override {
    return plugin_->period(values, instant);
  }
  void generate(const PluginValues& values, const Period& period, PluginNames& names) const override {
    plugin_->generate(values, period, names);
  }

 private:
  Library library_;
  std::optional<NativePlugin> plugin_;
};

}  // namespace

std::unique_ptr<const PluginCode> native_plugin(const std::string& path, const NativeFunctions& functions) {
  return std::make_unique<const NativePlugin>(path, functions);
}

std::unique_ptr<const PluginCode> open_native_plugin(const std::string& path, const std::function<void()>& loaded) {
  return std::make_unique<const LoadedPlugin>(path, loaded);
}

}  // namespace dgacast
