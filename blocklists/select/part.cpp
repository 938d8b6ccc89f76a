// SPDX-License-Identifier: Apache-2.0
#include "blocklists/select/part.h"

#include <nlohmann/json.hpp>

#include "dga/core/json_value.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kMagic = "dgapart1";
constexpr std::size_t kEnd = sizeof(std::uint64_t) + kMagic.size();

struct OpenPart {
  PartFacts facts;
  std::unique_ptr<SpillFile> file;
  Run run;
};

OpenPart open_part(const std::string& path) {
  const auto broken = [&path]() -> InputError {
    return InputError{
        {path, "is no part of a list, or was cut short", "give files that 'dgacast generate --shard' wrote"}};
  };
  OpenPart part;
  part.file = SpillFile::existing(path);
  const std::uint64_t size = part.file->size();
  std::string end(kEnd, '\0');
  if (size < kEnd) throw broken();
  part.file->read(size - kEnd, end.data(), kEnd);
  std::uint64_t length = 0;
  for (std::size_t i = 8; i > 0; --i) length = length << 8 | static_cast<unsigned char>(end[i - 1]);
  if (!end.ends_with(kMagic) || length > size - kEnd) throw broken();
  std::string text(length, '\0');
  part.file->read(size - kEnd - length, text.data(), length);
  std::uint64_t index_size = 0;
  std::string index_digest;
  try {
    const Json json = Json::parse(text);
    json.at("plan").get_to(part.facts.plan);
    json.at("arguments").get_to(part.facts.arguments);
    json.at("number").get_to(part.facts.number);
    json.at("count").get_to(part.facts.count);
    json.at("faults").get_to(part.facts.faults);
    json.at("index").get_to(index_size);
    json.at("index_sha256").get_to(index_digest);
  } catch (const Json::exception&) {
    throw broken();
  }
  if (index_size > size - kEnd - length) throw broken();
  std::string index(index_size, '\0');
  part.file->read(size - kEnd - length - index_size, index.data(), index_size);
  if (sha256_hex(index) != index_digest) {
    throw InputError{{path, "is damaged: its index is not what was written", "copy or make this part again"}};
  }
  part.run = Run{*part.file, true, index, path};
  return part;
}

}  // namespace

std::string plan_digest(const Plan& plan) {
  Sha256 sha;
  const auto add = [&sha](std::string_view text) {
    sha.update(text);
    sha.update({"\0", 1});
  };
  for (const PlannedSeed& seed : plan.seeds()) {
    add(seed.entry->id);
    add(seed.seed.id());
    for (const PlannedList& list : seed.lists) {
      for (const UtcSeconds at : {list.period.begin, list.period.end, list.valid_until}) {
        add(std::to_string(unix_time(at)));
      }
    }
  }
  return sha.hex();
}

void write_part(const Collection& names, PartFacts facts, Output& output, const std::stop_token& stop) {
  BlockStore store{output, 0};
  RunWriter writer{store, true};
  std::uint32_t until_look = 0;
  names.visit_places([&](std::string_view name, std::span<const Place> places) {
    if (until_look++ % 4096 == 0 && stop.stop_requested()) throw Interrupted{};
    writer.add(name, places);
  });
  std::string end;
  writer.finish().append_index(end);
  const Json json{{"plan", facts.plan},
                  {"arguments", facts.arguments},
                  {"number", facts.number},
                  {"count", facts.count},
                  {"faults", names.faults()},
                  {"index", end.size()},
                  {"index_sha256", sha256_hex(end)}};
  const std::string text = json_text(json);
  end += text;
  for (unsigned shift = 0; shift < 64; shift += 8) end.push_back(static_cast<char>(text.size() >> shift & 0xFF));
  end += kMagic;
  output.write(end);
}

PartFacts read_part(const std::string& path) { return open_part(path).facts; }

Collection open_parts(const Plan& plan, const std::vector<std::string>& paths, const CollectOptions& options) {
  Collection names{plan, options};
  const std::string digest = plan_digest(plan);
  std::vector<std::string> by_number;
  for (const std::string& path : paths) {
    OpenPart part = open_part(path);
    const PartFacts& facts = part.facts;
    if (facts.plan != digest) {
      throw InputError{{path, "belongs to another list, or to one of another version or catalogue",
                        "make all parts with the same command and files"}};
    }
    if (by_number.empty()) by_number.resize(facts.count);
    if (facts.count != by_number.size() || facts.number < 1 || facts.number > facts.count) {
      throw InputError{{path,
                        "is one of " + std::to_string(facts.count) + " parts, and the first file one of " +
                            std::to_string(by_number.size()),
                        "give all parts of one list"}};
    }
    std::string& other = by_number[facts.number - 1];
    if (!other.empty()) throw InputError{{path, "is the same part as " + other, "give each part once"}};
    other = path;
    for (std::size_t i = 0; i < kNameFaults; ++i) names.faults_[i] += facts.faults[i];
    names.runs_.push_back(std::move(part.run));
    names.parts_.push_back(std::move(part.file));
  }
  for (std::size_t i = 0; i < by_number.size(); ++i) {
    if (!by_number[i].empty()) continue;
    const std::string number = std::to_string(i + 1), count = std::to_string(by_number.size());
    throw InputError{
        {"part " + number, "is missing", "make it with --shard " + number + "/" + count + ", and give it too"}};
  }
  return names;
}

}  // namespace dgacast
