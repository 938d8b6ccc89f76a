// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/feed_floor.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "blocklists/feed/serial.h"
#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMost = std::size_t{1}
                              << 20;  // of a file that was tampered with; two lines have some hundred bytes

class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : path_(path), number_(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {
    if (number_ < 0) fail();
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const noexcept { return number_; }
  [[noreturn]] void fail() const {
    const int error = errno;
    throw InputError{
        {path_, std::string("cannot be read and written: ") + std::strerror(error),
         error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a place that you may write to"}};
  }

 private:
  const std::string& path_;
  int number_;
};

std::optional<Published> parse_line(std::string_view line) {
  const Json json = parse_json(line);
  const Json& serials = member(json, "serials");
  const auto fits = [](const Json& value) { return number_of(value, UINT64_MAX) <= UINT32_MAX; };
  if (!fits(member(json, "number")) || !serials.is_object()) return std::nullopt;
  Published published{static_cast<std::uint32_t>(number_of(member(json, "number"))), {}};
  for (const auto& [output, serial] : serials.items()) {
    if (fits(serial)) published.serials.emplace(output, static_cast<std::uint32_t>(number_of(serial)));
  }
  return published;
}

}  // namespace

void Published::raise(std::uint32_t issue) { number = std::max(number, issue); }

void Published::raise(const std::string& output, std::uint32_t serial) {
  const auto [found, fresh] = serials.emplace(output, serial);
  if (!fresh && newer_serial(serial, found->second)) found->second = serial;
}

void Published::raise(const Published& other) {
  raise(other.number);
  for (const auto& [output, serial] : other.serials) raise(output, serial);
}

Published read_floor(const std::string& path, std::optional<std::uint32_t> except) {
  const Descriptor file{path};
  std::string text(kMost, '\0');
  const ssize_t size = uninterrupted([&] { return ::pread(file.number(), text.data(), text.size(), 0); });
  if (size < 0) file.fail();
  std::string_view left = std::string_view{text}.substr(0, static_cast<std::size_t>(size));
  Published floor;
  while (!left.empty()) {
    const auto end = std::min(left.find('\n'), left.size());
    const auto line = parse_line(left.substr(0, end));
    if (line && line->number != except) floor.raise(*line);
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return floor;
}

void write_floor(const std::string& path, std::span<const Published> lines) {
  std::string text;
  for (const Published& line : lines)
    text += json_text(Json{{"number", line.number}, {"serials", line.serials}}) + "\n";
  const Descriptor file{path};
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = uninterrupted(
        [&] { return ::pwrite(file.number(), text.data() + done, text.size() - done, static_cast<off_t>(done)); });
    if (count < 0) file.fail();
    done += static_cast<std::size_t>(count);
  }
  if (uninterrupted([&] { return ::ftruncate(file.number(), static_cast<off_t>(text.size())); }) != 0) file.fail();
  if (uninterrupted([&] { return ::fsync(file.number()); }) != 0) file.fail();
}

}  // namespace dgacast
