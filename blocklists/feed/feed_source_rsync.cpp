// SPDX-License-Identifier: Apache-2.0
// A feed behind rsync: a daemon, a host by ssh, or a folder of this machine.
#include <algorithm>
#include <filesystem>

#include "blocklists/feed/feed_source.h"
#include "blocklists/io/output.h"
#include "blocklists/io/run_command.h"
#include "blocklists/sign/foreign_folder.h"
#include "dga/core/issue.h"

namespace dgacast {
namespace fs = std::filesystem;
namespace {

/// HOST:FOLDER.
bool is_by_ssh(const std::string& source) {
  const auto colon = source.find(':');
  return colon < source.find('/') && source.compare(colon, 2, "::") != 0 && source.compare(colon, 3, "://") != 0;
}

/// rsync://HOST/MODULE or HOST::MODULE.
bool is_daemon(const std::string& source) { return source.find(':') < source.find('/') && !is_by_ssh(source); }

/// The end of the part of a source below which rsync may be given paths: of rsync://HOST/MODULE/FOLDER and
/// HOST::MODULE/FOLDER the module, because daemons of rsync 3.5 do not find listed files below a folder in a module.
std::size_t end_of_root(const std::string& source) {
  if (!is_daemon(source)) return source.size();
  const auto scheme = source.find("://");
  const auto module = scheme == std::string::npos ? source.find("::") + 2 : source.find('/', scheme + 3) + 1;
  return std::min(source.find('/', module), source.size());
}

/// A path that rsync cannot take for HOST:FOLDER.
std::string local(const std::string& path) {
  std::error_code error;
  return fs::absolute(path, error).string();
}

class RsyncSource final : public FeedSource {
 public:
  RsyncSource(const std::string& source, TransferLimits limits) : name_(source), limits_(std::move(limits)) {
    if (!is_installed("rsync"))
      throw InputError{{quote(source), "this source is read by rsync, which is not installed", "install rsync"}};
    while (name_.size() > 1 && name_.ends_with('/')) name_.pop_back();
  }

  const std::string& name() const noexcept override { return name_; }
  std::string current() override;
  std::map<std::string, std::string, std::less<>> read(const std::string& edition,
                                                       std::span<const Wanted> files) override;
  std::string copy(const std::string& edition, const Manifest& manifest, const std::string& folder) override;

 private:
  void run(std::vector<std::string> options, std::uint64_t max_bytes, const std::string& from, const std::string& to);

  std::string name_;
  TransferLimits limits_;
};

/// Copies `from`, the source or below it, to `to`; no file larger than `max_bytes`.
void RsyncSource::run(std::vector<std::string> options, std::uint64_t max_bytes, const std::string& from,
                      const std::string& to) {
  // The limit of the kernel as well: a server may send more than it announced.
  std::vector<std::string> words{"prlimit", "--core=0", "--fsize=" + std::to_string(max_bytes + 4096), "rsync"};
  for (const char* const option :
       {"--quiet", "--no-motd", "--times", "--no-perms", "--chmod=D755,F644", "--no-owner", "--no-group",
        "--no-devices", "--no-specials", "--whole-file", "--protect-args", "--timeout=30"})
    words.emplace_back(option);
  if (is_daemon(name_)) words.emplace_back("--contimeout=30");
  if (is_by_ssh(name_)) words.emplace_back("--rsh=ssh -oBatchMode=yes -oConnectTimeout=30");
  words.push_back("--max-size=" + std::to_string(max_bytes));
  std::ranges::move(options, std::back_inserter(words));
  for (const std::string& word : {std::string("--"), from, local(to)}) words.push_back(word);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(limits_.left(name_));
  const auto failure = run_command(CommandLine{std::move(words), seconds}, limits_.stop);
  if (!failure) return;
  limits_.left(name_);  // says so when it was the time
  throw InputError{{quote(from), "cannot be fetched: rsync " + *failure, "see what it says above, and try again"}};
}

std::string RsyncSource::current() {
  const std::string link = limits_.work_folder + "/current";
  run({"--links"}, 4096, name_ + "/current", link);
  std::error_code error;
  const std::string target = fs::read_symlink(link, error).string();
  constexpr std::string_view kIssues = "issues/";
  if (error)
    throw InputError{{quote(name_ + "/current"), "is not a link: the source has no current edition of a feed",
                      "give the folder or module that is the feed's folder"}};
  if (!target.starts_with(kIssues) || !edition_number(target.substr(kIssues.size())))
    throw InputError{
        {quote(name_ + "/current"), "leads to " + quote(target) + ", which is not an edition", "ask the publisher"}};
  return target.substr(kIssues.size());
}

std::map<std::string, std::string, std::less<>> RsyncSource::read(const std::string& edition,
                                                                  std::span<const Wanted> files) {
  const std::string folder = limits_.work_folder + "/texts";
  std::error_code error;
  fs::remove_all(folder, error);
  make_folder(folder);
  std::vector<std::string> options{"--dirs", "--no-links"};
  std::uint64_t max_bytes = 0;
  for (const Wanted& file : files) {
    options.push_back("--include=/" + file.path);
    max_bytes = std::max(max_bytes, file.max_bytes);
  }
  options.emplace_back("--exclude=*");
  run(std::move(options), max_bytes, name_ + "/issues/" + edition + "/", folder + "/");
  const ForeignFolder copied{folder};
  std::map<std::string, std::string, std::less<>> texts;
  for (const Wanted& file : files) {
    if (copied.contains(file.path)) texts.emplace(file.path, copied.read(file.path, file.max_bytes));
  }
  return texts;
}

std::string RsyncSource::copy(const std::string& edition, const Manifest& manifest, const std::string& folder) {
  const std::size_t root = end_of_root(name_);
  // What is before "/./" is not made again in `folder`.
  std::string above = name_.substr(std::min(root + 1, name_.size())) + "/issues/" + edition + "/./";
  if (above.starts_with('/')) above.erase(0, 1);
  std::string paths;
  std::uint64_t max_bytes = 0;
  for (const auto& [path, file] : manifest.files) {
    paths.append(above).append(path).append("\n");
    max_bytes = std::max(max_bytes, file.size);
  }
  const std::string list = limits_.work_folder + "/list";
  replace_file(list, [&paths](Output& to) { to.write(paths); });
  run({"--no-recursive", "--no-links", "--no-implied-dirs", "--files-from=" + local(list)}, max_bytes,
      name_.substr(0, root) + "/", folder + "/");
  return {};
}

}  // namespace

std::unique_ptr<FeedSource> open_rsync_source(const std::string& source, TransferLimits limits) {
  return std::make_unique<RsyncSource>(source, std::move(limits));
}

}  // namespace dgacast
