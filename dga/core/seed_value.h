// SPDX-License-Identifier: Apache-2.0
// Reads the value of one parameter from JSON, by its type. Internal to seeds.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "dga/core/seed.h"

namespace dgacast {

/// Of what seed a value is, and where it was given.
struct ValuePlace {
  std::string_view where, family, seed;
};

/// What is wrong with a value, for the message of who knows the seed.
struct ValueFault {
  std::string value;    ///< as it was given
  std::string problem;  ///< "which is not a list"
  std::string hint;     ///< what would be right
};

/// The checked value: see ParameterType for the forms. Throws ValueFault; InputError for an instant that is none.
Seed::Value read_value(const ParameterSpec& spec, const nlohmann::json& value, const ValuePlace& place);

}  // namespace dgacast
