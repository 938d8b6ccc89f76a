// SPDX-License-Identifier: Apache-2.0
// What is packed, in an archive or in another encoding is the text that it holds, or is refused by what it is.
#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <string>
#include <utility>
#include <vector>

#include "blocklists/io/input.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using Files = std::vector<std::pair<std::string, std::string>>;

/// Gives few octets at a time, as pipes do.
class SlowInput final : public Input {
 public:
  SlowInput(std::string_view text, std::size_t step) : memory_(text), step_(step) {}
  std::size_t read(char* place, std::size_t room) override { return memory_.read(place, std::min(room, step_)); }

 private:
  MemoryInput memory_;
  std::size_t step_;
};

std::string text_of(std::string_view data, std::size_t step = 1 << 20) {
  SlowInput input{data, step};
  try {
    const auto text = open_text(input, "list");
    std::string out;
    std::string block(70'000, '\0');
    while (const std::size_t count = text->read(block.data(), block.size())) out.append(block, 0, count);
    return out;
  } catch (const InputError& error) {
    return error.what();
  }
}

/// An archive by libarchive's writer; without a format: one file that is only filtered.
std::string archive_of(const Files& files, int format, int filter = ARCHIVE_FILTER_NONE,
                       const char* options = nullptr) {
  std::string out(1 << 22, '\0');
  std::size_t used = 0;
  archive* const writer = archive_write_new();
  archive_write_set_format(writer, format);
  archive_write_add_filter(writer, filter);
  archive_write_set_bytes_in_last_block(writer, 1);
  if (options != nullptr) archive_write_set_options(writer, options);
  if (options != nullptr) archive_write_set_passphrase(writer, "secret");
  REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  for (const auto& [name, text] : files) {
    archive_entry* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
    if (!text.empty()) REQUIRE(archive_write_data(writer, text.data(), text.size()) >= 0);
    archive_entry_free(entry);
  }
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

std::string zip(const Files& files) { return archive_of(files, ARCHIVE_FORMAT_ZIP); }
std::string tar(const Files& files, int filter = ARCHIVE_FILTER_NONE) {
  return archive_of(files, ARCHIVE_FORMAT_TAR_USTAR, filter);
}
std::string packed(const std::string& text, int filter) {
  return archive_of({{"x", text}}, ARCHIVE_FORMAT_RAW, filter);
}

std::string utf16(std::string_view text, bool little) {
  std::string out;
  for (const char c : text) out.append(little ? std::string{c, '\0'} : std::string{'\0', c});
  return out;
}

}  // namespace

TEST_CASE("what is packed is unpacked, whatever it is in") {
  std::string text;
  for (int i = 0; i < 20'000; ++i)
    text.append(std::to_string(i)).append(",name").append(std::to_string(i)).append(".com\n");
  const std::string forms[] = {
      text,
      "\xEF\xBB\xBF" + text,
      packed(text, ARCHIVE_FILTER_GZIP),
      packed(text, ARCHIVE_FILTER_ZSTD),
      packed(text, ARCHIVE_FILTER_XZ),
      packed(text, ARCHIVE_FILTER_BZIP2),
      packed(text.substr(0, 1000), ARCHIVE_FILTER_XZ) + packed(text.substr(1000), ARCHIVE_FILTER_XZ),
      zip({{"top-1m.csv", text}}),
      zip({{"a/", ""}, {"a/top-1m.csv", text}, {"__MACOSX/a/._top-1m.csv", "x"}}),
      tar({{"top-1m.csv", text}}),
      tar({{"a/", ""}, {"a/._top", "x"}, {"a/top", text}}, ARCHIVE_FILTER_GZIP),
      tar({{"top", text}}, ARCHIVE_FILTER_XZ),
      zip({{"top.csv.gz", packed(text, ARCHIVE_FILTER_GZIP)}}),
      "\xFF\xFE" + utf16(text, true),
      "\xFE\xFF" + utf16(text, false),
      utf16(text, true),
      utf16(text, false),
      packed("\xFF\xFE" + utf16(text, true), ARCHIVE_FILTER_GZIP)};
  for (const std::string& form : forms) {
    INFO(form.substr(0, 20));
    CHECK((text_of(form) == text));
    CHECK((text_of(form, 1) == text));
  }
  CHECK(text_of("\xFF\xFE\xE5\x65\x2E\x00\x63\x00\x6E\x00"sv) == "\xE6\x97\xA5.cn");
  CHECK(text_of("\xFF\xFE"
                "a\0.\0\x00\xD8"
                "c\0"sv) ==
        "a.\xEF\xBF\xBD"
        "c");  // half a pair
  CHECK(text_of("\xFF\xFE\0\0a\0\0\0.\0\0\0"sv) == "a.");
  CHECK(text_of("") == "");
  CHECK(text_of("BZhang.com\n") == "BZhang.com\n");
  CHECK(text_of("BZh") == "BZh");
}

TEST_CASE("archives that are not one list are refused by what they are") {
  const std::string list = "a.com\n", big(5 << 20, '\n');
  CHECK(text_of(zip({{"LICENSE", "text of a licence"}, {"a.csv", list}, {"b.csv", list}})) ==
        "list: is a zip archive with 3 files ('LICENSE', 'a.csv', ...); extract the list that you mean and give that");
  CHECK(text_of(zip({{"a.csv", big}, {"b.csv", list}})) ==
        "list: is a zip archive with 2 files ('a.csv', 'b.csv'); extract the list that you mean and give that");
  CHECK(text_of(tar({{"a", list}, {"b", list}}, ARCHIVE_FILTER_GZIP)) ==
        "list: is a tar archive with 2 files ('a', 'b'); extract the list that you mean and give that");
  CHECK(text_of(zip({{"a/", ""}})) == "list: is a zip archive without a file; give a list of names, one a line");
  CHECK(text_of(zip({{"[Content_Types].xml", "<x/>"}, {"xl/sheet1.xml", "<x/>"}})) ==
        "list: is an Office document (.xlsx, .docx); save it as CSV or text and give that");
  CHECK(text_of(archive_of({{"a.csv", list}}, ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE, "zip:encryption=zipcrypt")) ==
        "list: is a zip archive whose file 'a.csv' is encrypted; extract the list and give that");
}

TEST_CASE("packed data that are broken or end too early are no text") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text.append(std::to_string(i * 7919)).append(".com\n");
  const std::string forms[] = {packed(text, ARCHIVE_FILTER_GZIP),
                               packed(text, ARCHIVE_FILTER_ZSTD),
                               packed(text, ARCHIVE_FILTER_XZ),
                               packed(text, ARCHIVE_FILTER_BZIP2),
                               zip({{"a", text}}),
                               tar({{"a", text}}, ARCHIVE_FILTER_XZ)};
  for (const std::string& form : forms) {
    const std::string cut = text_of(std::string_view{form}.substr(0, form.size() / 2));
    INFO(cut);
    CHECK(cut.starts_with("list: the "));
    CHECK(cut.ends_with("; fetch the file anew"));
    CHECK(text_of(std::string_view{form}.substr(0, form.size() - form.size() / 4)).ends_with("; fetch the file anew"));
  }
  for (std::string form : {packed(text, ARCHIVE_FILTER_GZIP), packed(text, ARCHIVE_FILTER_XZ), zip({{"a", text}})}) {
    form[form.size() / 3] = static_cast<char>(form[form.size() / 3] ^ 0x10);
    CHECK(text_of(form).ends_with("; fetch the file anew"));
  }
}

TEST_CASE("what is small and unpacks to all too much is ended") {
  // Two layers: what a line is bounded by does not bound empty lines.
  std::string megabyte(1 << 20, '\n'), many;
  const std::string frame = packed(megabyte, ARCHIVE_FILTER_ZSTD);
  for (int i = 0; i < 2000; ++i) many += frame;
  const std::string bomb = packed(many, ARCHIVE_FILTER_ZSTD);
  SlowInput input{bomb, 1 << 16};
  const auto text = open_text(input, "list");
  std::uint64_t size = 0;
  std::string what;
  try {
    while (const std::size_t count = text->read(megabyte.data(), megabyte.size())) size += count;
  } catch (const InputError& error) {
    what = error.what();
  }
  CHECK(what == "list: unpacks to more than 1,000 times its size; give the text itself, if it is a list");
  CHECK(size <= (std::uint64_t{1} << 30));
  std::string layers = "a.com\n";
  for (int i = 0; i < 5; ++i) layers = packed(layers, ARCHIVE_FILTER_GZIP);
  CHECK(text_of(layers) == "list: is packed more than 4 times; unpack it and give the text itself");
}

TEST_CASE("what is not text is refused by what it is") {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"\0\0\0\2\0\0\0\0\0\0"sv, "is a zone in BIND's raw format"},
      {"7z\xBC\xAF\x27\x1C\0\4"sv, "is a 7-Zip archive"},
      {"Rar!\x1A\7\1\0"sv, "is a RAR archive"},
      {"%PDF-1.7\n"sv, "is a PDF document"},
      {"SQLite format 3\0"sv, "is an SQLite data base"},
      {"\n <!DOCTYPE HTML>\n"sv, "is an HTML page"},
      {"<html lang=en>"sv, "is an HTML page"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"sv, "is an Office document (.xls, .doc)"},
      {"PK\5\6\0\0\0\0"sv, "is a zip archive without a file"},
      {"a.com\0b.com"sv, "is not text: there are zero bytes in its first line"}};
  for (const auto& [data, what] : rows) CHECK(text_of(data).starts_with("list: " + std::string(what) + "; "));
}

