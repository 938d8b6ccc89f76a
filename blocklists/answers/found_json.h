// SPDX-License-Identifier: Apache-2.0
// What a look-up found as JSON: one object a name.
//
//   {"domain":"www.yrytdyip.com","name":"www.yrytdyip.com","generated":"yrytdyip.com","sources":[{"family":"srizbi",
//    "malware":"Srizbi","seed":"...","valid_from":"...","valid_until":"...","index":0}]}
//
// "domain" is the name as it was asked for; "name" is the same under its old key, for one release. "generated" is the
// name that the lists hold, where it is another. "sources" is empty for a name that no list holds; what is not a name
// has "error" in its place.
#pragma once
#include "blocklists/answers/query_batch.h"
#include "blocklists/engine/source_text.h"
#include "blocklists/io/sink.h"

namespace [[gnu::visibility("default")]] dgacast {

/// Writes what QueryBatch::answer() visits. Not thread-safe. Allocates for no name and source but one whose seed is not
/// that of the source before.
class FoundJson {
 public:
  /// Writes the object, without a line end. The seeds of all sources must live as long as this writer: those of one
  /// catalogue or plan do.
  void put(Sink& out, const Found& found);

 private:
  SourceJson source_{SourceJson::Keys::answer};
};

}  // namespace dgacast
