// SPDX-License-Identifier: Apache-2.0
#include "blocklists/formats/partner.h"

#include <doctest/doctest.h>

#include "blocklists/formats/document.h"
#include "blocklists/formats/text.h"
#include "blocklists/formats/uuid.h"
#include "dga/core/issue.h"

namespace dgacast {

TEST_CASE("UUIDs of version 5 are those that others compute") {
  // RFC 4122's namespace for DNS names, and Python's example in the documentation of its module uuid.
  const Uuid dns{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
  CHECK(to_text(uuid5(dns, "python.org")) == "886313e1-3b8a-5372-9b90-0c9aee199e5d");
  // The standard's own rule for observables, in oasis-tcs/cti-stix2 issue 318.
  CHECK(to_text(uuid5(kStixNamespace, R"({"value":"example.com"})")) == "bedb4899-d24b-5401-bc86-8f6b4cc18ec7");
  CHECK(own_uuid({"a", "b"}) != own_uuid({"a\nb", ""}));
  CHECK(own_uuid({"ab", "c"}) != own_uuid({"a", "bc"}));
}

TEST_CASE("a label is registrable when somebody has it to give") {
  const PublicSuffixes suffixes;
  Assessor assessor{suffixes, TldFacts::builtin(), nullptr};
  const auto label = [&](std::string_view name) {
    const Assessment assessment = assessor.assess(name, {});
    return std::string(registrable_label({name, {}, &assessment}));
  };
  CHECK(label("a.co.uk") == "a");
  CHECK(label("a.mooo.com") == "a");  // the provider's
  CHECK(label("a.b.co.uk").empty());
  CHECK(label("co.uk").empty());
  CHECK(label("a.bit").empty());
}

TEST_CASE("the end of a window as feeds write it that count the last second in") {
  CHECK(last_second(midnight(2026, 11, 25)) == midnight(2026, 11, 25) - std::chrono::seconds{1});
  CHECK(last_second(kUnbounded.end) == kUnbounded.end);
  InstantText text;
  CHECK(text.spaced(midnight(2026, 11, 25)) == "2026-11-25 00:00:00");
  CHECK(text.spaced(midnight(2026, 11, 25)) == "2026-11-25 00:00:00");
}

TEST_CASE("labels of TLP 2.0") {
  for (const std::string_view label : {"clear", "green", "amber", "amber+strict", "red"}) {
    CHECK(to_text(parse_tlp(label, "")) == label);
  }
  CHECK_THROWS_WITH_AS(parse_tlp("white", "--tlp"),
                       "--tlp: 'white' is no label of TLP 2.0; give clear, green, amber, amber+strict or red",
                       InputError);
}

TEST_CASE("the formats of documents are sorted, found, and no rows") {
  std::string last;
  for (const DocumentFormat* format : document_formats()) {
    CHECK(last < format->facts().id);
    last = format->facts().id;
    CHECK(find_document_format(last) == format);
    CHECK_FALSE(format->facts().summary.empty());
    for (const Format* rows : formats()) CHECK(rows->facts().id != last);
  }
  CHECK(find_document_format("plain") == nullptr);
}

TEST_CASE("a spreadsheet leaves our labels alone") {
  // Each is told by what the rows of registry-csv say of it.
  const PublicSuffixes suffixes;
  ListInfo info;
  info.suffixes = &suffixes;
  CatalogueEntry entry;
  entry.id = "necurs";
  const Seed seed = SeedBuilder{"necurs", "s", {}}.build("");
  Assessor assessor{suffixes, TldFacts::builtin(), nullptr};
  const Attribution source{&entry, &seed, midnight(2026, 11, 24), midnight(2026, 11, 25), 0};
  const auto is_marked = [&](const std::string& label) {
    class Memory final : public Output {
     public:
      void write(std::string_view octets) override { text.append(octets); }
      std::string text;
    } output;
    Sink sink{output};
    Drops drops;
    std::string name = label;
    name.append(".com");
    const Assessment assessment = assessor.assess(name, {&source, 1});
    const Entry entries[] = {{name, {&source, 1}, &assessment}};
    find_format("registry-csv", "").add(info, entries, sink, drops);
    sink.flush();
    std::string row = name;
    row.append(",'").append(label).append(",com,");
    return output.text.starts_with(row);
  };
  for (const char* label :
       {"1", "00123", "1e5", "12-3", "3-4-5", "sept2", "march1", "may-7", "1dec", "true", "false"}) {
    CHECK_MESSAGE(is_marked(label), label);
  }
  for (const char* label : {"a1", "1a5", "marching1", "mar", "e", "maynov1", "xn--1", "truth", "1e5x"}) {
    CHECK_MESSAGE(!is_marked(label), label);
  }
}

TEST_CASE("authInfo comes out of its file alone, and into no message") {
  const auto read = [](std::string text) {
    EppOptions options;
    read_epp_config(Secret{std::move(text)}, "epp.json", options);
    return options.auth_info == nullptr ? std::string() : std::string(options.auth_info->reveal());
  };
  CHECK(read(R"({"auth_info": "2fooBAR"})") == "2fooBAR");
  CHECK(read(R"({ "years" : 2 , "auth_info" : "a\"b\\c\/d", "hold": "serverHold" })") == R"(a"b\c/d)");
  CHECK(read("{\"auth_info\": \"gr\xC3\xBC\xC3\x9F\"}") == "gr\xC3\xBC\xC3\x9F");
  CHECK(read(R"({"hold": "clientHold"})").empty());

  const auto refused = [&read](std::string text) {
    try {
      read(std::move(text));
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("nothing");
  };
  const auto says = [&refused](std::string text, std::string_view words) {
    return refused(std::move(text)).find(words) != std::string::npos;
  };
  CHECK(says("{\n\"auth_info\": \"2foo\\u0041R\"}", "epp.json:2: \"auth_info\" holds an escape"));
  CHECK(says(R"({"auth\u005finfo": "2fooBAR"})", "written with escapes"));
  CHECK(says(R"({"auth_info": ""})", "is no text"));
  CHECK(says(R"({"auth_info": 5})", "is no text"));
  CHECK(says("{\"auth_info\": \"a\tb\"}", "cannot carry"));
  CHECK(says("{\"auth_info\": \"a\xFF\"}", "cannot carry"));
  // Whatever is wrong with the file, what looks like the secret is not told.
  for (const char* text :
       {R"({"auth_info": "2fooBAR)", R"({"auth_info": "2fooBAR\)", R"({"auth_info": "2fooBAR" x})",
        R"({"auth_info": "2fooBAR", "auth_info": "2fooBAR2"})", R"({"contacts": {"auth_info": "2fooBAR"}})",
        R"(["auth_info": "2fooBAR"])", "{\"auth_info\": \"2foo\nBAR\"}", R"({"auth_info" "2fooBAR"})"}) {
    INFO(text);
    const std::string message = refused(text);
    CHECK(message.starts_with("epp.json"));
    CHECK(message.find("foo") == std::string::npos);
    CHECK(message.find("BAR") == std::string::npos);
  }
}

}  // namespace dgacast
