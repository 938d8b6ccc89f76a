// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/partner_options.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "blocklists/options/partner.h"
#include "dga/core/period.h"
#include "tools/cli/arguments.h"
#include "tools/cli/secrets.h"

namespace dgacast {
namespace {

/// The time that lists say they were made at: SOURCE_DATE_EPOCH, or the first day. Not the clock: the same command
/// gives the same octets.
UtcSeconds list_time(UtcSeconds first_day) {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");  // NOLINT: no other thread runs yet
  if (epoch == nullptr) return midnight_before(first_day);
  std::int64_t seconds = 0;
  const char* const end = epoch + std::strlen(epoch);
  const auto [stop, error] = std::from_chars(epoch, end, seconds);
  if (error != std::errc{} || stop != end || seconds < 0 ||
      UtcSeconds{std::chrono::seconds{seconds}} >= kUnbounded.end) {
    usage("SOURCE_DATE_EPOCH", quote(epoch) + " is no time", "give seconds since 1970, or unset it");
  }
  return UtcSeconds{std::chrono::seconds{seconds}};
}

void refuse_unless_taken(bool given, const Option& option, std::string_view id) {
  if (given && !takes_partner_option(option.name, id))
    usage(shown_name(option), "belongs to " + partner_formats(option.name) + ", and --format is " + std::string(id),
          "leave it out");
}

/// 16 octets leave room for the rest of an EPP transaction's id.
bool is_word(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.size() <= 16 && text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

void add_partner_options(Arguments& command, PartnerArguments& arguments) {
  command.add(option::producer, arguments.producer);
  command.add(option::tlp, arguments.tlp);
  command.add(option::action, arguments.action);
  command.add(option::serial, arguments.serial);
  command.add(option::epp_batch, arguments.epp_batch);
  command.add(option::epp_frame, arguments.epp_frame);
  command.add(option::epp_config, arguments.epp_config);
  command.add(option::stix_chunk, arguments.stix_chunk);
  command.add(option::misp_previous, arguments.misp_previous);
}

PartnerOptions partner_options_of(const PartnerArguments& arguments, std::string_view id, UtcSeconds first_day) {
  refuse_unless_taken(!arguments.producer.empty(), option::producer, id);
  refuse_unless_taken(!arguments.tlp.empty(), option::tlp, id);
  refuse_unless_taken(!arguments.action.empty(), option::action, id);
  refuse_unless_taken(!arguments.serial.empty(), option::serial, id);
  refuse_unless_taken(arguments.epp_batch.has_value(), option::epp_batch, id);
  refuse_unless_taken(arguments.epp_frame, option::epp_frame, id);
  refuse_unless_taken(!arguments.epp_config.empty(), option::epp_config, id);
  refuse_unless_taken(arguments.stix_chunk.has_value(), option::stix_chunk, id);
  refuse_unless_taken(!arguments.misp_previous.empty(), option::misp_previous, id);

  PartnerOptions options;
  options.time = list_time(first_day);
  if (!arguments.producer.empty()) options.producer = checked_producer(arguments.producer, "--producer");
  if (!arguments.tlp.empty()) options.tlp = parse_tlp(arguments.tlp, "--tlp");
  if (!arguments.action.empty()) options.action = checked_action(arguments.action, "--action");
  if (!arguments.serial.empty() && !is_word(arguments.serial, "0123456789"))
    usage("--serial", quote(arguments.serial) + " is no serial", "give up to 16 digits, such as 2026112401");
  options.serial = arguments.serial;
  if (options.serial.empty()) {
    for (const char c : format_date(first_day)) {
      if (c != '-') options.serial.push_back(c);
    }
    options.serial += "00";
  }
  options.epp.batch = arguments.epp_batch.value_or(options.epp.batch);
  options.epp.frame = arguments.epp_frame;
  if (!arguments.epp_config.empty()) read_epp_file(arguments.epp_config, options.epp);
  options.stix_chunk = arguments.stix_chunk.value_or(options.stix_chunk);
  options.misp_previous = arguments.misp_previous;
  while (options.misp_previous.size() > 1 && options.misp_previous.ends_with('/')) options.misp_previous.pop_back();
  return options;
}

}  // namespace dgacast
