// SPDX-License-Identifier: Apache-2.0
#include "blocklists/answers/found_json.h"

#include "blocklists/io/json_string.h"

namespace dgacast {

void FoundJson::put(Sink& out, const Found& found) {
  out.put("{\"domain\":");
  put_json_string(out, found.given);
  out.put(",\"name\":");
  put_json_string(out, found.given);
  if (!found.generated.empty() && found.generated != found.given) {
    out.put(",\"generated\":");
    put_json_string(out, found.generated);
  }
  if (!found.is_name) return out.put(",\"error\":\"not a name\"}");
  out.put(",\"sources\":[");
  for (const Answer& answer : found.lists) {
    out.put(std::string_view{&answer == found.lists.data() ? "{" : ",{"});
    source_.put(out, answer.source->attribution(answer.index));
    out.put('}');
  }
  out.put("]}");
}

}  // namespace dgacast