TEST_CASE("no more of a text is read ahead than its first line") {
  class OneLine final : public Input {
   public:
    std::size_t read(char* place, std::size_t) override {
      REQUIRE(!given_);  // a program that waits for a log's next line would wait here
      given_ = true;
      constexpr std::string_view kLine = "a.com\n";
      kLine.copy(place, kLine.size());
      return kLine.size();
    }

   private:
    bool given_ = false;
  } input;
  const auto text = open_text(input, "list");
  std::string line(100, '\0');
  CHECK(text->read(line.data(), line.size()) == 6);
}

TEST_CASE("the rest of a text that does not come in lines") {
  const std::string long_line(3 << 20, 'x');
  const std::string text = "a\nb" + long_line;
  SlowInput input{text, 1000};
  LineReader lines{input, "list"};
  std::string_view line;
  CHECK(lines.ahead().starts_with("a\n"));
  REQUIRE(lines.next(line));
  CHECK(line == "a");
  CHECK(lines.ahead().front() == 'b');
  CHECK((lines.rest(4 << 20, "hint") == "b" + long_line));
  CHECK(lines.ahead().empty());
  SlowInput again{text, 1000};
  LineReader bounded{again, "list"};
  CHECK_THROWS_WITH_AS(bounded.rest(1 << 20, "hint"), "list: is longer than 1 MiB; hint", InputError);
}

