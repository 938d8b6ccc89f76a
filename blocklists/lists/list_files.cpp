// SPDX-License-Identifier: Apache-2.0
#include "blocklists/lists/list_files.h"

#include <sys/stat.h>

#include <filesystem>

#include "blocklists/io/file.h"

namespace dgacast {

ListFiles::ListFiles(const std::vector<ListFile>& files, bool skip_bad_entries) : skip_bad_entries_(skip_bad_entries) {
  for (const ListFile& file : files) files_.push_back({file, std::make_unique<FileInput>(file.path)});
}

void ListFiles::read(Collisions& collisions, const RunContext& run) {
  for (Opened& one : files_) {
    const std::string path = shown_path(one.file.path);
    // The same list gives the same evidence wherever it lies.
    const std::string name = std::filesystem::path(path).filename().string();
    const ListReport report = collisions.read(*one.input, name, path, one.file.kind, run);
    for (const std::string& text : list_notes(report, path)) run.note(text);
    if (report.bad == 0) continue;
    const BadEntry& first = report.shown.front();
    if (!skip_bad_entries_) {
      const std::string more = report.bad == 1 ? "" : " (the first of " + std::to_string(report.bad) + " bad entries)";
      throw InputError{{first.where, first.what + more, "fix it, or skip bad entries"}};
    }
    run.warn(path + ": " + std::to_string(report.bad) + (report.bad == 1 ? " entry was" : " entries were") +
             " left out" + (report.bad > report.shown.size() ? ", the first:" : ":"));
    for (const BadEntry& bad : report.shown) run.warn(bad.where + ": " + bad.what);
  }
}

std::string ListFiles::date(std::uint32_t list) const {
  struct stat status;
  const std::string& path = files_[list].file.path;
  if (::stat(path.c_str(), &status) != 0) return {};
  if (S_ISREG(status.st_mode)) {  // what came through a pipe cannot be read again
    FileInput input{path};
    if (const auto day = list_day(input, path)) return format_date(*day);
  }
  return format_date(UtcSeconds{std::chrono::seconds{status.st_mtime}});
}

}  // namespace dgacast
