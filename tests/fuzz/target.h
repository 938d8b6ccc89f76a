// SPDX-License-Identifier: Apache-2.0
// What a fuzz target defines: it does with `size` octets at `data` what a user's file would have done. Any exception
// but InputError, any crash and any sanitizer's word is a fault.
#pragma once
#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
