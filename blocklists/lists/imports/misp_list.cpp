// SPDX-License-Identifier: Apache-2.0
// A MISP warning list: {"name": ..., "list": ["name", ...]}.
#include "blocklists/lists/imports/import_form.h"
#include "dga/core/issue.h"
#include "dga/core/json_text.h"
#include "dga/core/json_value.h"

namespace dgacast {
namespace {

bool fits(const ImportText& text) {
  return text.first_line().starts_with('{') && text.text().find("\"list\"") != std::string_view::npos &&
         text.text().find("\"Event\"") == std::string_view::npos;
}

void read(const ImportText& text, ImportRows& rows) {
  const JsonText document = JsonText::parse(text.text(), text.name(), kJsonListLimits);
  const nlohmann::json& list = member(document.value(), "list");
  if (!list.is_array())
    throw InputError{{document.where({"list"}), "\"list\" is not a list of names", "give an array of strings"}};
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::size_t line = document.line({"list", std::to_string(i)});
    if (!list[i].is_string()) text.fail(line, "is not a name", "give a string");
    rows.take({.domain = text_of(list[i]), .family = {}, .seed = {}, .from = {}, .until = {}, .line = line});
  }
}

}  // namespace

ImportForm import_misp_list() noexcept {
  return {.id = "misp-list", .title = "a MISP warning list", .fits = fits, .read = read};
}

}  // namespace dgacast
