// SPDX-License-Identifier: Apache-2.0
// dgacast complete: what a shell offers when the user presses TAB. The answer is read from the very options that the
// program parses, so the scripts in completions/ know no command and no option.
#include <algorithm>
#include <string>

#include "blocklists/answers/logs/log_form.h"
#include "blocklists/formats/document.h"
#include "blocklists/names/verdict.h"
#include "tools/cli/command.h"

namespace dgacast {
namespace {

/// Writes what fits behind what was typed.
class Offers {
 public:
  /// `typed` is the value so far; `before` stands before it in the same word of the command line.
  Offers(Sink& out, std::string_view typed, std::string_view before) : out_(out), typed_(typed), before_(before) {}

  /// Offers `word` when it begins as what was typed does. The first line of `description` is shown beside it.
  void put(std::string_view word, std::string_view description = {}) {
    if (!word.starts_with(typed_)) return;
    out_.put(before_, word);
    if (!description.empty()) out_.put('\t', description.substr(0, description.find('\n')));
    out_.put('\n');
  }
  std::string_view typed() const { return typed_; }
  Sink& out() { return out_; }

 private:
  Sink& out_;
  std::string_view typed_, before_;
};

void put_families(Offers& offers, bool seeds) {
  const Catalogue catalogue = Catalogue::builtin();
  const auto slash = offers.typed().find('/');
  for (const CatalogueEntry& entry : catalogue.entries()) {
    if (!entry.unavailable.empty()) continue;
    if (slash == std::string_view::npos) offers.put(entry.id, entry.malware);
    if (!seeds || entry.id != offers.typed().substr(0, slash)) continue;
    for (const Seed& seed : entry.seeds) offers.put(entry.id + "/" + seed.id(), seed.note());
  }
}

void put_formats(Offers& offers) {
  for (const Format* format : formats()) offers.put(format->facts().id, format->facts().summary);
  for (const DocumentFormat* format : document_formats()) offers.put(format->facts().id, format->facts().summary);
}

/// The words of "gzip|zstd". One with capitals stands for something of the user's ("cname:NAME").
void put_choices(std::string_view choices, Offers& offers) {
  for (std::size_t begin = 0; begin <= choices.size();) {
    const std::size_t end = std::min(choices.find('|', begin), choices.size());
    const std::string_view word = choices.substr(begin, end - begin);
    if (std::ranges::none_of(word, [](char c) { return c >= 'A' && c <= 'Z'; })) offers.put(word);
    begin = end + 1;
  }
}

/// Offers values of `option` by the name of its type, which --help shows. Of a DATE or a number there is nothing to
/// say.
void put_values(const CLI::Option& option, Offers& offers) {
  const std::string type = option.get_type_name();
  const auto is = [&type](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, type) != names.end();
  };
  if (is({"FILE", "FILE|FOLDER", "CONFIG.json", "KEY", "OLD", "NEW"})) {
    offers.out().put(":file\n");
  } else if (is({"DIR", "FOLDER", "FEED", "SOURCE"})) {
    offers.out().put(":folder\n");
  } else if (is({"FAMILY", "FAMILY[/SEED]"})) {
    put_families(offers, type != "FAMILY");
  } else if (is({"FORMAT"})) {
    put_formats(offers);
  } else if (is({"FORM"})) {
    for (const LogForm& form : log_forms()) offers.put(form.id, form.title);
  } else if (is({"FLAG"})) {
    for (std::size_t i = 0; i < kFlags; ++i) offers.put(to_text(static_cast<Flag>(i)));
  } else {
    put_choices(type, offers);
  }
}

/// The option of `command`, or of what it is a command of, that `word` ("--name", "--name=value", "-n") names.
const CLI::Option* find_option(const CLI::App* command, std::string_view word) {
  const std::string name(word.substr(0, word.find('=')));
  for (; command != nullptr; command = command->get_parent()) {
    if (const CLI::Option* const option = command->get_option_no_throw(name)) return option;
  }
  return nullptr;
}

void put_options(const CLI::App* command, Offers& offers) {
  for (const CLI::App* app = command; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option : app->get_options()) {
      if (option->get_group().empty() || (app != command && option == app->get_help_ptr())) continue;
      for (const std::string& name : option->get_lnames()) offers.put("--" + name, option->get_description());
    }
  }
}

