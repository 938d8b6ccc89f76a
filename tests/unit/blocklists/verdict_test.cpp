// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/verdict.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "blocklists/names/hostname.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

const PublicSuffixes& suffixes() {
  static const PublicSuffixes kSuffixes;
  return kSuffixes;
}

std::string words(Flags flags) {
  std::string text;
  for (std::size_t i = 0; i < kFlags; ++i) {
    if (flags.has(static_cast<Flag>(i))) text.append(text.empty() ? "" : "|").append(to_text(static_cast<Flag>(i)));
  }
  return text;
}

/// "suffix registrable actor flags", - for what is empty.
std::string judged(Judge& judge, std::string_view name) {
  const Verdict verdict = judge.judge(name);
  const auto shown = [](std::string_view text) { return text.empty() ? std::string("-") : std::string(text); };
  return shown(verdict.suffix) + " " + shown(verdict.registrable) + " " + std::string(to_text(verdict.actor)) + " " +
         shown(words(verdict.flags));
}

struct TemporaryFile {
  explicit TemporaryFile(std::string_view text)
      : path(std::filesystem::temp_directory_path() / ("dgacast_verdict_" + std::to_string(::getpid()))) {
    std::ofstream(path) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("who acts on a name, and what is notable of it") {
  Judge judge{suffixes(), TldFacts::builtin()};
  struct Row {
    std::string_view name, verdict;
  };
  const Row rows[] = {
      // the registry of the suffix, with the name below it reduced
      {"8f6bacmw30xxv6sc.cn", "cn 8f6bacmw30xxv6sc.cn registry -"},
      {"example.com.cn", "com.cn example.com.cn registry -"},
      {"a.b.com.cn", "com.cn b.com.cn registry below_registrable"},
      {"a.b.c.example.co.uk", "co.uk example.co.uk registry below_registrable"},
      {"www.ck", "ck www.ck registry -"},
      {"a.www.ck", "ck www.ck registry below_registrable"},
      {"b.x.ck", "x.ck b.x.ck registry -"},
      {"city.kawasaki.jp", "kawasaki.jp city.kawasaki.jp registry -"},
      // suffixes themselves
      {"com.cn", "com.cn - resolver public_suffix"},
      {"x.ck", "x.ck - resolver public_suffix"},
      {"github.io", "github.io - resolver public_suffix"},
      {"mooo.com", "mooo.com - resolver public_suffix"},
      // providers: in the private section, in the own list, in both
      {"x.github.io", "github.io x.github.io provider -"},
      {"qrpt.mooo.com", "mooo.com qrpt.mooo.com provider -"},
      {"www.qrpt.mooo.com", "mooo.com qrpt.mooo.com provider below_registrable"},
      {"xmooo.com", "com xmooo.com registry -"},
      {"x.ddns.net", "ddns.net x.ddns.net provider -"},
      {"x.dyndns.org", "dyndns.org x.dyndns.org provider -"},
      {"x.co.cc", "co.cc x.co.cc provider -"},
      {"x.3322.org", "3322.org x.3322.org provider -"},
      {"x.chickenkiller.com", "chickenkiller.com x.chickenkiller.com provider -"},
      // nobody but a resolver
      {"qxyj.bit", "bit qxyj.bit resolver undelegated_tld"},
      {"amcfdm.bazar", "bazar amcfdm.bazar resolver undelegated_tld"},
      {"x.y.nosuchtld", "nosuchtld y.nosuchtld resolver undelegated_tld|below_registrable"},
      {"x.onion", "onion x.onion resolver special_use_tld"},
      {"x.test", "test x.test resolver special_use_tld"},
      {"x.yu", "yu x.yu resolver retired_tld"},
      // the rules of registries
      {"a--b.cn", "cn a--b.cn registry consecutive_hyphens"},
      {"a--b.com", "com a--b.com registry -"},
      {"a.cn", "cn a.cn registry -"},
      {"189.cn", "cn 189.cn registry -"},
      {"x.gov.cn", "gov.cn x.gov.cn registry restricted_suffix"},
      {"x.zj.cn", "zj.cn x.zj.cn registry -"},
      {"xn--55qx5d.com.cn", "com.cn xn--55qx5d.com.cn registry idn_refused"},
      {"x.xn--55qx5d.cn", "xn--55qx5d.cn x.xn--55qx5d.cn registry -"},
      {"x.xn--fiqs8s", "xn--fiqs8s x.xn--fiqs8s registry -"},
      {"ab.info", "info ab.info registry too_short"},
      {"123.ie", "ie 123.ie registry digits_only"},
      {"12a.ie", "ie 12a.ie registry -"},
      {"12345a.us", "us 12345a.us registry reserved"},
      {"1234a.us", "us 1234a.us registry -"},
      {"1-800-x.us", "us 1-800-x.us registry reserved"},
      {"fr.eu", "eu fr.eu registry reserved"},
      {"qq.eu", "eu qq.eu registry -"},
  };
  for (const int round : {0, 1}) {  // the second time from what the judge remembers
    for (const Row& row : rows) {
      INFO(round << " " << row.name);
      REQUIRE(check_name(row.name) == NameFault::none);
      CHECK(judged(judge, row.name) == row.verdict);
    }
  }
}

TEST_CASE("all second levels of .cn are the registry's, three of them restricted") {
  Judge judge{suffixes(), TldFacts::builtin()};
  const std::string_view levels[] = {"ac", "com", "edu", "gov", "mil", "net",        "org",        "ah",        "bj",
                                     "cq", "fj",  "gd",  "gs",  "gx",  "gz",         "ha",         "hb",        "he",
                                     "hi", "hk",  "hl",  "hn",  "jl",  "js",         "jx",         "ln",        "mo",
                                     "nm", "nx",  "qh",  "sc",  "sd",  "sh",         "sn",         "sx",        "tj",
                                     "tw", "xj",  "xz",  "yn",  "zj",  "xn--55qx5d", "xn--io0a7i", "xn--od0alg"};
  for (const std::string_view level : levels) {
    const std::string suffix = std::string(level) + ".cn", name = "qwpoeriu." + suffix;
    INFO(name);
    const Verdict verdict = judge.judge(name);
    CHECK(verdict.suffix == suffix);
    CHECK(verdict.actor == Actor::registry);
    CHECK(verdict.tld->registry == "CNNIC");
    CHECK(verdict.flags.has(Flag::restricted_suffix) == (level == "edu" || level == "gov" || level == "mil"));
  }
  for (const std::string_view tld : {"xn--fiqs8s", "xn--fiqz9s", "xn--55qx5d", "xn--io0a7i"}) {
    CHECK(judge.judge("a." + std::string(tld)).tld->registry == "CNNIC");
    CHECK(judge.judge("a." + std::string(tld)).status == TldStatus::delegated);
  }
}

// The published rules of publicsuffix.org ("Format": matching and the algorithm), as data of our own: name, and its
// registrable domain or nothing.
TEST_CASE("the registrable domain by the published rules of the Public Suffix List") {
  struct Row {
    std::string_view name, registrable;
  };
  const Row rows[] = {
      // a rule of one label
      {"domain.biz", "domain.biz"},
      {"b.domain.biz", "domain.biz"},
      {"a.b.domain.biz", "domain.biz"},
      // a TLD with rules of two labels
      {"example.com", "example.com"},
      {"b.example.com", "example.com"},
      {"uk.com", ""},
      {"example.uk.com", "example.uk.com"},
      {"a.b.example.uk.com", "example.uk.com"},
      {"test.ac", "test.ac"},
      // a TLD with a wildcard only
      {"c.mm", ""},
      {"b.c.mm", "b.c.mm"},
      {"a.b.c.mm", "b.c.mm"},
      // a TLD with rules of one to three labels
      {"test.jp", "test.jp"},
      {"www.test.jp", "test.jp"},
      {"ac.jp", ""},
      {"test.ac.jp", "test.ac.jp"},
      {"kyoto.jp", ""},
      {"test.kyoto.jp", "test.kyoto.jp"},
      {"ide.kyoto.jp", ""},
      {"b.ide.kyoto.jp", "b.ide.kyoto.jp"},
      {"a.b.ide.kyoto.jp", "b.ide.kyoto.jp"},
      {"c.kobe.jp", ""},
      {"b.c.kobe.jp", "b.c.kobe.jp"},
      {"a.b.c.kobe.jp", "b.c.kobe.jp"},
      {"city.kobe.jp", "city.kobe.jp"},
      {"www.city.kobe.jp", "city.kobe.jp"},
      // a wildcard with an exception
      {"test.ck", ""},
      {"b.test.ck", "b.test.ck"},
      {"a.b.test.ck", "b.test.ck"},
      {"www.ck", "www.ck"},
      {"www.www.ck", "www.ck"},
      // rules of three labels
      {"test.us", "test.us"},
      {"ak.us", ""},
      {"test.ak.us", "test.ak.us"},
      {"www.test.ak.us", "test.ak.us"},
      {"k12.ak.us", ""},
      {"test.k12.ak.us", "test.k12.ak.us"},
      {"www.test.k12.ak.us", "test.k12.ak.us"},
      // A-labels
      {"xn--85x722f.com.cn", "xn--85x722f.com.cn"},
      {"xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"},
      {"www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"},
      {"shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn"},
      {"xn--55qx5d.cn", ""},
      {"xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s"},
      {"www.xn--85x722f.xn--fiqs8s", "xn--85x722f.xn--fiqs8s"},
      // by the default rule
      {"example.example", "example.example"},
      {"b.example.example", "example.example"},
  };
  Judge judge{suffixes(), TldFacts::builtin()};
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(judge.judge(row.name).registrable == row.registrable);
  }
}

TEST_CASE("a list of one's own takes the place of the system's") {
  const TemporaryFile file{
      "// VERSION: 2031-05-06_00-00-00_UTC\n// ===BEGIN ICANN DOMAINS===\ncom\nnewtld\nreg.cn\n"
      "// ===END ICANN DOMAINS===\n// ===BEGIN PRIVATE DOMAINS===\nzone.com\n// ===END PRIVATE DOMAINS===\n"};
  const PublicSuffixes own{file.path.string()};
  CHECK(own.date() == "2031-05-06");
  CHECK(own.source() == file.path.string());
  Judge judge{own, TldFacts::builtin()};
  CHECK(judged(judge, "a.newtld") == "newtld a.newtld registry -");
  CHECK(judged(judge, "a.com.cn") == "cn com.cn registry below_registrable|unlisted_suffix");
  CHECK(judged(judge, "a.reg.cn") == "reg.cn a.reg.cn registry -");
  CHECK(judged(judge, "a.zone.com") == "zone.com a.zone.com provider -");
  CHECK(judged(judge, "a.org") == "org a.org registry unlisted_suffix");
  CHECK(judged(judge, "a.bit") == "bit a.bit resolver undelegated_tld");
}

TEST_CASE("what is no Public Suffix List is refused") {
  const TemporaryFile page{"<html>Not found</html>\n"};
  CHECK_THROWS_AS(PublicSuffixes{page.path.string()}, InputError);
  const TemporaryFile empty{"// ===BEGIN ICANN DOMAINS===\n// ===END ICANN DOMAINS===\n"};
  CHECK_THROWS_AS(PublicSuffixes{empty.path.string()}, InputError);
  CHECK_THROWS_AS(PublicSuffixes{"/nonexistent/list.dat"}, InputError);
}

TEST_CASE("facts have their dates, and the default list a date too") {
  const TldFacts& facts = TldFacts::builtin();
  CHECK(facts.root_date() == "2026-08-11");
  CHECK(facts.rules_date().size() == 10);
  CHECK(facts.zones_date().size() == 10);
  CHECK(suffixes().date().size() == 10);
  CHECK(facts.find("cn").status == TldStatus::delegated);
  CHECK(facts.find("museum").status == TldStatus::delegated);
  CHECK(facts.find("bit").status == TldStatus::never_delegated);
  REQUIRE(facts.find_zone("mooo.com") != nullptr);
  CHECK(facts.find_zone("mooo.com")->kind == "dynamic DNS");
  CHECK(facts.find_zone("mooo.com")->provider == "FreeDNS (afraid.org)");
  REQUIRE(facts.find_zone("uy.com") != nullptr);
  CHECK(facts.find_zone("uy.com")->provider.empty());
  CHECK(facts.find_zone("example.com") == nullptr);
  CHECK(facts.find("com").registered_names > facts.find("zw").registered_names);
  CHECK(facts.find("zw").registered_names > 0);
  CHECK(facts.find("bit").registered_names == 0);
}

TEST_CASE("words for actors and flags") {
  CHECK(parse_actor("provider", "--authority") == Actor::provider);
  CHECK_THROWS_WITH_AS(
      parse_actor("registrar", "--authority"),
      "--authority: unknown authority 'registrar'; did you mean 'registry'? give one of registry, provider, "
      "resolver",
      InputError);
  for (std::size_t i = 0; i < kFlags; ++i) {
    const Flag flag = static_cast<Flag>(i);
    CHECK(parse_flag(to_text(flag), "") == flag);
  }
}

}  // namespace dgacast
