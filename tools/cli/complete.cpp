// SPDX-License-Identifier: Apache-2.0
// dgacast complete: what a shell offers when the user presses TAB. The answer is read from the table of commands, as
// the parser and the help are, so the scripts in completions/ know no command and no option.
#include <algorithm>
#include <string>

#include "blocklists/answers/logs/log_form.h"
#include "blocklists/formats/document.h"
#include "blocklists/names/verdict.h"
#include "blocklists/options/program.h"
#include "blocklists/options/value.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"

namespace dgacast {
namespace {

/// Writes what fits behind what was typed.
class Offers {
 public:
  /// `typed` is the value so far; `before` stands before it in the same word of the command line.
  Offers(Sink& out, std::string_view typed, std::string_view before) : out_(out), typed_(typed), before_(before) {}

  /// Offers `word` when it begins as what was typed does. `description` is shown beside it.
  void put(std::string_view word, std::string_view description = {}) {
    if (!word.starts_with(typed_)) return;
    out_.put(before_, word);
    if (!description.empty()) out_.put('\t', description);
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

/// The fixed values. One with capitals stands for something of the user's ("cname:NAME").
void put_words(const Option& option, Offers& offers) {
  for (const std::string_view word : words_of(option.words)) {
    if (std::ranges::none_of(word, [](char c) { return c >= 'A' && c <= 'Z'; })) offers.put(word);
  }
}

/// Offers values of `option`: its words, or by what its value is called. Of a DATE or a number there is nothing to say.
void put_values(const Option& option, Offers& offers) {
  const auto is = [&option](std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, option.value) != names.end();
  };
  if (!option.words.empty()) {
    put_words(option, offers);
  } else if (is({"FILE", "FILE|FOLDER", "CONFIG.json", "KEY", "OLD", "NEW"})) {
    offers.out().put(":file\n");
  } else if (is({"DIR", "FOLDER", "FEED", "SOURCE"})) {
    offers.out().put(":folder\n");
  } else if (is({"FAMILY", "FAMILY[/SEED]"})) {
    put_families(offers, option.value != "FAMILY");
  } else if (is({"FORMAT"})) {
    put_formats(offers);
  } else if (is({"FORM"})) {
    for (const LogForm& form : log_forms()) offers.put(form.id, form.title);
  } else if (is({"FLAG"})) {
    for (std::size_t i = 0; i < kFlags; ++i) offers.put(to_text(static_cast<Flag>(i)));
  }
}

/// Calls `use` with each option of the command and those of every command.
template <typename Use>
void each_option(const Command* command, const Use& use) {
  if (command != nullptr) {
    for (const OptionGroup& group : command->groups) {
      for (const Option* option : group.options) use(*option);
    }
  }
  for (const Option* option : general_options().options) use(*option);
}

/// The option that `word` ("--name", "--name=value", "-n") names.
const Option* find_option(const Command* command, std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  const Option* found = nullptr;
  each_option(command, [&](const Option& option) {
    const bool is = name.starts_with("--") ? name.substr(2) == option.name || name.substr(2) == option.alias
                                           : name.size() == 2 && option.letter != 0 && name[1] == option.letter;
    if (is && !option.argument && name.size() > 1) found = &option;
  });
  return found;
}

void put_options(const Command* command, Offers& offers) {
  each_option(command, [&](const Option& option) {
    if (!option.argument) offers.put(shown_name(option), option.brief);
  });
}

/// A command line as far as it was typed.
struct Position {
  const Command* command = nullptr;
  const Option* option = nullptr;  ///< whose value comes next
  std::size_t values = 0;          ///< of the command's arguments
  bool options_over = false;       ///< "--" was seen
};

const Command* find_below(const Command* parent, std::string_view word) {
  const auto below = commands_of(parent);
  const auto found = std::ranges::find(below, word, [](const Command* one) { return last_word(*one); });
  return found == below.end() ? nullptr : *found;
}

/// Reads all words but the last, which is being typed.
Position read_words(const std::vector<std::string>& words) {
  Position at;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const std::string& word = words[i];
    const bool dashed = word.size() > 1 && word[0] == '-' && !at.options_over;
    if (at.option != nullptr && !dashed) {
      if (word != "=") at.option = nullptr;  // bash gives "--name=value" in three
    } else if (word == "--" && dashed) {
      at.options_over = true;
      at.option = nullptr;
    } else if (dashed) {
      const Option* const option = find_option(at.command, word);
      const bool wants = option != nullptr && option->kind != OptionKind::flag && word.find('=') == std::string::npos;
      at.option = wants ? option : nullptr;
    } else if (const Command* const named = find_below(at.command, word); named != nullptr) {
      at.command = named;
    } else {
      ++at.values;
    }
  }
  return at;
}

/// The argument that value number `index` belongs to, or nullptr.
const Option* argument(const Command& command, std::size_t index) {
  for (const OptionGroup& group : command.groups) {
    for (const Option* option : group.options) {
      if (!option->argument) continue;
      if (index == 0 || option->kind == OptionKind::texts) return option;
      --index;
    }
  }
  return nullptr;
}

void complete(const std::vector<std::string>& words, Sink& out) {
  const Position at = read_words(words);
  const std::string_view word = words.empty() ? std::string_view{} : std::string_view{words.back()};
  const auto values = [&out, &word](const Option& option, std::size_t begin) {
    if (const auto comma = word.rfind(','); option.kind == OptionKind::list && comma != word.npos && comma >= begin)
      begin = comma + 1;
    Offers offers{out, word.substr(begin), word.substr(0, begin)};
    put_values(option, offers);
  };
  if (word.starts_with('-') && !at.options_over) {
    const auto equals = word.find('=');
    const Option* const option = equals == word.npos ? nullptr : find_option(at.command, word);
    Offers offers{out, word, {}};
    if (option != nullptr) return values(*option, equals + 1);
    return put_options(at.command, offers);
  }
  if (at.option != nullptr) {
    if (word != "=") return values(*at.option, 0);
    Offers offers{out, {}, {}};
    return put_values(*at.option, offers);
  }
  const auto below = commands_of(at.command);
  Offers offers{out, word, {}};
  for (const Command* one : below) offers.put(last_word(*one), one->brief);
  if (at.command == nullptr) return;
  if (const Option* const option = argument(*at.command, at.values)) return values(*option, 0);
  if (below.empty() && word.empty()) put_options(at.command, offers);
}

}  // namespace

void add_complete(Arguments& command, Context&) {
  const auto words = std::make_shared<std::vector<std::string>>();
  command.add(option::typed_words, *words);
  command.run([words] {
    with_output("-", [&](Output& output) {
      Sink out{output};
      complete(*words, out);
      out.flush();
    });
  });
}

}  // namespace dgacast
