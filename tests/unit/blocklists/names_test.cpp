// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "blocklists/engine/name_filter.h"
#include "blocklists/names/hostname.h"
#include "blocklists/names/public_suffix.h"
#include "dga/core/issue.h"

namespace dgacast {

namespace {

/// As RFC 1123 has it, octet by octet, without A-labels and hyphens: what check_name() looks at eight octets at once.
bool is_plain_host(const std::string& name) {
  std::size_t label = 0, labels = 1;
  for (const char c : name) {
    if (c == '.') {
      if (label == 0) return false;
      label = 0;
      ++labels;
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      if (++label > 63) return false;
    } else {
      return false;
    }
  }
  return label > 0 && labels > 1 && name.size() <= 253;
}

}  // namespace

TEST_CASE("check_name judges names of letters and digits as an octet by octet test does") {
  std::mt19937 random{11};
  std::size_t good = 0;
  for (int i = 0; i < 300'000; ++i) {
    std::string name(1 + random() % 100, 'a');
    for (char& c : name) c = random() % 24 == 0 ? '.' : "az09mq5"[random() % 7];
    // A third with one octet of any value.
    if (i % 3 == 0) name[random() % name.size()] = static_cast<char>(random() % 256);
    if (name.find('-') != std::string::npos) continue;
    const bool plain = is_plain_host(name);
    good += plain ? 1 : 0;
    if ((check_name(name) == NameFault::none) != plain) FAIL(name);
  }
  CHECK(good > 50'000);
}

TEST_CASE("check_name finds the first fault") {
  const std::string label63(63, 'a'), label64(64, 'a');
  const std::string long253 = label63 + "." + label63 + "." + label63 + "." + std::string(61, 'b');
  struct Row {
    std::string name;
    NameFault fault;
  };
  const Row rows[] = {
      {"example.com", NameFault::none},
      {"0.cn", NameFault::none},
      {"a-b.c-d.example", NameFault::none},
      {"a--b.example", NameFault::none},
      {"ab--c.cn", NameFault::hyphen},
      {"-a.cn", NameFault::hyphen},
      {"a-.cn", NameFault::hyphen},
      {"a_b.cn", NameFault::bad_character},
      {"A.cn", NameFault::bad_character},
      {"a[1].bazar", NameFault::bad_character},
      {"\xE5\x85\xAC.cn", NameFault::bad_character},
      {"xn--55qx5d.cn", NameFault::none},
      {"xn--zz.cn", NameFault::not_idna},
      {"xn--.cn", NameFault::hyphen},
      {"a..b", NameFault::empty_label},
      {".cn", NameFault::empty_label},
      {"cn.", NameFault::empty_label},
      {"", NameFault::empty},
      {"com", NameFault::single_label},
      {label63 + ".cn", NameFault::none},
      {label64 + ".cn", NameFault::long_label},
      {long253, NameFault::none},
      {long253 + "b", NameFault::long_name},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(to_text(check_name(row.name)) == to_text(row.fault));
  }
}

TEST_CASE("canonical_name takes what people write") {
  CHECK(canonical_name("Example.COM.") == "example.com");
  CHECK(canonical_name(".cn") == "cn");
  CHECK(canonical_name("\xE5\x85\xAC\xE5\x8F\xB8.cn") == "xn--55qx5d.cn");
  CHECK(canonical_name("fa\xC3\x9F.de") == "xn--fa-hia.de");  // non-transitional: no "fass"
  CHECK_FALSE(canonical_name("a b"));
  CHECK_FALSE(canonical_name("a..b"));
  CHECK_FALSE(canonical_name(""));
  CHECK_FALSE(canonical_name(std::string(5000, 'a')));
}

TEST_CASE("public suffixes of both sections, wildcards and exceptions") {
  const PublicSuffixes suffixes;
  CHECK(suffixes.suffix_of("example.com") == "com");
  CHECK(suffixes.suffix_of("a.example.co.uk") == "co.uk");
  CHECK(suffixes.suffix_of("x.github.io") == "github.io");
  CHECK(suffixes.suffix_of("example.ck") == "example.ck");
  CHECK(suffixes.suffix_of("www.ck") == "ck");
  CHECK(suffixes.suffix_of("x.bazar") == "bazar");
  CHECK(suffixes.is_suffix("co.uk"));
  CHECK(suffixes.is_suffix("github.io"));
  CHECK_FALSE(suffixes.is_suffix("example.co.uk"));
  CHECK_FALSE(suffixes.is_suffix("x.bazar"));
}

// A compiled list asks libpsl for each name; that of a text skips libpsl where no rule can fit.
TEST_CASE("the text of the list and its compiled form give each name the same suffix") {
  const std::string folder = "/usr/share/publicsuffix/public_suffix_list";
  if (!std::filesystem::exists(folder + ".dat") || !std::filesystem::exists(folder + ".dafsa")) {
    MESSAGE("left out: the package publicsuffix is not installed");
    return;
  }
  const PublicSuffixes text{folder + ".dat"}, compiled{folder + ".dafsa"};
  std::size_t differences = 0, asked = 0;
  const auto compare = [&](const std::string& name) {
    ++asked;
    if (text.suffix_of(name) == compiled.suffix_of(name)) return;
    if (++differences < 10) FAIL_CHECK(name << ": " << text.suffix_of(name) << ", " << compiled.suffix_of(name));
  };
  std::vector<std::string> rules;
  std::ifstream file{folder + ".dat"};
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with("//")) continue;
    const auto rule = canonical_name(line.substr(line.starts_with("*.") ? 2 : line.starts_with("!") ? 1 : 0));
    if (rule) rules.push_back(*rule);
  }
  REQUIRE(rules.size() > 5000);
  std::mt19937 random{26};
  const auto label = [&random] {
    std::string made;
    for (auto left = 1 + random() % 20; left > 0; --left)
      made.push_back("abcdefghijklmnopqrstuvwxyz0123456789"[random() % 36]);
    return made;
  };
  for (const std::string& rule : rules) {
    compare(rule);
    compare(label() + "." + rule);
    compare(label() + "." + label() + "." + rule);
    compare("a" + rule);
    compare(rule.substr(1 + random() % 2));
  }
  for (std::size_t i = 0; i < 1'000'000; ++i) {
    std::string name = label() + "." + rules[random() % rules.size()];
    if (i % 2 == 0) name.replace(0, name.rfind('.'), label());  // right below the TLD
    compare(name);
  }
  CHECK(differences == 0);
  CHECK(asked > 1'000'000);
}

TEST_CASE("the filter joins top-level domains and public suffixes") {
  const PublicSuffixes suffixes;
  NameFilter filter{suffixes};
  CHECK(filter.passes("anything.example"));
  filter.add_tld(".CN", "--tld");
  filter.add_suffix("co.uk", "--suffix");
  CHECK(filter.passes("a.cn"));
  CHECK(filter.passes("a.com.cn"));
  CHECK(filter.passes("a.co.uk"));
  CHECK_FALSE(filter.passes("a.uk"));
  CHECK_FALSE(filter.passes("cn.com"));
  CHECK_FALSE(filter.passes("a.xcn"));
  CHECK_THROWS_AS(filter.add_tld("co.uk", "--tld"), InputError);
}

}  // namespace dgacast
