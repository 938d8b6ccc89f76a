// SPDX-License-Identifier: Apache-2.0
// What a reader believes of an edition: paths, ids, sums, manifests, files in a folder that somebody else filled.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "blocklists/sign/expected_edition.h"
#include "blocklists/sign/foreign_folder.h"
#include "blocklists/sign/manifest.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

const std::string kDigest(64, 'a');

/// What `work` throws, or "".
template <typename Work>
std::string thrown(const Work& work) {
  try {
    work();
    return {};
  } catch (const InputError& error) {
    return error.what();
  }
}

std::string sums_fault(const std::string& path) {
  return thrown([&] { parse_sums(kDigest + "  " + path + "\n", "S"); });
}

std::string manifest_text(const std::string& file) {
  return R"({"feed": "f", "issue": "00000002-2026-11-24", "date": "2026-11-24", "files": [)" + file + "]}";
}

struct Scratch {
  Scratch() {
    std::string form = "/tmp/dgacast-edition-XXXXXX";
    path = ::mkdtemp(form.data());
  }
  ~Scratch() { std::filesystem::remove_all(path); }
  void write(const std::string& name, const std::string& text) const { std::ofstream{path + "/" + name} << text; }
  std::string path;
};

}  // namespace

TEST_CASE("paths of an edition are few and harmless") {
  for (const char* const good : {"a", "a.b", "deltas/cn/cn.csv", "a/-b", ".x", "...", "A_1-2.rpz"}) {
    CAPTURE(good);
    CHECK(is_edition_path(good));
    CHECK(sums_fault(good).empty());
  }
  for (const char* const bad :
       {"",   ".",   "..",   "/",    "/a",     "a/",  "a//b", "../a",    "a/../b",      "a/..", "./a", "a/.",
        "-a", "a b", "a\\b", "{..}", "f[1-9]", "%2e", "a\n",  "\x1b[2J", "caf\xc3\xa9", "a:b",  "a*"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_edition_path(bad));
    CHECK_FALSE(sums_fault(bad).empty());
  }
  CHECK_FALSE(is_edition_path(std::string_view("a\0b", 3)));
  CHECK(is_edition_path(std::string(255, 'a')));
  CHECK_FALSE(is_edition_path(std::string(256, 'a')));
  std::string deep = "a";
  for (int i = 1; i < 16; ++i) deep += "/a";
  CHECK(is_edition_path(deep));
  CHECK_FALSE(is_edition_path(deep + "/a"));
}

TEST_CASE("an id of an edition has a number and a real date, and nothing else") {
  CHECK(edition_number("00000042-2026-11-24") == 42);
  CHECK(edition_number("99999999-2024-02-29") == 99'999'999);
  for (const char* const bad :
       {"", "00000042-2026-11-2", "00000042-2026-11-240", "0000042-2026-11-24", "00000042-2026-02-30",
        "00000042-/../../abc", "00000042 2026-11-24", "-0000042-2026-11-24", "00000042-2026-13-01",
        "00000042-2026-1a-01", "+0000042-2026-11-24", "00000042-2026-11-24/"}) {
    CAPTURE(bad);
    CHECK_FALSE(edition_number(bad));
  }
}

TEST_CASE("sums that do not belong to an edition are refused") {
  CHECK(parse_sums(kDigest + "  b\n" + kDigest + "  a/b\n", "S").size() == 2);
  CHECK(parse_sums("", "S").empty());
  CHECK(sums_fault("SHA256SUMS").find("cannot have a sum") != std::string::npos);
  CHECK(sums_fault("SHA256SUMS.minisig").find("cannot have a sum") != std::string::npos);
  CHECK(thrown([] { parse_sums(kDigest + "  a\n" + kDigest + "  a\n", "S"); }).starts_with("S:2: 'a' comes twice"));
  CHECK(thrown([] { parse_sums(kDigest + "  a/b\n" + kDigest + "  a\n", "S"); }).find("a file and a folder") !=
        std::string::npos);
  CHECK(thrown([] { parse_sums(std::string(64, 'A') + "  a\n", "S"); }).starts_with("S:1: "));
  CHECK(thrown([] { parse_sums(kDigest + " *a\n", "S"); }).starts_with("S:1: "));
  std::string many;
  for (std::size_t i = 0; i <= kMaxFiles; ++i) many += kDigest + "  f" + std::to_string(i) + "\n";
  CHECK(thrown([&] { parse_sums(many, "S"); }).find("at most 100000 files") != std::string::npos);
}

