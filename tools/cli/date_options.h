// SPDX-License-Identifier: Apache-2.0
// The dates of a command: --on, --from, --to, --days.
#pragma once
#include <optional>
#include <string>

#include "blocklists/options/selection.h"
#include "dga/core/period.h"
#include "tools/cli/command.h"

namespace dgacast {

struct DateOptions {
  std::optional<std::string> on, from, to;
  std::optional<std::uint32_t> days;

  bool any() const noexcept { return on || range(); }
  bool range() const noexcept { return from || to || days; }
};

/// Adds the four options to a command; `on` is the record of the first.
void add_date_options(Arguments& command, DateOptions& options, const Option& on = option::on);
/// The half-open time that they mean; today when none is given, the one second that it begins for an instant.
/// Throws InputError.
Period horizon_of(const DateOptions& options);

}  // namespace dgacast