/// A command line as far as it was typed.
struct Position {
  const CLI::App* command = nullptr;
  const CLI::Option* option = nullptr;  ///< whose value comes next
  std::size_t values = 0;               ///< of the command's positionals
  bool options_over = false;            ///< "--" was seen
};

/// Reads all words but the last, which is being typed.
Position read_words(const CLI::App& program, const std::vector<std::string>& words) {
  Position at{.command = &program};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    const bool dashed = word.size() > 1 && word[0] == '-' && !at.options_over;
    if (at.option != nullptr && !dashed) {
      if (word != "=" && !at.option->get_allow_extra_args()) at.option = nullptr;  // bash gives "--name=value" in three
    } else if (word == "--" && dashed) {
      at.options_over = true;
      at.option = nullptr;
    } else if (dashed) {
      const CLI::Option* const option = find_option(at.command, word);
      const bool wants =
          option != nullptr && option->get_items_expected_max() > 0 && word.find('=') == std::string::npos;
      at.option = wants ? option : nullptr;
    } else if (const auto named =
                   at.command->get_subcommands([&](const CLI::App* one) { return one->get_name() == word; });
               !named.empty()) {
      at.command = named.front();
    } else {
      ++at.values;
    }
  }
  return at;
}

/// The positional that value number `index` belongs to, or nullptr.
const CLI::Option* positional(const CLI::App& command, std::size_t index) {
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const auto most = static_cast<std::size_t>(option->get_items_expected_max());
    if (index < most) return option;
    index -= most;
  }
  return nullptr;
}

void complete(const CLI::App& program, const std::vector<std::string>& words, Sink& out) {
  const Position at = read_words(program, words);
  const std::string_view word = words.empty() ? std::string_view{} : std::string_view{words.back()};
  const auto values = [&out, &word](const CLI::Option& option, std::size_t begin) {
    if (const auto comma = word.rfind(','); option.get_delimiter() == ',' && comma != word.npos && comma >= begin)
      begin = comma + 1;
    Offers offers{out, word.substr(begin), word.substr(0, begin)};
    put_values(option, offers);
  };
  if (word.starts_with('-') && !at.options_over) {
    const auto equals = word.find('=');
    const CLI::Option* const option = equals == word.npos ? nullptr : find_option(at.command, word);
    Offers offers{out, word, {}};
    if (option != nullptr) return values(*option, equals + 1);
    return put_options(at.command, offers);
  }
  if (at.option != nullptr) {
    if (word != "=") return values(*at.option, 0);
    Offers offers{out, {}, {}};
    return put_values(*at.option, offers);
  }
  const auto commands = at.command->get_subcommands(nullptr);
  Offers offers{out, word, {}};
  for (const CLI::App* one : commands) offers.put(one->get_name(), one->get_description());
  if (const CLI::Option* const option = positional(*at.command, at.values)) return values(*option, 0);
  if (commands.empty() && word.empty()) put_options(at.command, offers);
}

}  // namespace

void add_complete(CLI::App& program, Context&) {
  const auto words = std::make_shared<std::vector<std::string>>();
  CLI::App* command = program.add_subcommand("complete", "what a shell may offer next: its completions ask this");
  command
      ->add_option("word", *words,
                   "the words after 'dgacast', behind --; the last is the one being typed, may be empty")
      ->type_name("WORD");
  command->footer(
      "A line is a word, a tab, what it is; ':file' and ':folder' stand for what the shell finds on the disk.\n"
      "The completions of bash, zsh and fish are installed with the program.\n\n"
      "Examples:\n"
      "  dgacast complete -- generate --format r\n"
      "  dgacast complete -- lookup --from");
  command->callback([words, &program] {
    with_output("-", [&](Output& output) {
      Sink out{output};
      complete(program, *words, out);
      out.flush();
    });
  });
}

}  // namespace dgacast
