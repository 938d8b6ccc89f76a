// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/logs/log_json.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "blocklists/answers/logs/log_text.h"

namespace dgacast {
namespace {

constexpr std::size_t kDepth = 32;          // of a document
constexpr int kVisitedDepth = 4;            // below which objects are not looked for
constexpr std::size_t kFields = 1024;       // of one object
constexpr std::size_t kLongestPath = 160;   // bytes
constexpr std::size_t kElements = 64;       // of an array within an object
constexpr std::size_t kVisits = 1U << 16U;  // of one text

}  // namespace

const JsonFields::Field* JsonFields::find(std::string_view path) const noexcept {
  for (const Field& field : fields_) {
    if (field.size == path.size() && std::memcmp(paths_.data() + field.begin, path.data(), path.size()) == 0)
      return &field;
  }
  return nullptr;
}

std::string_view JsonFields::text(std::string_view path) const noexcept {
  const Field* const field = find(path);
  return field == nullptr ? std::string_view{} : field->text;
}

const JsonFields::Field* JsonFields::find_end(std::string_view end) const noexcept {
  for (const Field& field : fields_) {
    if (path(field).ends_with(end)) return &field;
  }
  return nullptr;
}

class JsonLines::Parser {
 public:
  bool visit(std::string_view text, const std::function<bool(const JsonFields&)>& take) {
    if (text.size() + simdjson::SIMDJSON_PADDING > room_.size()) {
      room_.resize(2 * text.size() + simdjson::SIMDJSON_PADDING);
      if (parser_.allocate(room_.size(), kDepth) != simdjson::SUCCESS) return false;
    }
    std::memcpy(room_.data(), text.data(), text.size());
    std::memset(room_.data() + text.size(), 0, simdjson::SIMDJSON_PADDING);
    simdjson::dom::element root;
    if (parser_.parse(room_.data(), text.size(), false).get(root) != simdjson::SUCCESS) return false;
    visits_ = 0;
    descend(root, 0, take);
    return root.is_object() || root.is_array();
  }

 private:
  void descend(const simdjson::dom::element& element, int depth, const std::function<bool(const JsonFields&)>& take) {
    if (depth > kVisitedDepth || ++visits_ > kVisits) return;
    simdjson::dom::array array;
    if (element.get_array().get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element one : array) {
        if (one.is_object()) descend(one, depth + 1, take);
      }
      return;
    }
    simdjson::dom::object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) return;
    fields_.paths_.clear();
    fields_.fields_.clear();
    path_.clear();
    flatten(element);
    if (take(fields_)) return;
    for (const simdjson::dom::key_value_pair one : object) {
      if (one.value.is_object() || one.value.is_array()) descend(one.value, depth + 1, take);
    }
  }

  void flatten(const simdjson::dom::element& element) {
    if (fields_.fields_.size() >= kFields || path_.size() > kLongestPath) return;
    const std::size_t size = path_.size();
    const auto enter = [&](std::string_view key) {
      path_.resize(size);
      if (size > 0) path_ += '.';
      path_ += key;
    };
    switch (element.type()) {
      case simdjson::dom::element_type::OBJECT:
        for (const simdjson::dom::key_value_pair one : simdjson::dom::object(element.get_object().value_unsafe())) {
          enter(one.key);
          flatten(one.value);
        }
        break;
      case simdjson::dom::element_type::ARRAY: {
        if (path_ == "MESSAGE") return put_bytes(element);
        std::size_t number = 0;
        for (const simdjson::dom::element one : simdjson::dom::array(element.get_array().value_unsafe())) {
          if (number == kElements) break;
          char digits[8];
          const auto end = std::to_chars(digits, digits + sizeof digits, number++).ptr;
          enter({digits, static_cast<std::size_t>(end - digits)});
          flatten(one);
        }
        break;
      }
      case simdjson::dom::element_type::STRING:
        put({0, 0, false, 0, element.get_string().value_unsafe()});
        break;
      case simdjson::dom::element_type::INT64:
      case simdjson::dom::element_type::UINT64:
      case simdjson::dom::element_type::DOUBLE: {
        double value = 0;
        if (element.get_double().get(value) == simdjson::SUCCESS) put({0, 0, true, value, {}});
        break;
      }
      default:
        break;
    }
    path_.resize(size);
  }

  /// journald writes a text that is not UTF-8, or long, as an array of its bytes.
  void put_bytes(const simdjson::dom::element& element) {
    bytes_.clear();
    for (const simdjson::dom::element one : simdjson::dom::array(element.get_array().value_unsafe())) {
      std::uint64_t value = 0;
      if (one.get_uint64().get(value) != simdjson::SUCCESS || value > 255) return;
      bytes_ += static_cast<char>(value);
    }
    put({0, 0, false, 0, bytes_});
  }

  void put(JsonFields::Field field) {
    if (path_.size() > kLongestPath) return;
    field.begin = static_cast<std::uint32_t>(fields_.paths_.size());
    field.size = static_cast<std::uint32_t>(path_.size());
    fields_.paths_ += path_;
    fields_.fields_.push_back(field);
  }

  simdjson::dom::parser parser_;
  std::string room_, path_, bytes_;
  JsonFields fields_;
  std::size_t visits_ = 0;
};

