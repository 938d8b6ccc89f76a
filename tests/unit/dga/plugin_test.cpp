// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "dga/core/calendar.h"
#include "dga/plugins/open_plugin.h"
#include "dga/plugins/plugin_exchange.h"
#include "dga/plugins/plugin_family.h"

namespace dgacast {
namespace {

using std::chrono::days;
using std::chrono::seconds;

constexpr UtcSeconds kStart = midnight(2026, 11, 24);

/// A family of one list a day, whose generate has this body.
std::string script(const std::string& body) {
  return "function describe() return {abi = 1, id = 'probe', taxonomy = 'TDD', period = '1 day', most_names = 100000} "
         "end\n"
         "function period(values, t) return t // 86400 * 86400, t // 86400 * 86400 + 86400 end\n"
         "function generate(values, first, after, add)\n" +
         body + "\nend\n";
}

PluginHost host() {
  PluginHost host;
  host.worker = DGACAST_TEST_WORKER;
  return host;
}

/// Lists of successive days.
struct Days {
  explicit Days(std::size_t count) : lists(count) {
    for (std::size_t i = 0; i < count; ++i) {
      const UtcSeconds begin = kStart + days{i};
      orders.push_back({&seed, {begin, begin + days{1}}, &lists[i]});
    }
  }
  Seed seed = SeedBuilder{"probe", "seed", {}}.build("");
  std::vector<DomainList> lists;
  std::vector<ListOrder> orders;
};

/// What is thrown.
template <typename Work>
std::string message_of(Work work) {
  try {
    work();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a plugin makes small lists together, and large ones one by one") {
  Days wanted{10};
  const PluginFamily small{"x.lua", open_plugin("x.lua", script("add('n' .. first .. '.com')"), host())};
  CHECK(small.generate_some(wanted.orders) == 10);
  CHECK(wanted.lists[9][0] == "n1796256000.com");
  Days again{10};
  const PluginFamily large{
      "x.lua", open_plugin("x.lua", script("for i = 1, 30000 do add(i .. '.' .. first .. '.com') end"), host())};
  CHECK(large.generate_some(again.orders) == 1);
  generate_all(large, again.orders.size() > 1 ? std::span{again.orders}.subspan(1) : std::span{again.orders});
  for (const DomainList& list : again.lists) CHECK(list.size() == 30000);
}

TEST_CASE("a list of several that breaks a rule is the one that is named") {
  Days wanted{10};
  const PluginFamily family{"x.lua",
                            open_plugin("x.lua", script("add(first == 1795737600 and 'BAD' or 'good')"), host())};
  CHECK(
      message_of([&] { generate_all(family, wanted.orders); }) ==
      "x.lua:4: the list of probe/seed from 2026-11-27T00:00:00Z: name 0 is 'BAD'; names are printable ASCII in lower "
      "case; a name beyond ASCII is given as xn--");
  CHECK(wanted.lists[2].size() == 1);
}

TEST_CASE("the limits of a call and of all calls") {
  Days wanted{10};
  const std::string busy = script("for i = 1, 60000000 do end");  // 0.2 to 2 s
  PluginHost limits = host();
  limits.call_limit = seconds{0};
  CHECK(
      message_of([&] { open_plugin("x.lua", busy, limits); }) ==
      "x.lua: does not answer within 0 seconds when it is loaded and described; end the loop, or do less in one call");
  limits = host();
  limits.run_limit = seconds{1};
  const PluginFamily family{"x.lua", open_plugin("x.lua", busy, limits)};
  const std::string said = message_of([&] { generate_all(family, wanted.orders); });
  INFO(said);
  // On a slow machine the limit comes amid a call, on a fast one between two.
  CHECK((said == "x.lua: its calls took more than 1 seconds in this run; ask for a shorter range of dates, or make the "
                 "plugin faster" ||
         said.starts_with("x.lua: needs more CPU time than the run has")));
}

TEST_CASE("what looks while a plugin is waited for may end it") {
  struct Stop {};
  PluginHost stopping = host();
  stopping.look = [] { throw Stop{}; };
  CHECK_THROWS_AS(open_plugin("x.lua", script(""), stopping), Stop);
}

TEST_CASE("the program that runs plugins is missing") {
  PluginHost nowhere;
  nowhere.worker = "/nowhere/worker";
  CHECK(message_of([&] { open_plugin("x.lua", script(""), nowhere); }) ==
        "/nowhere/worker: cannot be started: No such file or directory; install all of dgacast: this program runs the "
        "plugin 'x.lua'");
}

TEST_CASE("each octet of a name is looked at, wherever it stands") {
  for (std::size_t size = 1; size <= 20; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int octet = 0; octet < 256; ++octet) {
        std::string name(size, '-');
        name[at] = static_cast<char>(octet);
        const bool good =
            octet >= 0x21 && octet <= 0x7E && !(octet >= 'A' && octet <= 'Z') && !(octet == '.' && at + 1 == size);
        DomainList list;
        PluginNames names{list, 1};
        CHECK_MESSAGE(names.add(name) == good, size, " ", at, " ", octet);
      }
    }
  }
}

TEST_CASE("values and descriptions come over as they were") {
  PluginValues values(3);
  values[0] = {.present = true, .number = 7, .text = std::string_view{"a\0b", 3}, .words = {}, .numbers = {}};
  values[2] = {.present = true, .number = 0, .text = {}, .words = {"x", ""}, .numbers = {1, 2}};
  const std::string bytes = encode(values);
  const PluginValues read = decode_values(bytes);
  REQUIRE(read.size() == 3);
  CHECK((read[0].number == 7 && read[0].text == values[0].text && !read[1].present));
  CHECK((read[2].words == values[2].words && read[2].numbers == values[2].numbers));
  const PluginDescription description{
      .id = "a",
      .taxonomy = Taxonomy::tin,
      .period = "b",
      .look_back = 1,
      .most_names = 2,
      .parameters = {{.name = "c", .type = ParameterType::word_list, .min = 3, .max = 4, .optional = true}}};
  const std::string described = encode(description);
  CHECK(decode_description(described) == description);
  for (std::size_t size = 0; size < described.size(); ++size)
    CHECK_THROWS_AS(decode_description(described.substr(0, size)), Malformed);
}

}  // namespace dgacast
