// SPDX-License-Identifier: Apache-2.0
// What dgacast and the process that runs a plugin (dgacast-plugin-worker) say to each other.
//
// Messages go over a stream socket: a Header, then `size` bytes, in the byte order of the machine. Names go through
// `kChunk` bytes of shared memory: for each name its length (1 to 253) and its bytes, after each list kListEnd. The
// worker may be in the hands of its plugin, so that the decoders of answers take any bytes: they read nothing beyond
// the bytes that they are given, and throw Malformed. Whoever decodes shared memory copies it first, for the worker can
// change it at any time.
#pragma once
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "dga/plugins/plugin_code.h"

namespace dgacast {

/// Bytes that break the rules of this file.
struct Malformed : std::runtime_error {
  Malformed() : std::runtime_error("an answer of another form") {}
};

enum class Request : std::uint32_t {
  open = 1,  ///< Opening: loads and describes; answered by `described`
  values,    ///< PluginValues for the requests that follow; not answered
  periods,   ///< PeriodsWanted; answered by `periods`
  lists,     ///< Periods; answered by `names_go_on` for each full chunk, then `names_end`
  more,      ///< the chunk was copied; no bytes
};

enum class Reply : std::uint32_t {
  described = 1,  ///< PluginDescription
  periods,        ///< PeriodAt, one or more
  names_go_on,    ///< the number of bytes of a chunk, as u32; the worker waits for `more`
  names_end,      ///< the same, and the end of the answer
  fault,          ///< Fault: no answer is possible
  refused,        ///< Fault: the border refused the list that is being made
  forbidden,      ///< the name of the system call that the plugin tried; the worker ends
  no_memory,      ///< nothing
};

struct Header {
  std::uint32_t kind = 0;
  std::uint32_t size = 0;
};

inline constexpr std::size_t kChunk = std::size_t{256} << 10;         ///< bytes of shared memory
inline constexpr std::size_t kLongestReply = std::size_t{128} << 10;  ///< bytes after a header of the worker
inline constexpr std::size_t kMostPeriods = 1024;                     ///< in one answer
inline constexpr std::size_t kMostLists = 512;                        ///< in one request
inline constexpr std::uint8_t kListEnd = 255;

/// The first request.
struct Opening {
  bool is_script = false;    ///< Lua; `script` is the source text
  bool needs_filter = true;  ///< refuse to run where the system calls cannot be filtered
  std::uint64_t cpu_seconds = 0;
  std::string path;  ///< a native plugin's file, absolute; of a script for nothing but messages
  std::string script;
};

struct PeriodsWanted {
  std::int64_t instant = 0;
  std::uint32_t windows = 0;  ///< 1 to kMostPeriods: that of `instant` and those that follow it, as many as are quick
};

/// What a plugin gave for one instant. For each window there are up to three: an instant, its first, its last second.
struct PeriodAt {
  UtcSeconds instant;
  Period period;
};

/// Why a plugin cannot answer: the line of a script or 0, and the parts of an Issue.
struct Fault {
  std::uint64_t line = 0;
  std::string what, mend;
};

/// A message as it goes over the socket.
std::string message(std::uint32_t kind, std::string_view bytes);
inline std::string message(Request kind, std::string_view bytes) {
  return message(static_cast<std::uint32_t>(kind), bytes);
}
inline std::string message(Reply kind, std::string_view bytes) {
  return message(static_cast<std::uint32_t>(kind), bytes);
}

std::string encode(const Opening& opening);
std::string encode(const PluginValues& values);
std::string encode(const PeriodsWanted& wanted);
std::string encode(std::span<const Period> periods);
std::string encode(const PluginDescription& description);
std::string encode(std::span<const PeriodAt> answers);
std::string encode(const Fault& fault);

// Of what dgacast says. Views of `bytes`. All throw Malformed.
Opening decode_opening(std::string_view bytes);
PluginValues decode_values(std::string_view bytes);
PeriodsWanted decode_periods_wanted(std::string_view bytes);
std::vector<Period> decode_lists(std::string_view bytes);

// Of what the worker says. All throw Malformed, and take time and memory in proportion to `bytes`.
/// Types are known ones; all else is for PluginFamily to check.
PluginDescription decode_description(std::string_view bytes);
/// At least one, at most three for each of `windows`.
std::vector<PeriodAt> decode_periods(std::string_view bytes, std::size_t windows);
/// Text is one line of printable ASCII, at most 1,000 bytes each; other bytes become \xNN.
Fault decode_fault(std::string_view bytes);
std::string decode_call(std::string_view bytes);
/// The size of a chunk, at most kChunk.
std::size_t decode_chunk_size(std::string_view bytes);

/// Reads the chunks of one answer and hands the names to the borders of their lists.
class NameReader {
 public:
  /// `wanted` lists are made; all must outlive this.
  NameReader(PluginLists& lists, std::size_t wanted) : lists_(lists), wanted_(wanted) {}
  /// Throws what PluginLists::close() throws for a name that breaks a rule, and Malformed: a name without its bytes,
  /// more lists than wanted, a second list or a later one that begins after the first chunk.
  void read(std::string_view chunk);
  /// The number of complete lists. Throws Malformed when there is none, or one has no end.
  std::size_t end() const;

 private:
  PluginLists& lists_;
  std::size_t wanted_, made_ = 0, chunks_ = 0;
  bool inside_ = false;
};

}  // namespace dgacast