JsonLines::JsonLines() : parser_(std::make_unique<Parser>()) {}
JsonLines::~JsonLines() = default;

bool JsonLines::visit(std::string_view text, const std::function<bool(const JsonFields&)>& take) {
  return parser_->visit(text, take);
}

bool JsonSplitter::may_begin(std::string_view line) noexcept {
  line = trimmed(line);
  if (line.starts_with('{')) {
    const std::string_view rest = trimmed(line.substr(1));
    return rest.empty() || rest.starts_with('"') || rest.starts_with('}');
  }
  if (!line.starts_with('[')) return false;
  const std::string_view rest = trimmed(line.substr(1));
  return rest.empty() || rest.starts_with('{') || rest.starts_with(']');
}

bool JsonSplitter::may_continue(std::string_view line) const noexcept {
  line = trimmed(line);
  if (line.empty()) return true;
  if (std::string_view{"{}[],"}.find(line.front()) != std::string_view::npos) return true;
  if (object_.empty()) return false;
  if (line.front() == '"' || line.front() == ':') return true;
  for (const std::string_view word : {"true", "false", "null"}) {
    if (line.starts_with(word)) return true;
  }
  return std::ranges::all_of(line, [](char c) { return is_digit(c) || std::string_view{"+-.eE,]} "}.find(c) < 9; });
}

bool JsonSplitter::add(std::string_view line, const std::function<void(std::string_view)>& object) {
  bool fits = true;
  std::size_t begin = 0;  // of what belongs to the object and is not in object_ yet
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_text_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_text_ = false;
      }
      continue;
    }
    if (depth_ == 0) {
      if (c == '{') {
        begin = i;
        depth_ = 1;
      } else if (c == '[') {
        in_array_ = true;
      } else if (c == ']') {
        in_array_ = false;
      }
      continue;
    }
    if (c == '"') {
      in_text_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
      if (object_.empty()) {
        object(line.substr(begin, i + 1 - begin));
      } else {
        object_.append(line.substr(begin, i + 1 - begin));
        object(object_);
        object_.clear();
      }
      pending_lines_ = 0;
      begin = i + 1;
    }
  }
  if (depth_ > 0) {
    object_.append(line.substr(begin)).append("\n");
    ++pending_lines_;
    if (object_.size() > kLongest) {
      fits = false;
      clear();
    }
  }
  return fits;
}

void JsonSplitter::clear() noexcept {
  object_.clear();
  pending_lines_ = 0;
  depth_ = 0;
  in_array_ = in_text_ = escaped_ = false;
}

}  // namespace dgacast
