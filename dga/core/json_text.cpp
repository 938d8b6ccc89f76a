// SPDX-License-Identifier: Apache-2.0
#include "dga/core/json_text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>

namespace dgacast {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kDeepest = 64;

/// Counts lines up to the last octet that is not white space: the parser reads one octet past a number, and a line
/// feed there must not count before the number is handed over.
struct Place {
  std::size_t line = 1;
  std::size_t feeds = 0;
};

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Place* place) : at_(at), place_(place) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') {
      ++place_->feeds;
    } else if (*at_ != ' ' && *at_ != '\t' && *at_ != '\r') {
      place_->line += place_->feeds;
      place_->feeds = 0;
    }
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
  bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  Place* place_;
};

}  // namespace

/// Notes the line of each value and builds the document.
class JsonTextBuilder : public nlohmann::json_sax<Json> {
 public:
  JsonTextBuilder(JsonText& document, const Place& place, const JsonLimits& limits)
      : document_(document), place_(place), limits_(limits) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    if (stack_.back().value->contains(value))
      throw InputError{{here(), "duplicate key " + quote(value), "keep one of the two"}};
    key_ = std::move(value);
    return true;
  }
  bool parse_error(std::size_t, const std::string& token, const Json::exception& error) override {
    if (error.id == kOutOfRange) throw InputError{{here(), "this number is too large", "give one that a double holds"}};
    std::string_view text = error.what();
    if (const auto reason = text.find(": ", text.find("parse error")); reason != std::string_view::npos) {
      text.remove_prefix(reason + 2);
    }
    throw InputError{
        {here(), "this is not JSON at " + quote(token), "mend the syntax (" + printable(std::string(text)) + ")"}};
  }

 private:
  static constexpr int kOutOfRange = 406;  // nlohmann's id of "number overflow"

  struct Child {
    std::string key;  // empty in arrays
    std::uint32_t node;
  };
  struct Level {
    Json* value;
    std::string key;
    std::uint32_t line;
    std::vector<Child> children;
  };

  std::string here() const { return document_.name_ + ":" + std::to_string(place_.line); }

  /// The parser quotes the text around a fault.
  static std::string printable(std::string text) {
    for (char& c : text) {
      if (c < 0x20 || c > 0x7E) c = '?';
    }
    return text;
  }

  template <typename T>
  Json* place_value(T&& value) {
    if (++values_ > limits_.values) {
      throw InputError{
          {here(), "more than " + std::to_string(limits_.values) + " values", "divide it into several files"}};
    }
    if (stack_.empty()) {
      document_.value_ = std::forward<T>(value);
      return &document_.value_;
    }
    Json& parent = *stack_.back().value;
    if (!parent.is_array()) return &(parent[key_] = std::forward<T>(value));
    parent.push_back(std::forward<T>(value));
    return &parent.back();
  }
  /// Notes a value whose children are noted.
  void note(std::string key, JsonText::Node node) {
    const auto number = static_cast<std::uint32_t>(document_.nodes_.size());
    document_.nodes_.push_back(node);
    if (!stack_.empty()) stack_.back().children.push_back({std::move(key), number});
  }
  std::string own_key() { return !stack_.empty() && stack_.back().value->is_object() ? key_ : std::string(); }
  template <typename T>
  static std::uint32_t size(const std::vector<T>& list) {
    return static_cast<std::uint32_t>(list.size());
  }
  std::uint32_t line() const { return static_cast<std::uint32_t>(place_.line); }

  template <typename T>
  bool add(T&& value) {
    place_value(std::forward<T>(value));
    note(own_key(), {line(), 0, 0, 0});
    return true;
  }
  bool open(Json value) {
    if (stack_.size() == kDeepest) throw InputError{{here(), "objects are nested deeper than 64", "flatten it"}};
    Json* const at = place_value(std::move(value));
    stack_.push_back({at, own_key(), line(), {}});
    return true;
  }
  bool close() {
    Level level = std::move(stack_.back());
    stack_.pop_back();
    const JsonText::Node node{level.line, size(document_.children_), size(level.children), size(document_.keys_)};
    if (level.value->is_object()) std::ranges::sort(level.children, {}, &Child::key);
    for (Child& child : level.children) {
      document_.children_.push_back(child.node);
      if (level.value->is_object()) document_.keys_.push_back(std::move(child.key));
    }
    note(std::move(level.key), node);
    return true;
  }

  JsonText& document_;
  const Place& place_;
  const JsonLimits& limits_;
  std::vector<Level> stack_;
  std::string key_;
  std::size_t values_ = 0;
};

namespace {

/// True when `text` has no more values than allowed and no deeper nesting, should it be JSON.
bool is_within(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return false;
  std::size_t depth = 0, values = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        while (++i < text.size() && text[i] != '"') i += text[i] == '\\' ? 1 : 0;
        break;
      case '[':
      case '{':
        if (++depth > kDeepest) return false;
        [[fallthrough]];
      case ',':
        if (++values > limits.values) return false;
        break;
      case ']':
      case '}':
        if (depth > 0) --depth;
        break;
      default:
        break;
    }
  }
  return true;
}

}  // namespace

JsonText JsonText::parse(std::string_view text, std::string_view name, const JsonLimits& limits) {
  JsonText document;
  document.name_ = name;
  if (text.size() > limits.bytes) {
    throw InputError{{document.name_, "has more than " + std::to_string(limits.bytes >> 20) + " MiB",
                      "divide it into several files"}};
  }
  Place place;
  JsonTextBuilder builder{document, place, limits};
  Json::sax_parse(CountingIterator{text.data(), &place}, CountingIterator{text.data() + text.size(), &place}, &builder);
  return document;
}

std::size_t JsonText::line(const std::vector<std::string>& path) const {
  if (nodes_.empty()) return 1;
  const Json* value = &value_;
  const Node* node = &nodes_.back();
  for (const std::string& step : path) {
    std::size_t child = node->count;
    if (value->is_object()) {
      const auto begin = keys_.begin() + node->first_key, end = begin + node->count;
      const auto found = std::lower_bound(begin, end, step);
      if (found == end || *found != step) break;
      child = static_cast<std::size_t>(found - begin);
      value = &(*value)[step];
    } else if (value->is_array()) {
      const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), child);
      if (error != std::errc{} || end != step.data() + step.size() || child >= node->count) break;
      value = &(*value)[child];
    }
    if (child >= node->count) break;
    node = &nodes_[children_[node->first + child]];
  }
  return node->line;
}

std::string JsonText::where(const std::vector<std::string>& path) const {
  return nodes_.empty() ? name_ : name_ + ":" + std::to_string(line(path));
}

void JsonText::only_keys(const std::vector<std::string>& path, std::span<const std::string_view> known) const {
  const Json* object = &value_;
  for (const std::string& step : path)
    object = object->is_array() ? &(*object)[std::strtoul(step.c_str(), nullptr, 10)] : &(*object)[step];
  for (const auto& [key, value] : object->items()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    std::string list = "the keys are ";
    for (std::size_t i = 0; i < known.size(); ++i) list.append(i == 0 ? "" : ", ").append(known[i]);
    auto at = path;
    at.push_back(key);
    throw InputError{{where(at), "unknown key " + quote(key), suggest(key, known, list)}};
  }
}

Json parse_json(std::string_view text, const JsonLimits& limits) {
  return is_within(text, limits) ? Json::parse(text, nullptr, false) : Json(Json::value_t::discarded);
}

}  // namespace dgacast
