// SPDX-License-Identifier: Apache-2.0
#include "dga/plugins/worker_sandbox.h"

#include <fcntl.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>
#include <memory>

#include "dga/plugins/worker_descriptors.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DGACAST_SHADOW_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DGACAST_SHADOW_MEMORY 1
#endif
#endif

namespace dgacast {
namespace {

[[maybe_unused]] constexpr rlim_t kAddressSpace = rlim_t{1} << 30;  // unused where memory has a shadow

void limit(int resource, rlim_t soft, rlim_t hard) noexcept {
  const rlimit value{soft, hard};
  setrlimit(static_cast<__rlimit_resource>(resource), &value);
}

struct Release {
  void operator()(void* filter) const noexcept { seccomp_release(filter); }
};

using Rules = std::unique_ptr<void, Release>;

/// Adds rules until one fails.
class Allow {
 public:
  explicit Allow(scmp_filter_ctx rules) : rules_(rules) {}

  void calls(std::initializer_list<int> numbers) {
    for (const int number : numbers) add(number, nullptr, 0);
  }
  /// The call when all of `tests` hold.
  void call(int number, std::initializer_list<scmp_arg_cmp> tests) {
    add(number, tests.begin(), static_cast<unsigned>(tests.size()));
  }
  int error() const noexcept { return error_; }

 private:
  void add(int number, const scmp_arg_cmp* tests, unsigned count) {
    if (error_ != 0) return;
    const int result = seccomp_rule_add_array(rules_, SCMP_ACT_ALLOW, number, count, tests);
    // A call that this machine does not have (open on arm64) needs no rule.
    if (result != -EDOM) error_ = result;
  }
  scmp_filter_ctx rules_;
  int error_ = 0;
};

// libseccomp's own macros for these are compound literals of C.
scmp_arg_cmp argument(unsigned number, scmp_compare how, scmp_datum_t value) { return {number, how, value, 0}; }
scmp_arg_cmp masked(unsigned number, scmp_datum_t mask, scmp_datum_t value) {
  return {number, SCMP_CMP_MASKED_EQ, mask, value};
}

void allow_running(Allow& allow) {
  const auto pid = static_cast<scmp_datum_t>(getpid());
  // Memory, but none that is a file's or can be executed.
  allow.call(SCMP_SYS(mmap), {masked(2, PROT_EXEC, 0), masked(3, MAP_ANONYMOUS, MAP_ANONYMOUS)});
  allow.call(SCMP_SYS(mprotect), {masked(2, PROT_EXEC, 0)});
  allow.calls({SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk)});
  // The socket to who asked; reading from what is mapped or from the lifeline tells nothing.
  for (const int call : {SCMP_SYS(read), SCMP_SYS(write)}) allow.call(call, {argument(0, SCMP_CMP_EQ, kWorkerSocket)});
  // Time, for the limits of Lua, where the machine has no vDSO or the clock is not one of it.
  allow.calls({SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time)});
  // The C and C++ libraries: locks, signals of this process to itself (abort, raise), the end.
  allow.calls({SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
               SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(getpid),
               SCMP_SYS(gettid), SCMP_SYS(exit), SCMP_SYS(exit_group)});
  allow.call(SCMP_SYS(tgkill), {argument(0, SCMP_CMP_EQ, pid)});
#ifdef DGACAST_SHADOW_MEMORY  // a sanitizer asks by a pipe whether memory can be read
  allow.calls({SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close)});
#endif
}

void allow_loading(Allow& allow) {
  constexpr scmp_datum_t kChanges = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | __O_TMPFILE;
  allow.call(SCMP_SYS(openat), {masked(2, kChanges, O_RDONLY)});
  allow.call(SCMP_SYS(open), {masked(1, kChanges, O_RDONLY)});
  allow.calls({SCMP_SYS(read),       SCMP_SYS(pread64),    SCMP_SYS(lseek),      SCMP_SYS(fstat),   SCMP_SYS(stat),
               SCMP_SYS(lstat),      SCMP_SYS(newfstatat), SCMP_SYS(statx),      SCMP_SYS(access),  SCMP_SYS(faccessat),
               SCMP_SYS(faccessat2), SCMP_SYS(readlink),   SCMP_SYS(readlinkat), SCMP_SYS(getcwd),  SCMP_SYS(mmap),
               SCMP_SYS(mprotect),   SCMP_SYS(munmap),     SCMP_SYS(mremap),     SCMP_SYS(madvise), SCMP_SYS(brk)});
  // What constructors of libraries ask for.
  allow.calls({SCMP_SYS(getrandom), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getuid), SCMP_SYS(geteuid),
               SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(sched_getaffinity)});
  allow.call(SCMP_SYS(prlimit64), {argument(0, SCMP_CMP_EQ, 0), argument(2, SCMP_CMP_EQ, 0)});  // reads them only
  // The socket and the lifeline stay open.
  allow.call(SCMP_SYS(close), {argument(0, SCMP_CMP_GE, kWorkerDescriptors)});
  // The filter that follows is set by these.
  allow.calls({SCMP_SYS(seccomp)});
  for (const int option : {PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP})
    allow.call(SCMP_SYS(prctl), {argument(0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(option))});
}

void (*told)(const char* call) = nullptr;  // the handler of a signal takes no context

void on_forbidden(int, siginfo_t* info, void*) {
  // The process ends here: that this allocates memory does no harm.
  char* const name = seccomp_syscall_resolve_num_arch(info->si_arch, info->si_syscall);
  told(name == nullptr ? "an unknown call" : name);
}

}  // namespace

bool tie_to_parent() noexcept {
  if (syscall(SYS_close_range, kWorkerDescriptors, ~0U, 0) != 0) {
    for (int descriptor = kWorkerDescriptors; descriptor < 65536; ++descriptor) close(descriptor);
  }
  // PR_SET_PDEATHSIG would kill when the thread ends that asked, and threads of a pool do.
  if (fcntl(kWorkerLifeline, F_SETOWN, getpid()) != 0 || fcntl(kWorkerLifeline, F_SETSIG, SIGKILL) != 0 ||
      fcntl(kWorkerLifeline, F_SETFL, O_ASYNC) != 0)
    return false;
  pollfd lifeline{kWorkerLifeline, POLLIN, 0};
  return poll(&lifeline, 1, 0) == 0;  // else who asked has ended already
}

void set_limits(std::uint64_t cpu_seconds) noexcept {
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_FSIZE, 0, 0);
  limit(RLIMIT_NPROC, 0, 0);
  limit(RLIMIT_NOFILE, 64, 64);
  limit(RLIMIT_CPU, cpu_seconds, cpu_seconds + 1);
#if !defined DGACAST_SHADOW_MEMORY  // which takes terabytes of address space
  limit(RLIMIT_AS, kAddressSpace, kAddressSpace);
#endif
}

std::string set_filter(Filter filter, void (*forbidden)(const char* call)) {
  told = forbidden;
  struct sigaction action {};
  action.sa_sigaction = on_forbidden;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGSYS, &action, nullptr);
  const Rules rules{seccomp_init(SCMP_ACT_TRAP)};  // the call is not made, and its name can be told
  if (rules == nullptr) return "libseccomp does not know this machine";
  // Calls of another instruction set (x32, i386) are not understood by the rules.
  seccomp_attr_set(rules.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  Allow allow{rules.get()};
  if (filter == Filter::loading) allow_loading(allow);
  allow_running(allow);
  const int error = allow.error() != 0 ? allow.error() : seccomp_load(rules.get());
  return error == 0 ? std::string{} : std::string(std::strerror(-error));
}

}  // namespace dgacast
