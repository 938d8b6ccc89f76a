/* SPDX-License-Identifier: Apache-2.0 */
/* A file system that fails at the n-th call: LD_PRELOAD=this FAULT_AT=n FAULT_ERROR=errno FAULT_REPORT=FILE program...
 *
 * Counts the calls that change a disk, of all threads: files that are opened for writing, what is written to regular
 * files, made durable, named, renamed, removed, closed. The n-th one is not done (a close is) and fails; FAULT_AT=0
 * lets all pass. FAULT_REPORT then holds the number of calls and the name of the one that failed: "17 rename". Programs
 * that the program starts are left alone. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static long fault_at;
static int fault_error = EIO;
static char report[4096];
static pid_t program;
static _Atomic(const char*) failed = "-";
static atomic_char ours[65536]; /* descriptors that were opened for writing */

static void write_report(void) {
  if (report[0] == '\0' || getpid() != program) return;
  char text[128];
  const int size = snprintf(text, sizeof text, "%ld %s\n", (long)calls, failed);
  const int file = (int)syscall(SYS_openat, AT_FDCWD, report, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  syscall(SYS_write, file, text, (size_t)size);
  syscall(SYS_close, file);
}

__attribute__((constructor)) static void begin(void) {
  const char* at = getenv("FAULT_AT");
  const char* error = getenv("FAULT_ERROR");
  const char* path = getenv("FAULT_REPORT");
  if (at != NULL) fault_at = atol(at);
  if (error != NULL) fault_error = atoi(error);
  if (path != NULL && strlen(path) < sizeof report) strcpy(report, path);
  program = getpid();
  unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) { write_report(); }

/* Whether this call is the one that fails. */
static int fails(const char* name) {
  if (getpid() != program || atomic_fetch_add(&calls, 1) + 1 != fault_at) return 0;
  failed = name;
  write_report();
  errno = fault_error;
  return 1;
}

static int is_file(int descriptor) {
  struct stat status;
  const int before = errno;
  const int is = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  errno = before;
  return is;
}

static int changes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0; }

static int remember(int descriptor, int flags) {
  if (descriptor >= 0 && descriptor < (int)sizeof ours) ours[descriptor] = (char)changes(flags);
  return descriptor;
}

#define NEXT(type, name, ...)       \
  static type (*next)(__VA_ARGS__); \
  if (next == NULL) *(void**)&next = dlsym(RTLD_NEXT, name)

#define OPEN(name)                                                                         \
  int name(const char* path, int flags, ...) {                                             \
    NEXT(int, #name, const char*, int, ...);                                               \
    va_list more;                                                                          \
    va_start(more, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                                          \
    if (changes(flags) && strncmp(path, "/dev/", 5) != 0 && fails(#name)) return -1;       \
    return remember(next(path, flags, mode), flags);                                       \
  }
#define OPENAT(name)                                                                       \
  int name(int folder, const char* path, int flags, ...) {                                 \
    NEXT(int, #name, int, const char*, int, ...);                                          \
    va_list more;                                                                          \
    va_start(more, flags);                                                                 \
    const mode_t mode = (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0; \
    va_end(more);                                                                          \
    if (changes(flags) && fails(#name)) return -1;                                         \
    return remember(next(folder, path, flags, mode), flags);                               \
  }
/* A call that fails as it is: its condition, its parameters, its arguments. */
#define CALL(type, name, condition, parameters, ...)            \
  type name parameters {                                        \
    static type(*next) parameters;                              \
    if (next == NULL) *(void**)&next = dlsym(RTLD_NEXT, #name); \
    if ((condition) && fails(#name)) return -1;                 \
    return next(__VA_ARGS__);                                   \
  }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
CALL(ssize_t, write, is_file(file), (int file, const void* data, size_t size), file, data, size)
CALL(ssize_t, writev, is_file(file), (int file, const struct iovec* data, int count), file, data, count)
CALL(ssize_t, pwrite, 1, (int file, const void* data, size_t size, off_t at), file, data, size, at)
CALL(ssize_t, pwrite64, 1, (int file, const void* data, size_t size, off64_t at), file, data, size, at)
CALL(int, fsync, 1, (int file), file)
CALL(int, fdatasync, 1, (int file), file)
CALL(int, syncfs, 1, (int file), file)
CALL(int, ftruncate, 1, (int file, off_t size), file, size)
CALL(int, ftruncate64, 1, (int file, off64_t size), file, size)
CALL(int, fchmod, 1, (int file, mode_t mode), file, mode)
CALL(int, chmod, 1, (const char* path, mode_t mode), path, mode)
CALL(int, rename, 1, (const char* from, const char* to), from, to)
CALL(int, renameat2, 1, (int one, const char* from, int other, const char* to, unsigned flags), one, from, other, to,
     flags)
CALL(int, link, 1, (const char* from, const char* to), from, to)
CALL(int, linkat, 1, (int one, const char* from, int other, const char* to, int flags), one, from, other, to, flags)
CALL(int, symlink, 1, (const char* text, const char* path), text, path)
CALL(int, mkdir, 1, (const char* path, mode_t mode), path, mode)
CALL(int, mkostemp, 1, (char* name, int flags), name, flags)
CALL(int, unlink, 1, (const char* path), path)
CALL(int, unlinkat, 1, (int folder, const char* path, int flags), folder, path, flags)

int close(int file) {
  static int (*next)(int);
  if (next == NULL) *(void**)&next = dlsym(RTLD_NEXT, "close");
  const int writes = file >= 0 && file < (int)sizeof ours && atomic_exchange(&ours[file], 0);
  const int result = next(file);
  return writes && fails("close") ? -1 : result;
}