TEST_CASE("a manifest is read as far as a reader needs it") {
  const std::string file = R"({"path": "a/b", "size": 7, "sha256": ")" + kDigest + R"("})";
  const Manifest manifest = parse_manifest(manifest_text(file), "m");
  CHECK(manifest.number == 2);
  CHECK(manifest.files.at("a/b").size == 7);
  CHECK(disagreement(manifest, {{"a/b", kDigest}, {"manifest.json", kDigest}}).empty());
  CHECK(disagreement(manifest, {{"a/b", kDigest}, {"c", kDigest}}).find("does not name c") != std::string::npos);
  CHECK(disagreement(manifest, {}).starts_with("a/b: "));
  const auto fault = [](const std::string& text) { return thrown([&] { parse_manifest(text, "m"); }); };
  CHECK(fault(manifest_text(file + "," + file)).find("comes twice") != std::string::npos);
  CHECK(fault(manifest_text("7")).starts_with("m:1: "));
  CHECK(fault(manifest_text(R"({"path": "../a", "size": 7, "sha256": ""})")).find("not a path") != std::string::npos);
  CHECK(fault(manifest_text(R"({"path": "a", "size": -7, "sha256": ""})")).find("bytes") != std::string::npos);
  CHECK(fault(manifest_text(R"({"path": "a", "size": 7, "sha256": "x"})")).find("SHA-256") != std::string::npos);
  for (const char* const text : {"", "[]", "7", "{", "{}", R"({"feed": 1})"}) CHECK_FALSE(fault(text).empty());
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(fault(deep).find("nested") != std::string::npos);
  CHECK(thrown([&] { manifest_document(deep, "m"); }).find("nested") != std::string::npos);
}

TEST_CASE("an authentic edition is not yet the expected one") {
  Manifest manifest;
  manifest.feed = "f";
  manifest.edition = "00000005-2026-11-24";
  manifest.number = 5;
  manifest.date = UtcDay{std::chrono::year{2026} / 11 / 24};
  const auto faults = [&](const ExpectedEdition& expected) {
    return expectation_faults(manifest, "sum", expected).size();
  };
  const auto now = [](unsigned day) { return midnight(2026, 11, day) + std::chrono::hours{23}; };
  CHECK(faults({}) == 0);
  CHECK(faults({.feed = "f", .edition = "00000005-2026-11-24"}) == 0);
  CHECK(faults({.feed = "g"}) == 1);
  CHECK(faults({.edition = "00000006-2026-11-24"}) == 1);
  CHECK(faults({.newest = KnownEdition{"00000004-2026-11-24", ""}}) == 0);
  CHECK(faults({.newest = KnownEdition{"00000005-2026-11-24", ""}}) == 0);
  CHECK(faults({.newest = KnownEdition{"00000005-2026-11-24", "sum"}}) == 0);
  CHECK(faults({.newest = KnownEdition{"00000005-2026-11-24", "another"}}) == 1);
  CHECK(faults({.newest = KnownEdition{"00000005-2026-11-23", ""}}) == 1);
  CHECK(faults({.newest = KnownEdition{"00000006-2026-11-23", ""}}) == 1);
  CHECK(faults({.max_age_days = 2, .now = now(26)}) == 0);
  CHECK(faults({.max_age_days = 2, .now = now(27)}) == 1);
  CHECK(faults({.max_age_days = 0, .now = now(30)}) == 0);
  CHECK(faults({.max_age_days = 0, .now = now(22)}) == 0);
  CHECK(faults({.max_age_days = 0, .now = now(21)}) == 1);
}

TEST_CASE("what somebody else put into a folder is read only when it is a file there") {
  const Scratch scratch;
  scratch.write("good", "12345");
  std::filesystem::create_directories(scratch.path + "/sub/below");
  scratch.write("sub/below/file", "1");
  std::filesystem::create_symlink("good", scratch.path + "/link");
  std::filesystem::create_symlink("/dev/zero", scratch.path + "/zero");
  std::filesystem::create_symlink("sub", scratch.path + "/folder_link");
  REQUIRE(::mkfifo((scratch.path + "/pipe").c_str(), 0600) == 0);
  const ForeignFolder folder{scratch.path};
  CHECK(folder.read("good", 5) == "12345");
  CHECK(folder.read("sub/below/file", 1) == "1");
  CHECK(folder.digest("good", 9).size == 5);
  const auto fault = [&](const char* name, std::uint64_t most = 1000) {
    return thrown([&] { static_cast<void>(folder.read(name, most)); });
  };
  CHECK(fault("good", 4).find("more than 4") != std::string::npos);
  for (const char* const name : {"link", "zero", "folder_link/below/file"}) {
    CAPTURE(name);
    CHECK(fault(name).find("links are not followed") != std::string::npos);
  }
  for (const char* const name : {"pipe", "sub"}) CHECK(fault(name).find("is not a regular file") != std::string::npos);
  for (const char* const name : {"none", "good/x"}) CHECK(fault(name).find("is missing") != std::string::npos);
  for (const char* const name : {"../good", "/etc/passwd", "", "sub/../good"})
    CHECK(fault(name).find("is not a path") != std::string::npos);
  CHECK(folder.contains("zero"));
  CHECK_FALSE(folder.contains("none"));
  CHECK(folder.files(6) == std::vector<std::string>{"folder_link", "good", "link", "pipe", "sub/below/file", "zero"});
  CHECK_FALSE(thrown([&] { static_cast<void>(folder.files(5)); }).empty());
  CHECK(thrown([&] { ForeignFolder{scratch.path + "/none"}; }).find("cannot be read") != std::string::npos);
}

}  // namespace dgacast
