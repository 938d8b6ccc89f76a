// SPDX-License-Identifier: Apache-2.0
// The MISP feed that a new one replaces: its manifest, a NUL, and the event that the manifest names first.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "blocklists/formats/document.h"
#include "dga/core/json_text.h"
#include "tests/fuzz/every_type.h"
#include "tests/fuzz/target.h"

namespace {
using namespace dgacast;

/// Takes what is written, and holds that names of files stay in their folder.
class NoDocuments final : public Documents {
 public:
  Output& open(std::string_view name) override {
    if (name.empty() || name.front() == '.' || name.find('/') != std::string_view::npos) std::abort();
    return nothing_;
  }
  void close(Output&) override {}

 private:
  class Nothing final : public Output {
   public:
    void write(std::string_view) override {}
  };
  Nothing nothing_;
};

std::string own_folder() {
  std::string folder = "/tmp/dgacast-fuzz-XXXXXX";
  return ::mkdtemp(folder.data()) == nullptr ? std::string{} : folder;
}

void write(const std::string& path, std::string_view text) {
  std::ofstream{path, std::ios::binary}.write(text.data(), static_cast<std::streamsize>(text.size()));
}
}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Catalogue kCatalogue = every_type_catalogue();
  static const std::unique_ptr<const std::string, void (*)(const std::string*)> kFolder{
      new std::string(own_folder()), [](const std::string* folder) {
        std::error_code error;
        std::filesystem::remove_all(*folder, error);
        delete folder;
      }};
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto half = std::min(text.find('\0'), size);
  write(*kFolder + "/manifest.json", text.substr(0, half));
  const nlohmann::json manifest = parse_json(text.substr(0, half));
  std::string event;  // the file that is read
  if (manifest.is_object() && !manifest.empty() && manifest.begin().key().find('/') == std::string::npos &&
      manifest.begin().key().find('\0') == std::string::npos && manifest.begin().key().size() < 100)
    event = *kFolder + "/" + manifest.begin().key() + ".json";
  if (!event.empty()) write(event, text.substr(std::min(half + 1, size)));

  ListInfo info;
  info.partner.time = midnight(2026, 11, 24);
  info.partner.misp_previous = *kFolder;
  const CatalogueEntry& entry = kCatalogue.entry("every", "");
  const Attribution source{.entry = &entry,
                           .seed = &entry.seeds.front(),
                           .valid_from = midnight(2026, 11, 24),
                           .valid_until = midnight(2026, 11, 25),
                           .index = 0};
  const Entry name{.domain = "name.com", .sources = {&source, 1}};
  try {
    NoDocuments documents;
    Drops drops;
    const auto list = find_document_format("misp")->start(info, documents);
    list->add({&name, 1}, drops);
    list->end();
  } catch (const InputError&) {
  }
  std::error_code error;
  if (!event.empty()) std::filesystem::remove(event, error);
  return 0;
}
