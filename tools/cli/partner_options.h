// SPDX-License-Identifier: Apache-2.0
// The options of formats for registries, CERTs and platforms. Each belongs to certain formats and is refused for
// others.
#pragma once
#include <optional>
#include <string>

#include "blocklists/formats/partner.h"
#include "tools/cli/command.h"

namespace dgacast {

struct PartnerArguments {
  std::string producer, tlp, action, serial, epp_config, misp_previous;
  std::optional<std::uint32_t> epp_batch, stix_chunk;
  bool epp_frame = false;
};

/// Adds them to a command.
void add_partner_options(Arguments& command, PartnerArguments& arguments);
/// What they mean for the format `id`, for lists that begin on `first_day`. Throws InputError.
PartnerOptions partner_options_of(const PartnerArguments& arguments, std::string_view id, UtcSeconds first_day);

}  // namespace dgacast
