// SPDX-License-Identifier: Apache-2.0
// What stands around the lines of a program once they went through syslog, journald, a container or a shipper.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "blocklists/answers/logs/log_json.h"
#include "blocklists/answers/logs/log_time.h"

namespace dgacast {

/// The texts that a line may hold, from the whole line inwards: what follows the time, and what follows the program's
/// tag.
struct EnvelopeTexts {
  std::array<std::string_view, 4> text;
  std::size_t count = 0;
};

/// Takes RFC 3164 and RFC 5424 headers with and without priority, the short forms of journalctl, OpenWrt's logread,
/// containers' `TIME stdout F `, `NAME  | ` of Docker Compose and `[pod/NAME/CONTAINER] ` of kubectl off a line. Each
/// text is shorter than the one before, and the first is shorter than the line.
EnvelopeTexts open_envelope(std::string_view line, LogTimes& times);

/// The line of a program that is a string in a JSON object: Docker's json-file, journald, Fluent Bit, Logstash, GELF,
/// GCP, Splunk, Loki. Empty when the object holds none.
std::string_view message_of(const JsonFields& fields);
/// The time that the object tells of it.
std::optional<UtcSeconds> message_time(const JsonFields& fields, LogTimes& times);

/// The time in a JSON object: the first of these paths that is a time, as text or as a number.
std::optional<UtcSeconds> json_time(const JsonFields& fields, std::initializer_list<std::string_view> paths,
                                    LogTimes& times);

}  // namespace dgacast
