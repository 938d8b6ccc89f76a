// SPDX-License-Identifier: Apache-2.0
// Archives, xz and bzip2, by libarchive, which is told what to expect: none of its other readers sees foreign octets.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include "blocklists/io/input_layer.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16;
// What comes before a list in an archive (a licence, a read-me) is short: so far is looked for a second file before the
// first is handed out, so that its text is not taken for a list.
constexpr std::size_t kLookAhead = std::size_t{4} << 20;

struct Free {
  void operator()(archive* reader) const noexcept { archive_read_free(reader); }
};

class Archive final : public Input {
 public:
  Archive(std::unique_ptr<Input> source, ArchiveForm form, std::string name)
      : source_(std::move(source)), form_(form), name_(std::move(name)), reader_(archive_read_new()) {
    if (!reader_) throw std::bad_alloc{};
    switch (form_) {
      case ArchiveForm::xz:
        archive_read_support_filter_xz(reader_.get());
        archive_read_support_format_raw(reader_.get());
        break;
      case ArchiveForm::bzip2:
        archive_read_support_filter_bzip2(reader_.get());
        archive_read_support_format_raw(reader_.get());
        break;
      case ArchiveForm::zip:
        archive_read_support_format_zip_streamable(reader_.get());
        break;
      case ArchiveForm::tar:
        archive_read_support_format_tar(reader_.get());
        break;
    }
    const auto read = [](archive*, void* self, const void** block) { return static_cast<Archive*>(self)->fill(block); };
    check(archive_read_open(reader_.get(), this, nullptr, read, nullptr));
    if (!next_file()) {
      throw InputError{{name_, is_archive() ? "is a " + form_text() + " archive without a file" : "is empty",
                        "give a list of names, one a line"}};
    }
    first_ = path_;
    look_ahead();
  }

  std::size_t read(char* place, std::size_t room) override {
    if (used_ < ahead_.size()) {
      const std::size_t count = std::min(room, ahead_.size() - used_);
      std::memcpy(place, ahead_.data() + used_, count);
      used_ += count;
      return count;
    }
    if (over_) return 0;
    const std::size_t count = read_data(place, room);
    if (count == 0) end_of_file();
    return count;
  }

 private:
  bool is_archive() const noexcept { return form_ == ArchiveForm::zip || form_ == ArchiveForm::tar; }
  std::string form_text() const { return std::string(to_text(form_)); }

  /// An exception must not pass through C.
  la_ssize_t fill(const void** block) noexcept {
    try {
      *block = block_.get();
      return static_cast<la_ssize_t>(source_->read(block_.get(), kBlock));
    } catch (...) {
      error_ = std::current_exception();
      archive_set_error(reader_.get(), EIO, "the source failed");
      return -1;
    }
  }
  void check(la_ssize_t result) {
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    if (result >= ARCHIVE_WARN) return;  // a warning is of names and attributes of files
    // What libarchive says of it differs from version to version.
    throw InputError{{name_, "the " + form_text() + " data are broken or end too early", "fetch the file anew"}};
  }
  std::size_t read_data(char* place, std::size_t room) {
    const la_ssize_t count = archive_read_data(reader_.get(), place, room);
    check(count < 0 ? std::min<la_ssize_t>(count, ARCHIVE_FAILED) : count);  // data with a warning are not whole
    return static_cast<std::size_t>(count);
  }

  /// Goes to the next file; false at the end.
  bool next_file() {
    archive_entry* entry = nullptr;
    while (true) {
      const int result = archive_read_next_header(reader_.get(), &entry);
      check(result);
      if (result == ARCHIVE_EOF) return false;
      if (!is_archive()) return true;
      const char* const path = archive_entry_pathname(entry);
      path_ = path == nullptr ? "?" : path;
      if (archive_entry_filetype(entry) != AE_IFREG || is_of_macos()) continue;
      if (archive_entry_is_encrypted(entry) != 0) {
        throw InputError{{name_, "is a " + form_text() + " archive whose file " + quote(path_) + " is encrypted",
                          "extract the list and give that"}};
      }
      return true;
    }
  }
  /// What macOS adds to archives beside each file.
  bool is_of_macos() const noexcept {
    const std::size_t slash = path_.rfind('/');
    return path_.starts_with("__MACOSX/") || path_.substr(slash == std::string::npos ? 0 : slash + 1).starts_with("._");
  }
  void look_ahead() {
    if (!is_archive()) return;
    std::size_t size = 0;
    while (size < kLookAhead) {
      ahead_.resize(std::min(std::max(kBlock, 2 * size), kLookAhead));
      const std::size_t count = read_data(ahead_.data() + size, ahead_.size() - size);
      size += count;
      if (count > 0) continue;
      end_of_file();
      break;
    }
    ahead_.resize(size);
  }
  void end_of_file() {
    over_ = true;
    if (!is_archive() || !next_file()) return;
    if (first_ == "[Content_Types].xml" || path_ == "[Content_Types].xml") {
      throw InputError{{name_, "is an Office document (.xlsx, .docx)", "save it as CSV or text and give that"}};
    }
    std::size_t count = 2;
    const std::string second = path_;
    while (next_file()) ++count;
    throw InputError{{name_,
                      "is a " + form_text() + " archive with " + std::to_string(count) + " files (" + quote(first_) +
                          ", " + quote(second) + (count > 2 ? ", ...)" : ")"),
                      "extract the list that you mean and give that"}};
  }

  std::unique_ptr<Input> source_;
  ArchiveForm form_;
  std::string name_;
  std::unique_ptr<char[]> block_ = std::make_unique_for_overwrite<char[]>(kBlock);
  std::exception_ptr error_;
  std::unique_ptr<archive, Free> reader_;
  std::string path_, first_;
  std::string ahead_;
  std::size_t used_ = 0;
  bool over_ = false;
};

}  // namespace

std::string_view to_text(ArchiveForm form) noexcept {
  constexpr std::string_view kWords[] = {"xz", "bzip2", "zip", "tar"};
  return kWords[static_cast<std::size_t>(form)];
}

std::unique_ptr<Input> archive_input(std::unique_ptr<Input> source, ArchiveForm form, std::string name) {
  return std::make_unique<Archive>(std::move(source), form, std::move(name));
}

}  // namespace dgacast
