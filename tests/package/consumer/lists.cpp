// SPDX-License-Identifier: Apache-2.0
// What a server or a module for another language does with the library: writes a zone, an index, and looks names up.
#include <dgacast/answers.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

using namespace dgacast;

int main() {
  const auto catalogue = load_catalogue({});
  const Period day{midnight(2017, 1, 13), midnight(2017, 1, 14)};
  const Plan plan = make_plan(catalogue, {.families = {{"chinad"}, {"necurs/*"}}}, day);
  const PublicSuffixes suffixes;
  NameFilter filter{suffixes};
  filter.add_tld("cn", "");
  ListRequest request{suffixes};
  request.format = find_any_format("rpz", "");
  request.info.rpz.origin = "dga.rpz.example";
  RunContext run;
  run.threads = 2;
  run.memory = std::uint64_t{64} << 20;
  const ListResult result = make_list(plan, filter, request, {.path = "consumer.zone"}, run);
  std::printf("%llu names\n", static_cast<unsigned long long>(result.written));

  // Pages of the same names.
  const Collection names = collect(plan, filter, {.provenance = true}, run);
  Collection::Reader page{names, 1};
  page.seek("8f6");
  for (const Entry& entry : page.next()) {
    std::printf("%.*s %s\n", static_cast<int>(entry.domain.size()), entry.domain.data(),
                entry.sources.front().entry->id.c_str());
  }

  // Whose is one of them? The index is a file that any number of threads may ask.
  replace_file("consumer.idx", [&](Output& file) { write_index(plan, catalogue->digest(), file, run); });
  const NameIndex index{MappedFile{"consumer.idx"}, "consumer.idx", catalogue};
  const std::vector<std::string_view> asked{"example.com", "8f6bacmw30xxv6sc.cn"};
  for (const Answer& answer : index.find(asked, run)) {
    std::printf("%.*s %s\n", static_cast<int>(asked[answer.name].size()), asked[answer.name].data(),
                answer.source->entry->id.c_str());
  }

  try {
    make_list(plan, filter, request, {.path = "nowhere/consumer.zone"}, run);
    return 1;
  } catch (const Error& error) {
    std::printf("%s\n", error.issue().where.c_str());
  }
  std::printf("%s\n", dgacast_version());
}
