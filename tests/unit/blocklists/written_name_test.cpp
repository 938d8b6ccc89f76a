// SPDX-License-Identifier: Apache-2.0
#include "blocklists/names/written_name.h"

#include <doctest/doctest.h>

namespace dgacast {
namespace {

std::string meant(std::string_view text) {
  std::string scratch;
  return std::string(meant_name(text, scratch));
}

TEST_CASE("a pasted name is the name that is meant") {
  constexpr std::string_view kSpellings[] = {"evil.example",
                                             " evil.example\t",
                                             "evil.example\r",
                                             "evil[.]example",
                                             "evil[.example",
                                             "evil.]example",
                                             "evil(.)example",
                                             "evil{.}example",
                                             "evil[dot]example",
                                             "evil (dot) example",
                                             "evil dot example",
                                             "evil [.] example",
                                             "evil\\.example",
                                             "hxxp://evil.example",
                                             "hxxps[:]//evil[.]example/a/b.php?x=y#z",
                                             "HXXP[://]evil[.]example",
                                             "http:\\/\\/evil.example\\/gate.php",
                                             "fxp://evil.example/",
                                             "//evil.example/x",
                                             "https://user:secret@evil.example:8443/",
                                             "evil.example:443",
                                             "evil.example/gate.php",
                                             "evil.example?x",
                                             "someone@evil.example",
                                             "someone[@]evil[.]example",
                                             "\"evil.example\"",
                                             "'evil.example',",
                                             "`evil.example`",
                                             "<http://evil.example/>",
                                             "(evil.example)",
                                             "[evil.example]",
                                             "- evil.example",
                                             "* evil[.]example",
                                             "evil.example # seen 2026",
                                             "evil.example // seen",
                                             "evil.example ; seen",
                                             "*.evil.example",
                                             ".evil.example",
                                             "evil.example,",
                                             "\"evil.example\";",
                                             "\xEF\xBB\xBF"
                                             "evil.example",
                                             "\xC2\xA0"
                                             "evil.example\xE2\x80\x8B"};
  for (const std::string_view spelling : kSpellings) {
    CAPTURE(std::string(spelling));
    CHECK(meant(spelling) == "evil.example");
  }
}

TEST_CASE("bare names stay as they are") {
  for (const std::string_view name : {"WwW.Evil.Example.", "9go4s..com.bn", "]`begizadegq.bazaar", "^_`x.bazaar",
                                      "a_b-.c", "m\xC3\xBCnchen.example", "localhost"}) {
    CAPTURE(std::string(name));
    CHECK(meant(name) == name);
    CHECK(could_be_name(name));
  }
}

TEST_CASE("comments and blank lines mean nothing") {
  for (const std::string_view text : {"", "  ", "# comment", "; comment", "// comment", "\xEF\xBB\xBF", "\t\r"})
    CHECK(meant(text).empty());
}

TEST_CASE("what means no name is no name") {
  for (const std::string_view text : {"evil example", "evil.example,srizbi,2008", "evil.example\tsrizbi", "192.0.2.1",
                                      "2001:db8::1", "[2001:db8::1]:443", "192.0.2.1:80", "http://192.0.2.1/x", "12345",
                                      "a=b.com", "evil.example|x", "d41d8cd98f00b204e9800998ecf8427e  file.exe",
                                      "evil<x.com", "evil\x01.com", "evil\x1b[2J.com", "\"evil.com", "%s.com"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(could_be_name(meant(text)));
  }
  CHECK_FALSE(could_be_name(meant(std::string(300, 'a') + ".com")));
  CHECK_FALSE(could_be_name(meant(std::string(5000, '(') + ".com")));
}

TEST_CASE("www. goes where a name is left") {
  CHECK(without_www("www.evil.example") == "evil.example");
  CHECK(without_www("WWW.evil.example") == "evil.example");
  CHECK(without_www("www.example") == "www.example");
  CHECK(without_www("wwwx.evil.example") == "wwwx.evil.example");
}

}  // namespace
}  // namespace dgacast
