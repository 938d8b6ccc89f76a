// SPDX-License-Identifier: Apache-2.0
// A feed behind an HTTP server, by libcurl.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <filesystem>
#include <functional>
#include <new>

#include "blocklists/feed/curl_library.h"
#include "blocklists/feed/feed_source.h"
#include "dga/core/issue.h"
#include "dga/random/digest.h"

namespace dgacast {
namespace {

constexpr std::uint64_t kMaxHeaders = std::uint64_t{64} << 10;
constexpr long kConnectSeconds = 30;
constexpr long kSlowBytes = 100, kSlowSeconds = 60;  // a second: less, for so long, ends a transfer

template <auto Free>
struct Freer {
  template <typename Object>
  void operator()(Object* object) const {
    (curl_library().*Free)(object);
  }
};
using Url = std::unique_ptr<CURLU, Freer<&CurlLibrary::url_cleanup>>;
using Easy = std::unique_ptr<CURL, Freer<&CurlLibrary::easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Freer<&CurlLibrary::multi_cleanup>>;

/// A text of libcurl's or of the server's for a message, without control characters.
std::string shown(std::string_view text) {
  const std::string quoted = quote(text);
  return quoted.substr(1, quoted.size() - 2);
}

/// What one transfer takes from the server.
struct Transfer {
  std::function<void(std::string_view)> take;
  std::uint64_t max_bytes = 0, bytes = 0, header_bytes = 0;
  bool too_large = false;
  std::exception_ptr thrown = nullptr;  // it must not pass through C
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.bytes += size;
  transfer.too_large = transfer.bytes > transfer.max_bytes;
  if (transfer.too_large) return 0;
  try {
    transfer.take({data, size});
    return size;
  } catch (...) {
    transfer.thrown = std::current_exception();
    return 0;
  }
}

std::size_t count_header(char*, std::size_t, std::size_t size, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += size;
  return transfer.header_bytes <= kMaxHeaders ? size : 0;
}

/// A file of an edition in the making, in folders that are made for it.
class NewFile {
 public:
  explicit NewFile(const std::string& path) : path_(path) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    descriptor_ = error ? -1 : ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (error || descriptor_ < 0) fail(error ? error.value() : errno);
  }
  ~NewFile() { ::close(descriptor_); }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

 private:
  [[noreturn]] void fail(int error) const {
    throw InputError{
        {path_, std::string("cannot be written: ") + std::strerror(error),
         error == ENOSPC || error == EDQUOT ? "make room on the disk" : "give a folder that you may write to"}};
  }

  std::string path_;
  int descriptor_ = -1;
};

class HttpSource final : public FeedSource {
 public:
  HttpSource(const std::string& url, TransferLimits limits);

  const std::string& name() const noexcept override { return name_; }
  std::string current() override;
  std::map<std::string, std::string, std::less<>> read(const std::string& edition,
                                                       std::span<const Wanted> files) override;
  std::string copy(const std::string& edition, const Manifest& manifest, const std::string& folder) override;

 private:
  bool get(const std::string& path, std::uint64_t max_bytes, const std::function<void(std::string_view)>& take);
  void prepare(const std::string& path, Transfer& transfer);
  CURLcode perform(const std::string& where);
  std::string file_of(const std::string& edition, std::string_view path) const {
    return "/issues/" + edition + "/" + std::string(path);
  }
  template <typename Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_.easy_setopt(easy_.get(), option, value); code != CURLE_OK) fail(name_, code);
  }
  [[noreturn]] void fail(const std::string& where, CURLcode code) const;

  const CurlLibrary& curl_ = curl_library();
  std::string base_, name_;  // the same but for the password
  TransferLimits limits_;
  Easy easy_;
  Multi multi_;  // after easy_: it is cleaned up first
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::string hinted_, hinted_manifest_;  // what current() read
};

HttpSource::HttpSource(const std::string& url, TransferLimits limits) : limits_(std::move(limits)) {
  easy_.reset(curl_.easy_init());
  multi_.reset(curl_.multi_init());
  const Url parsed{curl_.url()};
  if (!easy_ || !multi_ || !parsed) throw std::bad_alloc{};
  const auto text = [this, &parsed](unsigned flags = 0) {
    char* part = nullptr;
    if (curl_.url_get(parsed.get(), CURLUPART_URL, &part, flags) != CURLUE_OK) throw std::bad_alloc{};
    std::string result(part);
    curl_.free(part);
    while (result.ends_with('/')) result.pop_back();
    return result;
  };
  const auto has = [this, &parsed](CURLUPart what) {
    char* part = nullptr;
    const bool there = curl_.url_get(parsed.get(), what, &part, 0) == CURLUE_OK;
    curl_.free(part);
    return there;
  };
  if (curl_.url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK || has(CURLUPART_QUERY) ||
      has(CURLUPART_FRAGMENT))
    throw InputError{{quote(url), "is not the address of a feed", "give https://HOST/FEED, without ? and #"}};
  base_ = text();
  curl_.url_set(parsed.get(), CURLUPART_USER, nullptr, 0);
  curl_.url_set(parsed.get(), CURLUPART_PASSWORD, nullptr, 0);
  name_ = shown(text());
}

