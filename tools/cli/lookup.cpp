// SPDX-License-Identifier: Apache-2.0
// dgacast lookup: which family, seed and period makes this name?
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "blocklists/answers/enumerated_lookup.h"
#include "blocklists/answers/found_json.h"
#include "blocklists/answers/query_batch.h"
#include "blocklists/io/output.h"
#include "blocklists/options/answers.h"
#include "blocklists/options/running.h"
#include "blocklists/options/selection.h"
#include "dga/core/text.h"
#include "tools/cli/arguments.h"
#include "tools/cli/index_options.h"
#include "tools/cli/run.h"

namespace dgacast {
namespace {

struct Options {
  std::vector<std::string> names;
  SeedOptions seeds{.every_seed = true};
  DateOptions dates;
  std::string index;
  bool json = false;
  std::vector<std::string> catalogue;
  std::optional<std::uint32_t> threads;
};

/// Writes what was found and remembers whether anything was.
class Report {
 public:
  Report(bool is_json, Output& output) : is_json_(is_json), out_(output) {}
  bool any() const noexcept { return any_; }

  void add(const Found& found) {
    any_ = any_ || !found.lists.empty();
    if (is_json_) {
      json_.put(out_, found);
      return out_.put('\n');
    }
    for (const Answer& answer : found.lists) {
      const Source& source = *answer.source;
      out_.put(std::string_view{printable(found.given)}, '\t', std::string_view{source.entry->id}, '/',
               std::string_view{source.seed->id()}, '\t', from_(source.period.begin), '\t', until_(source.valid_until),
               '\t', answer.index, '\n');
    }
  }
  void flush() { out_.flush(); }

 private:
  bool is_json_;
  Sink out_;
  FoundJson json_;
  InstantText from_, until_;
  bool any_ = false;
};

/// Hands the lines of standard input with their numbers to `take`, and calls `pause` as soon as no more are there to
/// read, and at the end: a program that asks one name at a time waits for nothing.
template <typename Take, typename Pause>
void read_lines(const Context& context, const Take& take, const Pause& pause) {
  constexpr int kPatience = 100;  // milliseconds between looks at a signal
  constexpr std::size_t kLongestLine = 65'536;
  std::string text;
  std::vector<char> block(std::size_t{1} << 18);
  std::size_t number = 0;
  bool waiting = false;  // lines wait for an answer
  while (true) {
    pollfd ready{STDIN_FILENO, POLLIN, 0};
    const int state = ::poll(&ready, 1, waiting ? 0 : kPatience);
    if (context.stop.stop_requested()) throw Interrupted{};
    if (state == 0 || (state < 0 && errno == EINTR)) {
      if (waiting) pause();
      waiting = false;
      continue;
    }
    const ssize_t count = ::read(STDIN_FILENO, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      throw InputError{{"standard input", std::string("cannot be read: ") + std::strerror(errno), "give a text"}};
    if (count == 0) break;
    text.append(block.data(), static_cast<std::size_t>(count));
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
      take(std::string_view{text}.substr(begin, end - begin), ++number);
      waiting = true;
    }
    text.erase(0, begin);
    if (text.size() > kLongestLine)
      throw InputError{{"standard input:" + std::to_string(number + 1), "this line has more than 65,536 bytes",
                        "give one name a line"}};
  }
  if (!text.empty()) take(text, ++number);
  pause();
}

constexpr std::size_t kBatchNames = 1 << 20;
constexpr std::size_t kBatchOctets = std::size_t{64} << 20;

/// Answers out of batches. Without an index every batch makes all lists: one batch then.
void look_up(const Options& options, Context& context, const NameLookup& lookup, bool many_batches) {
  const PublicSuffixes suffixes;
  RunContext run = run_context(context);
  run.threads = options.threads.value_or(0);
  QueryBatch batch{suffixes};
  DescriptorOutput output{STDOUT_FILENO, "standard output"};
  Report report{options.json, output};
  const auto answer = [&] {
    if (batch.size() == 0) return;
    batch.answer(lookup, run, [&](const Found& found) { report.add(found); });
    report.flush();
    batch.clear();
  };
  std::size_t refused = 0;
  std::string first_refused;
  const auto take = [&](std::string_view line, std::size_t number) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (batch.add_written(line) == QueryBatch::Meaning::no_name && ++refused == 1)
      first_refused = "standard input:" + std::to_string(number) + ": " + quote(line);
    if (many_batches && (batch.size() >= kBatchNames || batch.text_size() >= kBatchOctets)) answer();
  };
  const auto pause = [&] {
    if (many_batches) answer();
  };
  for (const std::string& name : options.names) {
    if (name == "-") {
      read_lines(context, take, pause);
    } else if (batch.add_written(name) != QueryBatch::Meaning::name) {
      usage("lookup", quote(name) + " is not a name", "give names, also defanged or in URLs");
    }
  }
  answer();
  if (!report.any()) context.exit = Exit::negative;
  if (refused > 0) {
    std::string others;
    if (refused > 1)
      others = refused == 2 ? ", nor is 1 other line" : ", nor are " + std::to_string(refused - 1) + " others";
    throw InputError{{first_refused, "not a name" + others, "the other lines are answered; give one name a line"}};
  }
}

void run(const Options& options, Context& context) {
  const auto catalogue = catalogue_of(context, options.catalogue);
  if (!options.index.empty()) {
    check_no_range(options.dates, options.seeds);
    return look_up(options, context, open_index(options.index, catalogue, context), true);
  }
  const Period horizon = horizon_of(options.dates);
  const Plan plan = plan_of(catalogue, options.seeds, horizon, run_context(context));
  look_up(options, context, EnumeratedLookup{plan}, false);
}

}  // namespace

void add_lookup(Arguments& command, Context& context) {
  const auto options = std::make_shared<Options>();
  command.add(option::lookup_names, options->names);
  add_family_option(command, options->seeds);
  add_date_options(command, options->dates);
  add_seed_options(command, options->seeds);
  command.add(option::index, options->index);
  command.add(option::json_answers, options->json);
  command.add(option::threads, options->threads);
  command.add(option::catalogue, options->catalogue);
  command.run([options, &context] { run(*options, context); });
}

}  // namespace dgacast
