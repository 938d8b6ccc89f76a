// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/plugin_exchange.h"

#include <cstring>

#include "dga/plugins/plugin.h"

namespace dgacast {
namespace {

class Writer {
 public:
  template <typename Number>
  Writer& number(Number value) {
    char raw[sizeof value];
    std::memcpy(raw, &value, sizeof value);
    bytes_.append(raw, sizeof value);
    return *this;
  }
  Writer& text(std::string_view text) {
    number(std::uint64_t{text.size()});
    bytes_.append(text);
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <typename Number>
  Number number() {
    Number value;
    std::memcpy(&value, octets(sizeof value).data(), sizeof value);
    return value;
  }
  bool flag() {
    const auto value = number<std::uint8_t>();
    if (value > 1) throw Malformed{};
    return value == 1;
  }
  std::string_view text() { return octets(number<std::uint64_t>()); }
  /// A number of elements that take at least `least` bytes each.
  std::size_t count(std::size_t least) {
    const auto value = number<std::uint64_t>();
    if (value > rest_.size() / least) throw Malformed{};
    return static_cast<std::size_t>(value);
  }
  bool ended() const noexcept { return rest_.empty(); }
  void end() const {
    if (!rest_.empty()) throw Malformed{};
  }

 private:
  std::string_view octets(std::uint64_t size) {
    if (size > rest_.size()) throw Malformed{};
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest_;
};

constexpr std::size_t kLongestText = 1000;  // more than any rule allows; what is longer is refused when it is cut, too

std::string_view cut(std::string_view text) { return text.substr(0, kLongestText); }

std::string printable(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : cut(text)) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= 0x20 && octet < 0x7f) {
      out.push_back(c);
    } else {
      out.append("\\x").append(1, kHex[octet >> 4]).append(1, kHex[octet & 15]);
    }
  }
  return out;
}

Period read_period(Reader& reader) {
  const auto begin = reader.number<std::int64_t>(), end = reader.number<std::int64_t>();
  return {UtcSeconds{std::chrono::seconds{begin}}, UtcSeconds{std::chrono::seconds{end}}};
}

ParameterType type_of(std::uint8_t number) {
  const auto type = static_cast<ParameterType>(number);
  switch (type) {
    case ParameterType::u32:
    case ParameterType::u64:
    case ParameterType::i64:
    case ParameterType::boolean:
    case ParameterType::string:
    case ParameterType::bytes:
    case ParameterType::word_list:
    case ParameterType::number_list:
    case ParameterType::instant:
      return type;
    default:
      throw Malformed{};
  }
}

}  // namespace

std::string message(std::uint32_t kind, std::string_view bytes) {
  return Writer{}.number(kind).number(static_cast<std::uint32_t>(bytes.size())).take().append(bytes);
}

std::string encode(const Opening& opening) {
  return Writer{}
      .number(static_cast<std::uint8_t>(opening.is_script))
      .number(static_cast<std::uint8_t>(opening.needs_filter))
      .number(opening.cpu_seconds)
      .text(opening.path)
      .text(opening.script)
      .take();
}

Opening decode_opening(std::string_view bytes) {
  Reader reader{bytes};
  Opening opening;
  opening.is_script = reader.flag();
  opening.needs_filter = reader.flag();
  opening.cpu_seconds = reader.number<std::uint64_t>();
  opening.path = reader.text();
  opening.script = reader.text();
  reader.end();
  return opening;
}

std::string encode(const PluginValues& values) {
  Writer writer;
  writer.number(std::uint64_t{values.size()});
  for (const PluginValue& value : values) {
    writer.number(static_cast<std::uint8_t>(value.present)).number(value.number).text(value.text);
    writer.number(std::uint64_t{value.words.size()});
    for (const std::string_view word : value.words) writer.text(word);
    writer.number(std::uint64_t{value.numbers.size()});
    for (const std::uint64_t number : value.numbers) writer.number(number);
  }
  return writer.take();
}

PluginValues decode_values(std::string_view bytes) {
  Reader reader{bytes};
  PluginValues values(reader.count(33));
  for (PluginValue& value : values) {
    value.present = reader.flag();
    value.number = reader.number<std::uint64_t>();
    value.text = reader.text();
    value.words.resize(reader.count(8));
    for (std::string_view& word : value.words) word = reader.text();
    value.numbers.resize(reader.count(8));
    for (std::uint64_t& number : value.numbers) number = reader.number<std::uint64_t>();
  }
  reader.end();
  return values;
}

std::string encode(const PeriodsWanted& wanted) {
  return Writer{}.number(wanted.instant).number(wanted.windows).take();
}