void HttpSource::fail(const std::string& where, CURLcode code) const {
  const bool details = error_.front() != '\0';
  const bool certificate = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
  throw InputError{{where, "cannot be fetched: " + shown(details ? error_.data() : curl_.easy_strerror(code)),
                    certificate ? "give the file of the authority's certificate, or the server's true name"
                                : "look at the server and the network, and try again"}};
}

void HttpSource::prepare(const std::string& path, Transfer& transfer) {
  curl_.easy_reset(easy_.get());  // keeps the connection
  error_.fill('\0');
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_URL, (base_ + path).c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "dgacast");
  set(CURLOPT_FAILONERROR, 1L);
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!limits_.ca_file.empty()) {
    set(CURLOPT_CAINFO, limits_.ca_file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  const auto left = limits_.left(name_);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  set(CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(transfer.max_bytes));
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(CURLOPT_HEADERFUNCTION, count_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
}

/// One transfer; a request to stop is seen within a tenth of a second.
CURLcode HttpSource::perform(const std::string& where) {
  curl_.multi_add_handle(multi_.get(), easy_.get());
  const auto remove = [this](CURL*) { curl_.multi_remove_handle(multi_.get(), easy_.get()); };
  const std::unique_ptr<CURL, decltype(remove)> added{easy_.get(), remove};
  for (int running = 1;;) {
    if (limits_.stop.stop_requested()) throw Interrupted{};
    CURLMcode code = curl_.multi_perform(multi_.get(), &running);
    if (code == CURLM_OK && running != 0) code = curl_.multi_poll(multi_.get(), nullptr, 0, 100, nullptr);
    if (code != CURLM_OK)
      throw InputError{{where, std::string("cannot be fetched: ") + curl_.multi_strerror(code), "try again"}};
    if (running == 0) break;
  }
  int waiting = 0;
  const CURLMsg* const message = curl_.multi_info_read(multi_.get(), &waiting);
  return message == nullptr ? CURLE_RECV_ERROR : message->data.result;
}

/// Hands the body of base_ + `path` to `take`. False when the server says that it has no such file.
bool HttpSource::get(const std::string& path, std::uint64_t max_bytes,
                     const std::function<void(std::string_view)>& take) {
  const std::string where = name_ + path;
  Transfer transfer{.take = take, .max_bytes = max_bytes};
  prepare(path, transfer);
  const CURLcode code = perform(where);
  if (transfer.thrown) std::rethrow_exception(transfer.thrown);
  const auto refuse = [&where](std::string what, std::string hint) {
    throw InputError{{where, std::move(what), std::move(hint)}};
  };
  if (transfer.too_large || code == CURLE_FILESIZE_EXCEEDED)
    refuse("has more than " + std::to_string(max_bytes) + " bytes", "ask the publisher");
  if (transfer.header_bytes > kMaxHeaders)
    refuse("has a header of more than " + std::to_string(kMaxHeaders) + " bytes", "ask the publisher");
  long status = 0;
  curl_.easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_HTTP_RETURNED_ERROR && (status == 403 || status == 404 || status == 410)) return false;
  // Says so when it was the whole run's time, of which libcurl may spare a little.
  if (code == CURLE_OPERATION_TIMEDOUT) limits_.left(name_, std::chrono::seconds{1});
  if (code != CURLE_OK) fail(where, code);
  if (status >= 300 && status < 400)
    refuse("leads elsewhere (status " + std::to_string(status) + "), which is not followed",
           "give the address of the feed itself");
  if (status != 200) refuse("is answered with status " + std::to_string(status), "ask the publisher");
  return true;
}

std::string HttpSource::current() {
  std::string text;
  const std::string path = "/current/manifest.json";
  if (!get(path, kMaxManifest, [&text](std::string_view bytes) { text.append(bytes); }))
    throw InputError{{name_ + path, "is not there: the server has no current edition of a feed",
                      "give the address under which the feed's folder is served"}};
  hinted_ = parse_manifest(text, name_ + path).edition;
  hinted_manifest_ = std::move(text);
  return hinted_;
}

std::map<std::string, std::string, std::less<>> HttpSource::read(const std::string& edition,
                                                                 std::span<const Wanted> files) {
  std::map<std::string, std::string, std::less<>> texts;
  for (const Wanted& file : files) {
    if (file.path == kManifestFile && edition == hinted_) {  // once is enough: its digest is compared anyway
      texts.emplace(file.path, hinted_manifest_);
      continue;
    }
    std::string text;
    if (get(file_of(edition, file.path), file.max_bytes, [&text](std::string_view bytes) { text.append(bytes); }))
      texts.emplace(file.path, std::move(text));
  }
  return texts;
}

std::string HttpSource::copy(const std::string& edition, const Manifest& manifest, const std::string& folder) {
  for (const auto& [path, file] : manifest.files) {
    const NewFile to{folder + "/" + path};
    Sha256 digest;
    const bool there = get(file_of(edition, path), file.size, [&](std::string_view bytes) {
      digest.update(bytes);
      to.write(bytes);
    });
    if (!there) return path + ": is missing on the server";
    if (digest.hex() != file.sha256) return path + ": is not the file that was signed: its SHA-256 is another";
  }
  return {};
}

}  // namespace

std::unique_ptr<FeedSource> open_http_source(const std::string& url, TransferLimits limits) {
  return std::make_unique<HttpSource>(url, std::move(limits));
}

}  // namespace dgacast
