#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A fault at every system call of a run that changes the disk: usage: inject_test.py PROGRAM [SHARE]

strace ends the run before the call (SIGKILL), or lets it fail: EIO, ENOSPC, EINTR. Afterwards readers have the old issue or
the new one, whole; the exit status says which; and the next run makes the feed, byte for byte, that nothing happened to.
SHARE is the part of all injections that is tried, one of so many; 1: all of them."""
import collections
import concurrent.futures
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import feeds

CALLS = ("rename renameat renameat2 link linkat symlink symlinkat mkdir mkdirat unlink unlinkat rmdir fsync fdatasync syncfs "
         "fchmod chmod fchmodat write pwrite64 ftruncate").split()
SPACE = ("link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat", "write", "pwrite64", "fsync", "fdatasync", "syncfs", "rename")
FAULTS = {"SIGKILL": CALLS, "EIO": CALLS, "ENOSPC": SPACE, "EINTR": CALLS}
DAY = 4


def strace(folder, *options):
    # One thread is enough: all that changes the disk is done by the main one.
    command = ["strace", "-qq", "-o", os.path.join(folder, "strace.log"), *options, *feeds.command(folder, feeds.day(DAY))]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def count_calls(folder):
    """How often a run makes each call."""
    done = strace(folder, "-e", "trace=" + ",".join(CALLS))
    assert done.returncode == 0, "strace must run (ptrace not permitted? kernel.yama.ptrace_scope, seccomp): " + done.stderr
    with open(os.path.join(folder, "strace.log"), encoding="ascii", errors="replace") as file:
        calls = collections.Counter(line.split("(")[0] for line in file if re.match(r"[a-z0-9]+\(", line))
    assert calls["rename"] > 5 and calls["fsync"] > 5 and calls["write"] > 5, calls
    return calls


class Bench:
    """A feed of four days, what its fifth day must become, and copies of it to spoil."""

    def __init__(self, top):
        self.top = top
        self.key = feeds.make_key(top, "feed")
        self.template, twin = os.path.join(top, "template"), os.path.join(top, "twin")
        os.mkdir(self.template)
        feeds.write_config(self.template, dict(feeds.WHOLE, sign={"minisign": "../feed.key"}))
        for number in range(DAY):
            feeds.run(self.template, feeds.day(number))
        self.old, self.old_files = feeds.current(self.template), self.named(self.template)
        shutil.copytree(self.template, twin, symlinks=True)
        self.calls = count_calls(twin)
        os.remove(os.path.join(twin, "strace.log"))
        self.new_files, self.whole, self.beside = self.named(twin), self.state(twin), sorted(os.listdir(twin))

    @staticmethod
    def named(folder):
        issue = "out/issues/" + feeds.current(folder)
        return {path[len(issue):]: text for path, text in feeds.tree(folder, issue).items()}

    @staticmethod
    def state(folder):
        with open(os.path.join(folder, "out", ".lock"), "rb") as file:
            return feeds.tree(folder), file.read()

    def try_one(self, fault, call, number):
        """The fault, and what came of it: whether readers have the new issue, and the exit status; or a failed assertion."""
        try:
            return fault, *self.outcome((fault, call, number)), None
        except AssertionError as failure:
            return fault, None, None, "%s %s %d: %s" % (fault, call, number, failure)

    def outcome(self, where):
        fault, call, number = where
        with tempfile.TemporaryDirectory(prefix="one-", dir=self.top) as folder:
            shutil.copytree(self.template, folder, symlinks=True, dirs_exist_ok=True)
            how = "signal=KILL" if fault == "SIGKILL" else "error=" + fault
            done = strace(folder, "-e", "inject=%s:%s:when=%d" % (call, how, number))
            os.remove(os.path.join(folder, "strace.log"))
            feeds.verify(folder, "--key", self.key)
            is_new = feeds.current(folder) != self.old
            assert self.named(folder) == (self.new_files if is_new else self.old_files), where
            allowed = (-9, 137) if fault == "SIGKILL" else (0, 4) if is_new else (2,)
            assert done.returncode in allowed, (where, done.returncode, is_new, done.stderr)
            assert fault != "EINTR" or done.returncode == 0, (where, done)  # it is tried again
            if done.returncode in (0, 4):
                assert os.path.exists(os.path.join(folder, "after-ran")), where
            assert done.returncode != 4 or re.search("dgacast: (warning|standard output): ", done.stderr), (where, done.stderr)
            feeds.run(folder, feeds.day(DAY))
            assert self.state(folder) == self.whole, (where, self.difference(folder))
            assert sorted(os.listdir(folder)) == self.beside, (where, os.listdir(folder))
        return is_new, done.returncode

    def difference(self, folder):
        left, right = self.state(folder)[0], self.whole[0]
        return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))[:5]


def main():
    share = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    if shutil.which("strace") is None:
        sys.exit("inject_test.py: there is no strace, which this test needs; install it")
    with tempfile.TemporaryDirectory(prefix="dgacast-inject-") as top:
        bench = Bench(top)
        every = [(fault, call, number) for fault, calls in FAULTS.items() for call in calls
                 for number in range(1, bench.calls[call] + 1)]
        chosen = random.Random(1).sample(every, -(-len(every) // share))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            outcomes = list(pool.map(lambda one: bench.try_one(*one), chosen))
    failures = [failure for *_, failure in outcomes if failure]
    for fault in FAULTS:
        these = [(is_new, status) for one, is_new, status, failure in outcomes if one == fault and not failure]
        statuses = collections.Counter(status for _, status in these)
        print("%s: %d runs, old issue %d, new issue %d, exit statuses %s" %
              (fault, len(these), sum(not is_new for is_new, _ in these), sum(is_new for is_new, _ in these),
               dict(sorted(statuses.items()))))
    if failures:
        sys.exit("%d of %d injections failed:\n%s" % (len(failures), len(chosen), "\n".join(failures)))
    print("%d of %d injections: nothing lost, nothing left over, the next run makes the feed of its twin" % (len(chosen), len(every)))


if __name__ == "__main__":
    main()
