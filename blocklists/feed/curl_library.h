// SPDX-License-Identifier: Apache-2.0
// libcurl, loaded when the first feed is fetched by HTTP: with the 25 libraries that it needs it takes as long as all
// else that a command does before its work, and no other command uses it.
#pragma once
#include <curl/curl.h>

namespace dgacast {

/// The functions that are used, by their names without `curl_`.
struct CurlLibrary {
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_free) free;
  decltype(&::curl_multi_add_handle) multi_add_handle;
  decltype(&::curl_multi_cleanup) multi_cleanup;
  decltype(&::curl_multi_info_read) multi_info_read;
  decltype(&::curl_multi_init) multi_init;
  decltype(&::curl_multi_perform) multi_perform;
  decltype(&::curl_multi_poll) multi_poll;
  decltype(&::curl_multi_remove_handle) multi_remove_handle;
  decltype(&::curl_multi_strerror) multi_strerror;
  decltype(&::curl_url) url;
  decltype(&::curl_url_cleanup) url_cleanup;
  decltype(&::curl_url_get) url_get;
  decltype(&::curl_url_set) url_set;
};

/// The library, which is loaded and made ready by the first call and stays. Throws InputError when this machine has
/// none. Threads: any.
const CurlLibrary& curl_library();

}  // namespace dgacast
