// SPDX-License-Identifier: Apache-2.0
// How fast is each line format, beside fwrite() of the same octets? One core, one million names that lie ready, into a
// file that is overwritten each time. Both sides alternate within a round; the ratio is the median over the rounds.
// Formats that carry an assessment are measured twice: with one that lies ready, and with the work of making it.
// Prints the table of RESULTS.md; ends with 1 when a format is below the ratio that we promise.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "blocklists/formats/format.h"
#include "blocklists/io/output.h"
#include "blocklists/judge/screen.h"

namespace dgacast {
namespace {

constexpr std::size_t kNames = 1'000'000;
constexpr std::size_t kBlock = 4096;  // what Collection::visit() hands over at once
constexpr double kLeastRatio = 0.25;

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

/// Sorted names such as DGAs make, 12 to 21 octets, one source each.
class Names {
 public:
  Names() {
    catalogue_entry_.id = "necurs";
    constexpr std::string_view kTlds[] = {".biz", ".cn", ".com", ".info", ".net", ".ru"};
    std::uint32_t state = 1;
    std::vector<std::size_t> ends{0};
    for (std::uint32_t i = 0; i < kNames; ++i) {
      std::string& name = arena_;
      const std::size_t begin = name.size();
      for (std::uint32_t rest = i, place = 0; place < 5; ++place, rest /= 26)
        name.insert(name.begin() + static_cast<std::ptrdiff_t>(begin), static_cast<char>('a' + rest % 26));
      state = state * 1664525 + 1013904223;
      for (std::uint32_t more = state >> 30, bits = state >> 3; name.size() < begin + 10 + more; bits /= 7)
        name.push_back(static_cast<char>('a' + bits % 26));
      name.append(kTlds[(state >> 20) % std::size(kTlds)]);
      ends.push_back(name.size());
    }
    for (std::uint32_t i = 0; i < kNames; ++i) {
      sources_.push_back({&catalogue_entry_, &seed_, midnight(2026, 11, 24), midnight(2026, 11, 28), i % 2048});
    }
    for (std::size_t i = 0; i < kNames; ++i) {
      entries_.push_back({std::string_view{arena_}.substr(ends[i], ends[i + 1] - ends[i]), {&sources_[i], 1}});
    }
    info_.suffixes = &suffixes_;
    Assessor assessor{suffixes_, TldFacts::builtin(), nullptr};
    assessments_.reserve(kNames);
    for (Entry& entry : entries_)
      entry.assessment = &assessments_.emplace_back(assessor.assess(entry.domain, entry.sources));
  }

  void write(const Format& format, Output& output, bool assess) const {
    Sink sink{output};
    Drops drops;
    Assessor assessor{suffixes_, TldFacts::builtin(), nullptr};
    Screen screen{{}, assessor};
    format.begin(info_, sink);
    for (std::span<const Entry> rest = entries_; !rest.empty();) {
      const auto block = rest.first(std::min(rest.size(), kBlock));
      if (assess) {  // as write/list_writer.cpp does
        screen.pass(block);
        format.add(info_, screen.kept(), sink, drops);
      } else {
        format.add(info_, block, sink, drops);
      }
      rest = rest.subspan(block.size());
    }
    format.end(info_, kNames, sink);
    sink.flush();
  }

 private:
  PublicSuffixes suffixes_;
  ListInfo info_;
  CatalogueEntry catalogue_entry_;
  Seed seed_ = SeedBuilder{"necurs", "one", {}}.build("");
  std::string arena_;  // as a collection keeps them: one after the other
  std::vector<Attribution> sources_;
  std::vector<Entry> entries_;
  std::vector<Assessment> assessments_;
};

class Text final : public Output {
 public:
  void write(std::string_view octets) override { text.append(octets); }
  std::string text;
};

/// Seconds of this thread's processor: others on the machine disturb them less than those of the clock.
template <typename Work>
double seconds_of(Work work) {
  const auto now = [] {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  };
  const double begin = now();
  work();
  return now() - begin;
}

struct Result {
  std::string id;
  double names_per_second, octets_per_second, ratio;
};

void run_format(benchmark::State& state, const Format& format, bool assess, const Names& names,
                std::vector<Result>& results) {
  Text reference;
  names.write(format, reference, assess);
  std::string path = (std::filesystem::temp_directory_path() / "dgacast-bench-XXXXXX").string();
  const int descriptor = ::mkstemp(path.data());
  std::FILE* const file = std::fopen(path.c_str(), "r+b");
  if (descriptor < 0 || file == nullptr) return state.SkipWithError("no temporary file");
  std::vector<double> ratios, seconds;
  const auto with_fwrite = [&] {
    std::rewind(file);
    std::fwrite(reference.text.data(), 1, reference.text.size(), file);
    std::fflush(file);
  };
  with_fwrite();  // the pages of the file are there from now on
  for (auto _ : state) {
    const double fwrite_seconds = seconds_of(with_fwrite);
    const double own_seconds = seconds_of([&] {
      DescriptorOutput output{descriptor, path};
      ::lseek(descriptor, 0, SEEK_SET);
      names.write(format, output, assess);
    });
    state.SetIterationTime(own_seconds);
    ratios.push_back(fwrite_seconds / own_seconds);
    seconds.push_back(own_seconds);
  }
  std::fclose(file);
  ::close(descriptor);
  ::unlink(path.c_str());
  const double middle = median(seconds);
  results.push_back({std::string(format.facts().id) + (assess ? ", assessed" : ""),
                     static_cast<double>(kNames) / middle, static_cast<double>(reference.text.size()) / middle,
                     median(ratios)});
  state.counters["names/s"] = results.back().names_per_second;
  state.counters["ratio"] = results.back().ratio;
}

}  // namespace
}  // namespace dgacast

int main(int argc, char** argv) {
  using namespace dgacast;
  benchmark::Initialize(&argc, argv);
  const Names names;
  std::vector<Result> results;
  for (const Format* format : formats()) {
    for (const bool assess : {false, true}) {
      if (assess && !format->facts().assessment) continue;
      benchmark::RegisterBenchmark(
          (std::string(format->facts().id) + (assess ? "/assessed" : "")).c_str(),
          [&, format, assess](benchmark::State& state) { run_format(state, *format, assess, names, results); })
          ->UseManualTime()
          ->Unit(benchmark::kMillisecond)
          ->Iterations(15);
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  bool kept = true;
  std::printf("\n| format | million names/s | MB/s | ratio to fwrite |\n| --- | --- | --- | --- |\n");
  for (const Result& result : results) {
    std::printf("| %.*s | %.1f | %.0f | %.2f |\n", static_cast<int>(result.id.size()), result.id.c_str(),
                result.names_per_second / 1e6, result.octets_per_second / 1e6, result.ratio);
    kept = kept && result.ratio >= kLeastRatio;
  }
  return kept ? 0 : 1;
}