TEST_CASE("a file may end anywhere in what tells its kind") {
  const std::string tar = archive_of({{"a.txt", "a.com\n"}}, ARCHIVE_FORMAT_TAR_USTAR);
  const std::string_view heads[] = {"\x1F\x8B\x08\0"sv,
                                    "\x28\xB5\x2F\xFD\0"sv,
                                    "\xFD"
                                    "7zXZ\0\0"sv,
                                    "BZh91AY&SY"sv,
                                    "PK\x03\x04\x14"sv,
                                    "\xFF\xFE\0\0a"sv,
                                    "\xFE\xFF\0a"sv,
                                    "\0\0\xFE\xFF\0"sv,
                                    "\xEF\xBB\xBF"sv,
                                    "\0\0\0\2\0\0\0"sv,
                                    "Rar!\x1A\7"sv,
                                    "%PDF-1.7"sv,
                                    "<!DOCTYPE HTML>"sv,
                                    std::string_view{tar}.substr(0, 300)};
  std::size_t answers = 0, tries = 0;
  for (const std::string_view head : heads) {
    for (std::size_t size = 1; size <= head.size(); ++size) {
      for (const std::size_t step : {std::size_t{1}, std::size_t{1} << 20}) {
        ++tries;
        text_of(head.substr(0, size), step);  // its text, or what is wrong with it: no other exception, and no end
        ++answers;
      }
    }
  }
  CHECK(answers == tries);
}

}  // namespace dgacast
