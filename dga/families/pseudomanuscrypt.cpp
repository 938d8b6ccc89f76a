// SPDX-License-Identifier: Apache-2.0
// PseudoManuscrypt: a chain of .com names, each the MD5 of the one before. Facts, seeds and sources:
// dga/catalogue/pseudomanuscrypt.json
#include <algorithm>
#include <array>
#include <string>

#include "dga/core/simple_family.h"
#include "dga/families/shared/count_parameter.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::string_view kLetters = "abcdefghijmnopqr";  // for the hex digits 0 to 15
constexpr std::size_t kLabel = 10;
constexpr std::size_t kFirstOctet = 4;  // of the digest, from which the label is made
constexpr ParameterSpec kParameters[] = {{.name = "init", .type = ParameterType::string, .min = 1, .max = 253},
                                         {.name = "key", .type = ParameterType::string, .max = 1'000},
                                         kCountParameter};

void append_utf16(std::string& out, std::string_view ascii) {
  for (const char c : ascii) out.append({c, '\0'});
}

void check(const Seed& seed, std::string_view where) {
  for (const std::string_view name : {"init", "key"}) {
    const std::string_view text = seed.text(name);
    if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) continue;
    throw InputError{{std::string(where),
                      "pseudomanuscrypt/" + seed.id() + ": parameter '" + std::string(name) + "' is " + quote(text),
                      "give ASCII: no sample with anything else is known"}};
  }
}

void generate(const Seed& seed, const Period&, DomainList& out) {
  const std::string_view key = seed.text("key");
  const std::uint32_t count = seed.u32("count");
  std::string message;
  append_utf16(message, seed.text("init"));
  for (std::uint32_t index = 0; index < count; ++index) {
    append_utf16(message, ",");
    append_utf16(message, key);
    const Md5Digest digest = md5(message);
    std::array<char, kLabel> label;
    for (std::size_t i = 0; i < kLabel; ++i) {
      const std::uint32_t octet = digest[kFirstOctet + i / 2];
      label[i] = kLetters[i % 2 == 0 ? octet >> 4 : octet & 0xF];
    }
    out.put({label.data(), label.size()});
    out.put(".com");
    out.end();
    message.clear();
    append_utf16(message, {label.data(), label.size()});
    append_utf16(message, ".com");
  }
}

constexpr SimpleFamily kFamily{
    {.id = "pseudomanuscrypt", .taxonomy = Taxonomy::tid, .period = PeriodRule::unbounded(), .parameters = kParameters},
    generate,
    check};

}  // namespace

const Family& pseudomanuscrypt() noexcept { return kFamily; }
}  // namespace dgacast