PeriodsWanted decode_periods_wanted(std::string_view bytes) {
  Reader reader{bytes};
  PeriodsWanted wanted;
  wanted.instant = reader.number<std::int64_t>();
  wanted.windows = reader.number<std::uint32_t>();
  reader.end();
  if (wanted.windows == 0 || wanted.windows > kMostPeriods) throw Malformed{};
  return wanted;
}

std::string encode(std::span<const Period> periods) {
  Writer writer;
  for (const Period& period : periods) writer.number(unix_time(period.begin)).number(unix_time(period.end));
  return writer.take();
}

std::vector<Period> decode_lists(std::string_view bytes) {
  Reader reader{bytes};
  std::vector<Period> periods;
  while (!reader.ended()) periods.push_back(read_period(reader));
  if (periods.empty() || periods.size() > kMostLists) throw Malformed{};
  return periods;
}

std::string encode(const PluginDescription& description) {
  Writer writer;
  writer.text(cut(description.id))
      .number(static_cast<std::uint8_t>(description.taxonomy))
      .text(cut(description.period));
  writer.number(description.look_back).number(description.most_names);
  writer.number(std::uint64_t{description.parameters.size()});
  for (const PluginDescription::Parameter& one : description.parameters) {
    writer.text(cut(one.name)).number(static_cast<std::uint8_t>(one.type)).number(one.min).number(one.max);
    writer.number(static_cast<std::uint8_t>(one.optional));
  }
  return writer.take();
}

PluginDescription decode_description(std::string_view bytes) {
  Reader reader{bytes};
  PluginDescription description;
  description.id = reader.text();
  const auto taxonomy = reader.number<std::uint8_t>();
  if (taxonomy > static_cast<std::uint8_t>(Taxonomy::tin)) throw Malformed{};
  description.taxonomy = static_cast<Taxonomy>(taxonomy);
  description.period = reader.text();
  description.look_back = reader.number<std::uint64_t>();
  description.most_names = reader.number<std::uint64_t>();
  description.parameters.resize(reader.count(26));
  for (PluginDescription::Parameter& one : description.parameters) {
    one.name = reader.text();
    one.type = type_of(reader.number<std::uint8_t>());
    one.min = reader.number<std::uint64_t>();
    one.max = reader.number<std::uint64_t>();
    one.optional = reader.flag();
  }
  reader.end();
  return description;
}

std::string encode(std::span<const PeriodAt> answers) {
  Writer writer;
  for (const PeriodAt& one : answers) {
    writer.number(unix_time(one.instant)).number(unix_time(one.period.begin)).number(unix_time(one.period.end));
  }
  return writer.take();
}

std::vector<PeriodAt> decode_periods(std::string_view bytes, std::size_t windows) {
  Reader reader{bytes};
  std::vector<PeriodAt> answers;
  while (!reader.ended()) {
    if (answers.size() == 3 * windows) throw Malformed{};
    const UtcSeconds instant{std::chrono::seconds{reader.number<std::int64_t>()}};
    answers.push_back({instant, read_period(reader)});
  }
  if (answers.empty()) throw Malformed{};
  return answers;
}

std::string encode(const Fault& fault) {
  return Writer{}.number(fault.line).text(cut(fault.what)).text(cut(fault.mend)).take();
}

Fault decode_fault(std::string_view bytes) {
  Reader reader{bytes};
  Fault fault;
  fault.line = reader.number<std::uint64_t>();
  fault.what = printable(reader.text());
  fault.mend = printable(reader.text());
  reader.end();
  return fault;
}

std::string decode_call(std::string_view bytes) { return printable(bytes); }

std::size_t decode_chunk_size(std::string_view bytes) {
  Reader reader{bytes};
  const auto size = reader.number<std::uint32_t>();
  reader.end();
  if (size > kChunk) throw Malformed{};
  return size;
}

void NameReader::read(std::string_view chunk) {
  const char* at = chunk.data();
  const char* const end = at + chunk.size();
  ++chunks_;
  PluginNames* names = made_ < wanted_ ? &lists_.names() : nullptr;
  while (at != end) {
    const auto size = static_cast<std::uint8_t>(*at++);
    if (names == nullptr) throw Malformed{};
    if (size == kListEnd) {
      lists_.close();
      ++made_;
      inside_ = false;
      names = made_ < wanted_ ? &lists_.names() : nullptr;
      continue;
    }
    if (size == 0 || size > DGACAST_LONGEST_NAME || size > end - at) throw Malformed{};
    if (!inside_ && made_ > 0 && chunks_ > 1) throw Malformed{};  // memory is bounded by a chunk and one list
    inside_ = true;
    if (!names->add({at, size})) {
      lists_.close();     // throws why
      throw Malformed{};  // not reached
    }
    at += size;
  }
}

std::size_t NameReader::end() const {
  if (made_ == 0 || inside_) throw Malformed{};
  return made_;
}

}  // namespace dgacast
