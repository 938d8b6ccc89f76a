// SPDX-License-Identifier: Apache-2.0
#include "blocklists/feed/curl_library.h"

#include <dlfcn.h>

#include <string>
#include <type_traits>

#include "dga/core/issue.h"

namespace dgacast {
namespace {

constexpr const char* kFile = "libcurl.so.4";  // the name of its interface since 2006

[[noreturn]] void fail() {
  const char* const reason = dlerror();  // NOLINT(concurrency-mt-unsafe): kept per thread by glibc
  throw InputError{{kFile, std::string("cannot be loaded: ") + (reason == nullptr ? "unknown reason" : reason),
                    "install libcurl4, or fetch the feed by rsync"}};
}

CurlLibrary load() {
  void* const handle = dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) fail();
  const auto find = [handle](auto& function, const char* name) {
    void* const symbol = dlsym(handle, name);
    if (symbol == nullptr) fail();
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(symbol);
  };
  CurlLibrary curl;
  find(curl.easy_cleanup, "curl_easy_cleanup");
  find(curl.easy_getinfo, "curl_easy_getinfo");
  find(curl.easy_init, "curl_easy_init");
  find(curl.easy_reset, "curl_easy_reset");
  find(curl.easy_setopt, "curl_easy_setopt");
  find(curl.easy_strerror, "curl_easy_strerror");
  find(curl.free, "curl_free");
  find(curl.multi_add_handle, "curl_multi_add_handle");
  find(curl.multi_cleanup, "curl_multi_cleanup");
  find(curl.multi_info_read, "curl_multi_info_read");
  find(curl.multi_init, "curl_multi_init");
  find(curl.multi_perform, "curl_multi_perform");
  find(curl.multi_poll, "curl_multi_poll");
  find(curl.multi_remove_handle, "curl_multi_remove_handle");
  find(curl.multi_strerror, "curl_multi_strerror");
  find(curl.url, "curl_url");
  find(curl.url_cleanup, "curl_url_cleanup");
  find(curl.url_get, "curl_url_get");
  find(curl.url_set, "curl_url_set");
  decltype(&::curl_global_init) prepare;
  find(prepare, "curl_global_init");
  prepare(CURL_GLOBAL_DEFAULT);
  return curl;
}

}  // namespace

const CurlLibrary& curl_library() {
  static const CurlLibrary curl = load();
  return curl;
}

}  // namespace dgacast
