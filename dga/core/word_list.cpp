// SPDX-License-Identifier: Apache-2.0
#include "dga/core/word_list.h"

#include "dga/core/embedded.h"
#include "dga/core/seed.h"

namespace dgacast {

extern const EmbeddedFile word_data[];
extern const std::size_t word_data_size;

WordList::WordList(std::vector<std::string> words) {
  auto owned = std::make_shared<const std::vector<std::string>>(std::move(words));
  words_ = std::make_shared<const std::vector<std::string_view>>(owned->begin(), owned->end());
  owned_ = std::move(owned);
}

WordList WordList::from_lines(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto feed = text.find('\n');
    std::string_view line = text.substr(0, feed);
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) words.push_back(line);
  }
  WordList list;
  list.words_ = std::make_shared<const std::vector<std::string_view>>(std::move(words));
  return list;
}

const WordList* WordList::builtin(std::string_view name) {
  static const std::vector<WordList> kLists = [] {
    std::vector<WordList> lists;
    for (std::size_t i = 0; i < word_data_size; ++i) lists.push_back(from_lines(word_data[i].text()));
    return lists;
  }();
  if (name.starts_with("words/")) name.remove_prefix(6);
  if (name.ends_with(".txt")) name.remove_suffix(4);
  for (std::size_t i = 0; i < word_data_size; ++i) {
    if (word_data[i].name == name) return &kLists[i];
  }
  return nullptr;
}

std::vector<std::string_view> builtin_word_lists() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < word_data_size; ++i) names.emplace_back(word_data[i].name);
  return names;
}

}  // namespace dgacast
