// SPDX-License-Identifier: Apache-2.0
#include "dga/core/json_text.h"

#include <algorithm>
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

std::string escape(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out.append("~0");
    } else if (c == '/') {
      out.append("~1");
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string pointer(const std::vector<std::string>& path, std::size_t length) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out.append("/").append(escape(path[i]));
  return out;
}

/// Notes the line of each value and builds the document.
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(std::string_view name, const Place& place, Json& root, std::map<std::string, std::size_t>& lines)
      : name_(name), place_(place), root_(root), lines_(lines) {}

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
    key_ = value;
    if (stack_.back().value->contains(value)) {
      throw InputError{{here(), "the key " + quote(value) + " stands here for the second time", "keep one of the two"}};
    }
    return true;
  }
  bool parse_error(std::size_t, const std::string& token, const Json::exception& error) override {
    std::string_view text = error.what();
    if (const auto reason = text.find(": ", text.find("parse error")); reason != std::string_view::npos) {
      text.remove_prefix(reason + 2);
    }
    throw InputError{{here(), "this is not JSON at " + quote(token), "mend the syntax (" + std::string(text) + ")"}};
  }

 private:
  struct Level {
    Json* value;
    std::string pointer;
  };

  std::string here() const { return std::string(name_) + ":" + std::to_string(place_.line); }

  template <typename T>
  Json* place_value(T&& value) {
    if (stack_.empty()) {
      root_ = std::forward<T>(value);
      lines_[""] = place_.line;
      pointer_.clear();
      return &root_;
    }
    Level& level = stack_.back();
    if (level.value->is_array()) {
      pointer_ = level.pointer + "/" + std::to_string(level.value->size());
      level.value->push_back(std::forward<T>(value));
      lines_[pointer_] = place_.line;
      return &level.value->back();
    }
    pointer_ = level.pointer + "/" + escape(key_);
    lines_[pointer_] = place_.line;
    return &((*level.value)[key_] = std::forward<T>(value));
  }
  template <typename T>
  bool add(T&& value) {
    place_value(std::forward<T>(value));
    return true;
  }
  bool open(Json value) {
    if (stack_.size() == kDeepest) throw InputError{{here(), "objects are nested deeper than 64", "flatten it"}};
    Json* at = place_value(std::move(value));
    stack_.push_back({at, pointer_});
    return true;
  }
  bool close() {
    stack_.pop_back();
    return true;
  }

  std::string_view name_;
  const Place& place_;
  Json& root_;
  std::map<std::string, std::size_t>& lines_;
  std::vector<Level> stack_;
  std::string key_;
  std::string pointer_;
};

}  // namespace

JsonText JsonText::parse(std::string_view text, std::string_view name) {
  JsonText document;
  document.name_ = name;
  Place place;
  Builder builder{name, place, document.value_, document.lines_};
  Json::sax_parse(CountingIterator{text.data(), &place}, CountingIterator{text.data() + text.size(), &place}, &builder);
  return document;
}

std::string JsonText::where(const std::vector<std::string>& path) const {
  for (std::size_t length = path.size() + 1; length-- > 0;) {
    if (const auto found = lines_.find(pointer(path, length)); found != lines_.end()) {
      return name_ + ":" + std::to_string(found->second);
    }
  }
  return name_;
}

void JsonText::only_keys(const std::vector<std::string>& path, std::span<const std::string_view> known) const {
  const Json& object = value_.at(Json::json_pointer(pointer(path, path.size())));
  for (const auto& [key, value] : object.items()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    std::string list = "the keys are ";
    for (std::size_t i = 0; i < known.size(); ++i) list.append(i == 0 ? "" : ", ").append(known[i]);
    auto at = path;
    at.push_back(key);
    throw InputError{{where(at), "unknown key " + quote(key), suggest(key, known, list)}};
  }
}

}  // namespace dgacast
