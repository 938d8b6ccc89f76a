// SPDX-License-Identifier: Apache-2.0
// A folder that appears whole or not at all: written beside its place, then renamed.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "blocklists/formats/document.h"

namespace dgacast {

/// Any number of files may be open: none holds a descriptor between writes. Not thread-safe.
class Folder final : public Documents {
 public:
  /// Makes the folder beside `path`. What stands at `path` must be absent, empty, or a folder that commit() made and
  /// nobody added to: it will be replaced. Throws InputError with what stands in the way.
  explicit Folder(std::string path);
  /// Removes what was written, unless commit() was reached.
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  Output& open(std::string_view name) override;
  /// Frees the memory of a finished file; its digest stays.
  void close(Output& document) override;

  struct Facts {
    std::uint64_t octets = 0;
    std::string sha256;  ///< lower-case hex
  };
  /// The files that were closed, by name.
  const std::map<std::string, Facts, std::less<>>& files() const noexcept { return closed_; }

  /// Closes all files, writes SHA256SUMS (for `sha256sum -c`), and takes the place of what stood at the path. Throws
  /// InputError.
  void commit();

 private:
  class File;

  void close_all();
  [[noreturn]] void fail(std::string_view name, int error) const;

  std::string path_;       // as the user wrote it
  std::string target_;     // without slashes at the end, with links followed
  std::string temporary_;  // empty after commit()
  std::map<std::string, std::unique_ptr<File>, std::less<>> open_;
  std::map<std::string, Facts, std::less<>> closed_;
};

}  // namespace dgacast
