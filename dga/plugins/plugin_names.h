// SPDX-License-Identifier: Apache-2.0
// The border that every name of a plugin passes, in the process that runs the plugin and again in the one that asked.
#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "dga/core/domain_list.h"
#include "dga/core/issue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Memory for names, each behind its length in one byte.
struct NameBuffer {
  char* at = nullptr;
  char* end = nullptr;
  std::function<void()> full;  ///< makes room for a name and its length; may throw
};

/// Takes the names of one list from a plugin and lets only good ones through: the rules of dga/plugins/plugin.h. Never
/// throws into the plugin. One thread at a time.
class PluginNames {
 public:
  /// Lets them into `out`.
  PluginNames(DomainList& out, std::uint64_t most_names) noexcept : list_(&out), most_names_(most_names) {}
  /// Lets them into `out`. With `look_later` what they consist of is not looked at, for somebody else will; their
  /// length is.
  PluginNames(NameBuffer& out, std::uint64_t most_names, bool look_later) noexcept
      : buffer_(&out), most_names_(most_names), look_later_(look_later) {}
  /// Adds `name`, or gives false: the list is refused, and nothing more is taken. Bytes of a name that is too long are
  /// not read.
  bool add(std::string_view name) noexcept;
  /// Refuses the list for a reason that somebody else found; the first reason counts.
  void refuse(Issue fault);
  /// Says where in the plugin's text the fault is, if there is one.
  void locate(std::string where);
  /// What is wrong with the list, or nothing. An empty place is for the caller to fill.
  const std::optional<Issue>& fault() const noexcept { return fault_; }
  /// Throws what could not be thrown through the plugin: the memory ran out, or NameBuffer::full threw.
  void rethrow() const;

 private:
  bool refuse(std::string what, std::string mend);

  DomainList* list_ = nullptr;
  NameBuffer* buffer_ = nullptr;
  std::uint64_t most_names_;
  std::uint64_t taken_ = 0, octets_ = 0;
  bool look_later_ = false;
  std::optional<Issue> fault_;
  std::exception_ptr failure_;
};

}  // namespace dgacast
