// SPDX-License-Identifier: Apache-2.0
// A family that somebody else's code computes, and the border where all that this code hands over is checked.
//
//   const auto family = std::make_shared<const PluginFamily>(path, open_native_plugin(path));
//   catalogue.add_family(family, text_of_json, name_of_json);
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dga/core/family.h"
#include "dga/core/issue.h"

namespace dgacast {

/// What a plugin says of itself, copied. The rules that it must hold to are those of dga/core/plugin.h.
struct PluginDescription {
  struct Parameter {
    std::string name;
    ParameterType type = ParameterType::u32;
    std::uint64_t min = 0, max = 0;
    bool optional = false;
  };
  std::string id;
  Taxonomy taxonomy = Taxonomy::tdd;
  std::string period;  ///< for people
  std::uint64_t look_back = 0;
  std::uint64_t most_names = 0;
  std::vector<Parameter> parameters;
};

/// Takes the names of one list from a plugin and lets only good ones into `out`. Never throws into the plugin.
class PluginNames {
 public:
  PluginNames(DomainList& out, std::uint64_t most_names) noexcept : out_(out), most_names_(most_names) {}
  /// Adds `name`, or gives false: the list is refused, and nothing more is taken.
  bool add(std::string_view name) noexcept;
  /// Says where in the plugin's text the fault is, if there is one.
  void locate(std::string where);
  /// What is wrong with the list, or nothing. An empty place is for the caller to fill.
  const std::optional<Issue>& fault() const noexcept { return fault_; }
  /// Throws when the memory ran out.
  void rethrow() const;

 private:
  bool refuse(std::string what, std::string mend);

  DomainList& out_;
  std::uint64_t most_names_;
  std::uint64_t taken_ = 0, octets_ = 0;
  std::optional<Issue> fault_;
  bool out_of_memory_ = false;
};

/// The foreign code. Each function throws InputError for what it cannot hand over at all; what it does hand over is
/// checked by PluginFamily. period() and generate() may be called by several threads at once.
class PluginCode {
 public:
  PluginCode() = default;
  PluginCode(const PluginCode&) = delete;
  PluginCode& operator=(const PluginCode&) = delete;
  virtual ~PluginCode() = default;
  virtual PluginDescription describe() const = 0;
  virtual Period period(const Seed& seed, UtcSeconds instant) const = 0;
  virtual void generate(const Seed& seed, const Period& period, PluginNames& names) const = 0;
};

class PluginFamily final : public Family {
 public:
  /// `path` is the plugin's file, for messages. Throws InputError when the description breaks a rule.
  PluginFamily(std::string path, std::unique_ptr<const PluginCode> code);
  PluginFamily(const PluginFamily&) = delete;
  PluginFamily& operator=(const PluginFamily&) = delete;
  ~PluginFamily() = default;

  const FamilyFacts& facts() const noexcept override { return *facts_; }
  /// As Family::generate, and throws InputError when the plugin breaks a rule; `out` may then end in half a list.
  void generate(const Seed& seed, const Period& period, DomainList& out) const override;

 private:
  static Period window(const void* self, const Seed& seed, UtcSeconds instant);
  [[noreturn]] void fail(std::string what, std::string mend) const;
  void check_description() const;

  std::string path_;
  std::unique_ptr<const PluginCode> code_;
  PluginDescription description_;
  std::vector<ParameterSpec> parameters_;  // views of description_
  std::optional<FamilyFacts> facts_;       // views of both
};

}  // namespace dgacast
