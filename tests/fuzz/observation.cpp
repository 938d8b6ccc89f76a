// SPDX-License-Identifier: Apache-2.0
// What a family takes from outside: the value of each parameter as the command line gives it, and the file of an
// observation as each family that reads one checks it.
#include "dga/core/family_table.h"
#include "dga/core/json_text.h"
#include "tests/fuzz/every_type.h"
#include "tests/fuzz/target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dgacast;
  static const Catalogue kEveryType = every_type_catalogue(), kCatalogue = Catalogue::builtin();
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const ParameterSpec& parameter : kEveryType.entry("every", "").family->facts().parameters) {
    try {
      SeedBuilder builder = kEveryType.entry("every", "").builder("fuzz", "");
      builder.set_text(parameter.name, text, "--param");
      static_cast<void>(builder.build("--param"));
    } catch (const InputError&) {
    }
  }
  nlohmann::json value = parse_json(text);
  if (value.is_discarded()) value = text;
  for (const Family* family : families()) {
    for (const ParameterSpec& parameter : family->facts().parameters) {
      if (parameter.type != ParameterType::observation) continue;
      try {
        const CatalogueEntry& entry = kCatalogue.entry(family->facts().id, "");
        const Seed seed = entry.make_seed("fuzz", nullptr, {{std::string(parameter.name), value}}, "fuzz.json");
        DomainList names;
        family->generate(seed, family->facts().period.containing(seed, midnight(2026, 11, 24)), names);
      } catch (const InputError&) {
      }
    }
  }
  return 0;
}
