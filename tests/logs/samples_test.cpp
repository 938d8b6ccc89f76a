// SPDX-License-Identifier: Apache-2.0
// Every form of DNS logs has samples, and reads from them what stands beside them:
//
//   samples_test FOLDER [--rewrite]
//
// A sample is FORM[.VARIANT].EXTENSION; SAMPLE.expected holds a line for each question, `NAME CLIENT TYPE TIME
// TELLING`, and a last line with the numbers of lines that were not understood and of questions without a time.
// --rewrite writes these files: read them as a diff before you believe them.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "blocklists/answers/logs/log_input.h"
#include "blocklists/answers/logs/log_parser.h"

namespace {

using namespace dgacast;

std::string read_sample(const std::string& path, std::string_view form, bool& is_pure) {
  LogParserOptions options;
  options.now = midnight(2026, 12, 1);
  LogParser parser{std::move(options)};
  std::string out;
  const auto take = [&out](std::span<const LogRecord> records) {
    for (const LogRecord& record : records) {
      out.append(record.name).append(" ").append(record.client.empty() ? "-" : record.client);
      out.append(" ").append(record.type.empty() ? "-" : record.type);
      out.append(" ").append(record.time ? format_instant(*record.time) : "-");
      out.append(record.telling == Telling::query ? " query" : record.telling == Telling::reply ? " reply" : " action");
      if (!record.subnet.empty()) out.append(" subnet ").append(record.subnet);
      out += "\n";
    }
  };
  LogInput{path, {}}.read([&](std::string_view line) { take(parser.read(line)); }, [] {}, [] {});
  take(parser.finish());
  const LogReport report = parser.report();
  is_pure = report.forms.size() == 1 && report.forms[0].id == form;
  return out + "not understood: " + std::to_string(report.not_understood) +
         ", without a time: " + std::to_string(report.untimed) + "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
  const bool rewrite = argc > 2;
  std::set<std::string_view> without;
  for (const LogForm& form : log_forms()) without.insert(form.id);
  int faults = 0;
  std::set<std::filesystem::path> files;
  for (const auto& item : std::filesystem::directory_iterator(folder)) files.insert(item.path());
  for (const std::filesystem::path& file : files) {
    if (file.extension() == ".expected") continue;
    const std::string name = file.filename().string(), form = name.substr(0, name.find('.'));
    without.erase(form);
    bool is_pure = false;
    const std::string found = read_sample(file.string(), form, is_pure);
    const std::string path = file.string() + ".expected";
    if (rewrite) std::ofstream{path, std::ios::binary} << found;
    std::ifstream in{path, std::ios::binary};
    const std::string expected{std::istreambuf_iterator<char>{in}, {}};
    if (found != expected) std::printf("%s: expected\n%sbut read\n%s", name.c_str(), expected.c_str(), found.c_str());
    if (!is_pure) std::printf("%s: not read as %s alone\n", name.c_str(), form.c_str());
    faults += found != expected || !is_pure;
  }
  for (const std::string_view form : without)
    std::printf("%.*s: has no sample\n", static_cast<int>(form.size()), form.data());
  std::printf("%zu files, %d faults\n", files.size(), faults);
  return faults == 0 && without.empty() && !files.empty() ? 0 : 1;
}
