// SPDX-License-Identifier: Apache-2.0
// One JSON object a line: our own lists (domain, family, seed, valid_from, valid_until), and IntelMQ's events.
#include <array>

#include "blocklists/lists/imports/import_form.h"
#include "dga/core/issue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

/// Our keys and IntelMQ's.
struct Keys {
  const char *domain, *family, *seed, *from, *until;
};
constexpr std::array<Keys, 2> kKeys{
    {{"domain", "family", "seed", "valid_from", "valid_until"},
     {"source.fqdn", "extra.family", "extra.seed", "time.source", "extra.valid_until"}}};

const Keys* keys_of(const Json& object) {
  for (const Keys& keys : kKeys) {
    if (!member(object, keys.domain).is_null()) return &keys;
  }
  return nullptr;
}

bool fits(const ImportText& text) {
  return text.first_line().starts_with('{') && keys_of(parse_json(text.first_line())) != nullptr;
}

void read(const ImportText& text, ImportRows& rows) {
  text.each_line([&](std::string_view line, std::size_t number) {
    const Json object = parse_json(line);
    const Keys* const keys = keys_of(object);
    if (keys == nullptr) text.fail(number, "is not an object with a \"domain\"", "give one JSON object a line");
    const auto word = [&](const char* key) -> std::string_view {
      const Json& value = member(object, key);
      if (!value.is_null() && !value.is_string())
        text.fail(number, std::string("\"") + key + "\" is not a string", "give a string");
      return text_of(value);
    };
    ImportRow row{word(keys->domain), word(keys->family), word(keys->seed), {}, {}, number};
    if (row.family.empty() && keys == &kKeys[1]) row.family = word("malware.name");
    if (!word(keys->from).empty()) row.from = text.instant(word(keys->from), number);
    if (!word(keys->until).empty()) {
      row.until = text.instant(word(keys->until), number);
    } else if (keys == &kKeys[1] && !row.seed.empty()) {
      row.until = kUnbounded.end;  // an event of ours has no end where the name has none
    }
    rows.take(row);
  });
}

}  // namespace

ImportForm import_json_lines() noexcept {
  return {.id = "jsonl", .title = "JSON lines with the same keys, or IntelMQ's", .fits = fits, .read = read};
}

}  // namespace dgacast
