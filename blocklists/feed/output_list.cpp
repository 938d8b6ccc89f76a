// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/output_list.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "blocklists/io/file.h"
#include "blocklists/io/system_call.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr std::size_t kRoom = std::size_t{1} << 16;  // bytes of rows before they are written

}  // namespace

OutputList::OutputList(const OutputConfig& output, const ListInfo& info, std::string path)
    : output_(output), info_(info), path_(std::move(path)) {
  if (output.is_folder()) {
    folder_.emplace(path_, FolderPlace::ours);
    list_ = start_folder(output.format, info, output.split, {}, *folder_);
    return;
  }
  file_.emplace(path_, path_);
  compressor_ = make_compressor(output.compression, *file_);
  Output& to = compressor_ != nullptr ? static_cast<Output&>(*compressor_) : *file_;
  if (!is_text(output)) {
    list_ = start_document(*output.format.documents, info, to);
    return;
  }
  output.format.rows->begin(info, sink_.emplace(to, kRoom));
}

OutputList::~OutputList() {
  if (!kept_) remove_tree(path_);
}

void OutputList::add(std::span<const Entry> entries) {
  Drops counted_with_the_record;
  list_->add(entries, counted_with_the_record);
}

std::string OutputList::finish(std::uint64_t names) {
  if (list_ != nullptr) {
    list_->end();
  } else {
    output_.format.rows->end(info_, names, *sink_);
    sink_->flush();
  }
  if (folder_) {
    folder_->commit();
    return digest_of_file(path_ + "/SHA256SUMS").sha256;
  }
  if (compressor_ != nullptr) compressor_->finish();
  return file_->finish().sha256;
}

void OutputList::keep(const std::string& path) {
  if (file_) file_->sync();
  if (path_ != path && uninterrupted([&] { return std::rename(path_.c_str(), path.c_str()); }) != 0)
    throw InputError{{path, std::string("cannot be written: ") + std::strerror(errno), "look at the folder's rights"}};
  kept_ = true;
}

}  // namespace dgacast
