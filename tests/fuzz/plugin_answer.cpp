// SPDX-License-Identifier: Apache-2.0
// What the process of a plugin says, when the plugin has taken it over. The first byte is the kind of the message, the
// second the number of lists or windows that were asked for; chunks of names end at each byte 254, which is no length.
#include <memory>

#include "dga/plugins/plugin_exchange.h"
#include "tests/fuzz/plugin_list.h"
#include "tests/fuzz/target.h"

namespace {

using namespace dgacast;

/// Gives what the worker describes, and nothing else.
class Described final : public PluginCode {
 public:
  explicit Described(PluginDescription description) : description_(std::move(description)) {}
  PluginDescription describe() const override { return description_; }
  Period period(const PluginValues&, UtcSeconds) const override { return kUnbounded; }
  void generate(const PluginValues&, const Period&, PluginNames&) const override {}

 private:
  PluginDescription description_;
};

/// Lists of a family that declares at most 1,000 names.
class Lists final : public PluginLists {
 public:
  PluginNames& names() override { return names_; }
  void close() override {
    names_.rethrow();
    if (names_.fault()) throw InputError{*names_.fault()};
    if (list_.size() > 1000) std::abort();
  }

 private:
  DomainList list_;
  PluginNames names_{list_, 1000};
};

void read_names(std::string_view bytes, std::size_t wanted) {
  Lists lists;
  NameReader reader{lists, wanted};
  while (!bytes.empty()) {
    const std::string_view chunk = bytes.substr(0, bytes.find('\xFE'));
    const auto copy = std::make_unique<char[]>(chunk.size());  // on the heap: its end is guarded
    std::copy(chunk.begin(), chunk.end(), copy.get());
    reader.read({copy.get(), chunk.size()});
    bytes.remove_prefix(std::min(bytes.size(), chunk.size() + 1));
  }
  if (reader.end() > wanted) std::abort();
}

void read_fault(std::string_view bytes) {
  const Fault fault = decode_fault(bytes);
  for (const char c : fault.what + fault.mend + decode_call(bytes)) {
    if (c < 0x20 || c > 0x7E) std::abort();
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 2, size - 2};
  const std::size_t wanted = std::size_t{1} + data[1] % kMostLists;
  try {
    switch (static_cast<Reply>(data[0])) {
      case Reply::described: {
        const PluginFamily family{"fuzz", std::make_unique<Described>(decode_description(bytes))};
        if (family.facts().id.empty()) std::abort();
        break;
      }
      case Reply::periods:
        if (decode_periods(bytes, wanted).size() > 3 * wanted) std::abort();
        break;
      case Reply::names_go_on:
        if (decode_chunk_size(bytes) > kChunk) std::abort();
        break;
      case Reply::names_end:
        read_names(bytes, wanted);
        break;
      default:
        read_fault(bytes);
    }
  } catch (const InputError&) {
  } catch (const Malformed&) {
  }
  return 0;
}
