// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_bytes.h"

#include "dga/core/issue.h"

namespace dgacast {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view what, hint;
};
using namespace std::string_view_literals;
constexpr std::string_view kTcpdump = "run 'tcpdump -n -tttt -r FILE port 53' and give what it prints";
constexpr std::string_view kUnpack = "unpack it first, or pack it with gzip or zstd";
constexpr Magic kMagics[] = {
    {"\xD4\xC3\xB2\xA1"sv, "a packet capture", kTcpdump},
    {"\xA1\xB2\xC3\xD4"sv, "a packet capture", kTcpdump},
    {"\x4D\x3C\xB2\xA1"sv, "a packet capture", kTcpdump},
    {"\xA1\xB2\x3C\x4D"sv, "a packet capture", kTcpdump},
    {"\x0A\x0D\x0D\x0A"sv, "a packet capture", kTcpdump},
    {"ElfFile\0"sv, "a Windows event log", "export its events as JSON or CSV, and tell its columns"},
    {"LPKSHHRH"sv, "a systemd journal", "run 'journalctl --file FILE -o short-full' and give what it prints"},
    {"SQLite format 3\0"sv, "an SQLite database", "export its queries as CSV with a header"},
    {"PAR1"sv, "a Parquet file", "export it as CSV or JSON lines"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7z archive", kUnpack}};

}  // namespace

void refuse_binary(std::string_view head, const std::string& name) {
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes))
      throw InputError{{name, "is " + std::string(magic.what), std::string(magic.hint)}};
  }
  if (head.find("protobuf:dnstap.Dnstap") != std::string_view::npos)
    throw InputError{{name, "is dnstap's binary frames", "run 'dnstap-read FILE' and give what it prints"}};
}

}  // namespace dgacast
