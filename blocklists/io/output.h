// SPDX-License-Identifier: Apache-2.0
// Files that appear whole or not at all, and pipes that may be closed.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "blocklists/io/sink.h"
#include "dga/core/issue.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Thrown when the reader of a pipe has gone: no fault, the run just ends.
class ClosedPipe : public Error {
 public:
  ClosedPipe() : Error({"", "nobody reads the output any more", "read it to its end"}) {}
};

/// An open descriptor, such as standard output. Does not close it.
class DescriptorOutput final : public Output {
 public:
  /// `name` is for messages ("standard output").
  DescriptorOutput(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  /// Throws ClosedPipe, or InputError with the system's reason (disk full).
  void write(std::string_view octets) override;

 private:
  int descriptor_;
  std::string name_;
};

/// Writes beside `path` and takes its place on commit(); without commit() nothing remains and an older file is
/// untouched. A link is followed. A path that is not a regular file (a terminal, a named pipe, /dev/null) is written as
/// it is.
///
/// What a killed run can leave is one file `.NAME.new` beside the path; the next run on the same path clears it away.
/// Runs at once on one path do not see each other's files: the last to end is the one whose file stays, whole.
class AtomicFile final : public Output {
 public:
  /// Creates the file beside `path` (in the same folder, so that the rename is atomic). Throws InputError with the
  /// system's reason.
  explicit AtomicFile(std::string path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view octets) override;
  /// Does all of commit() that waits for the disk or can find it full: syncs, and takes a name beside the path. Of
  /// several files that belong together, each is prepared before the first is committed. Nothing is written afterwards.
  /// Throws InputError.
  void prepare();
  /// Syncs and renames, with the rights that a new file would get (0644 at most), or those of the file it replaces.
  /// Throws InputError.
  void commit();

 private:
  [[noreturn]] void fail(int error) const;
  std::string name_beside(int number) const;
  bool is_ours(const std::string& path) const;
  void take_name(const std::function<int(const std::string& name)>& make);
  void create_named();

  std::string path_;       // as the user wrote it, for messages
  std::string target_;     // with links followed
  std::string temporary_;  // the name beside the target; empty as long as the file has none
  bool direct_ = false;    // the target is written as it is
  bool prepared_ = false;
  int descriptor_ = -1;
  std::uint64_t started_ = 0, waiting_ = 0;  // octets on their way to the disk, and those that are not yet
};

/// Writes the file at `path` with what `write` gives it; it appears when `write` returns. Throws what `write` throws.
void replace_file(const std::string& path, const std::function<void(Output&)>& write);

}  // namespace dgacast
