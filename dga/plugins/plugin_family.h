// SPDX-License-Identifier: Apache-2.0
// A family that somebody else's code computes, and the border where all that this code hands over is checked.
//
//   const auto family = std::make_shared<const PluginFamily>(path, open_plugin(path, host));
//   catalogue.add_family(family, text_of_json, name_of_json);
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dga/core/list_batch.h"
#include "dga/plugins/plugin_code.h"

namespace [[gnu::visibility("default")]] dgacast {

class PluginFamily final : public Family, public ListBatcher {
 public:
  /// `path` is the plugin's file, for messages. Throws InputError when the description breaks a rule.
  PluginFamily(std::string path, std::unique_ptr<const PluginCode> code);
  PluginFamily(const PluginFamily&) = delete;
  PluginFamily& operator=(const PluginFamily&) = delete;
  ~PluginFamily() = default;

  const FamilyFacts& facts() const noexcept override { return *facts_; }
  /// As Family::generate, and throws InputError when the plugin breaks a rule, and what PluginHost::look throws; `out`
  /// may then end in half a list.
  void generate(const Seed& seed, const Period& period, DomainList& out) const override;
  const ListBatcher* batcher() const noexcept override { return this; }
  /// May end after the first of `lists`, or any other: those that one process of the plugin made
  /// at once, which take 256 KiB beyond the last of them at most. Gives how many are made. Needs at least one.
  std::size_t generate_some(std::span<const ListOrder> lists) const override;
  std::size_t lists_at_once() const noexcept override { return code_->lists_at_once(); }

 private:
  class Lists;
  PluginValues values_of(const Seed& seed) const;
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
