#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A disk that fails at the n-th call, n = 1 ... : usage: fault_test.py PROGRAM SHIM [MOST [SCENARIO...]]

failing_calls.c lets one call fail (ENOSPC, EIO) of those that change the disk. Whatever the run was, the older list, index or
edition is then as it was, with exit status 2 and one line that says why; or the new one is there, whole, with status 0 or 4.
Nothing else is left over, and the next run makes what a run without a fault makes. MOST calls of each scenario are tried, in
even steps (default: 24); 0: all, with both errors."""
import concurrent.futures
import errno
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, SHIM = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MOST = int(sys.argv[3]) if len(sys.argv) > 3 else 24
# The disk that waits longest for fsync() decides how long this takes; one in memory has the same calls.
DISK = "/dev/shm" if os.path.isdir("/dev/shm") and os.access("/dev/shm", os.W_OK) else None
FEED = {
    "feed": "small", "folder": "out", "families": ["chinad", "ramdo"], "horizon": {"past_days": 0, "future_days": 1},
    "outputs": [
        {"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}},
        {"name": "rows", "format": "csv", "compress": "zstd"},
        {"name": "stix", "format": "stix", "partner": {"stix_chunk": 500}},
    ],
    "keep": 2, "guards": {"selftest": False}, "metrics": "feed.prom",
}
# What a call may leave behind that could not be removed.
REMOVES = ("unlink", "unlinkat")


class Scenario:
    """`before` makes what is there already; `command` is disturbed; all in one folder, with its temporary files."""

    def __init__(self, name, command, before=(), files=None):
        self.name, self.command, self.before, self.files = name, command, before, files or {}


def generate(date, *more):
    return ["generate", "chinad", "ramdo", "tofsee", "--on", date, *more]


OLD, NEW = "2026-11-24", "2026-11-25"
SPILL = ["generate", "conficker_c", "--from", NEW, "--days", "60", "--memory", "128M", "--tmpdir", "tmp"]
INDEX = ["index", "build", "chinad", "conficker_c", "--from", NEW, "--days", "4", "-o", "dga.idx"]


def scenarios():
    shards = [[*generate(NEW), "--shard", "%d/2" % k, "-o", "shard%d" % k] for k in (1, 2)]
    big = [["generate", "conficker_c", "--from", NEW, "--days", "40", "--shard", "%d/2" % k, "-o", "shard%d" % k] for k in (1, 2)]
    for name, more, target in (
            ("file", [], "list.txt"), ("gzip", ["--compress", "gzip"], "list.gz"), ("zstd", ["--compress", "zstd"], "list.zst"),
            ("review", ["--registered", "known.txt", "--review-file", "review.csv"], "list.txt"),
            ("documents", ["--format", "stix", "--stix-chunk", "100"], "folder"), ("split", ["--split", "suffix"], "folder")):
        command = [*more, "-o", target]
        files = {"known.txt": "abcdefgh.cn\n"} if name == "review" else {}
        yield Scenario(name, generate(NEW, *command), [generate(OLD, *command)], files)
        yield Scenario(name + "_new", generate(NEW, *command), files=files)
    yield Scenario("shard", shards[0])
    yield Scenario("merge", ["merge", "shard1", "shard2", "-o", "list.txt"], [*shards, generate(OLD, "-o", "list.txt")])
    yield Scenario("spill", [*SPILL, "-o", "list.txt"], [generate(OLD, "-o", "list.txt")])
    yield Scenario("merge_spill", ["merge", "shard1", "shard2", "--memory", "128M", "--tmpdir", "tmp", "-o", "list.txt"], big)
    yield Scenario("index", INDEX, [["index", "build", "ramdo", "chinad", "--on", OLD, "-o", "dga.idx"]])
    yield Scenario("index_new", INDEX)
    yield Scenario("index_append", ["index", "append", "dga.idx", "--from", NEW, "--days", "2"],
                   [["index", "build", "chinad", "--on", OLD, "-o", "dga.idx"]])
    feed = {"feed.json": json.dumps(FEED)}
    days = [["feed", "feed.json", "--date", date] for date in ("2026-11-22", "2026-11-23", OLD, NEW)]
    yield Scenario("feed_new", days[0], files=feed)
    yield Scenario("feed", days[3], days[:3], feed)  # the oldest edition goes


def tree(folder):
    """All that is in a folder, but temporary and locked files that may stay; edition folders and links too."""
    found = {}
    for base, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(base, name)
            here = os.path.relpath(path, folder)
            if os.path.islink(path):
                found[here] = "-> " + os.readlink(path)
            elif os.path.isdir(path):
                found[here + "/"] = ""
            elif not name.endswith(".lock"):
                with open(path, "rb") as file:
                    found[here] = file.read()
                if name == "feed.prom":  # it tells how long the run took, and counts its warnings
                    found[here] = found[here].endswith(b"\n") and b"\ndgacast_feed_names{" in found[here]
    return found


def run(folder, command, number=None, error=errno.EIO):
    environment = dict(os.environ, TMPDIR=os.path.join(folder, "tmp"), TZ="UTC", SOURCE_DATE_EPOCH="1795435200")
    report = folder + ".report"
    if number is not None:
        environment.update(LD_PRELOAD=SHIM, FAULT_AT=str(number), FAULT_ERROR=str(error), FAULT_REPORT=report)
    done = subprocess.run([PROGRAM, "-q", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False,
                          timeout=300)
    calls, failed = 0, "-"
    if number is not None:
        with open(report, encoding="ascii") as file:
            calls, failed = file.read().split()
        os.remove(report)
    return done, int(calls), failed


class Bench:
    def __init__(self, top, scenario):
        self.top, self.scenario = top, scenario
        self.template, twin = os.path.join(top, "template"), os.path.join(top, "twin")
        os.makedirs(os.path.join(self.template, "tmp"))
        for name, text in scenario.files.items():
            with open(os.path.join(self.template, name), "w", encoding="ascii") as file:
                file.write(text)
        for command in scenario.before:
            done, _, _ = run(self.template, command)
            assert done.returncode == 0, (scenario.name, done)
        shutil.copytree(self.template, twin, symlinks=True)
        done, self.calls, _ = run(twin, scenario.command, 0)
        assert done.returncode == 0 and self.calls > 0, (scenario.name, self.calls, done)
        self.old, self.new = tree(self.template), tree(twin)

    def cases(self):
        numbers = range(1, self.calls + 1)
        if MOST == 0:
            return [(number, error) for number in numbers for error in (errno.ENOSPC, errno.EIO)]
        step = max(1, self.calls / MOST)
        chosen = sorted({int(1 + k * step) for k in range(min(MOST, self.calls))} | {self.calls})
        return [(number, (errno.ENOSPC, errno.EIO)[i % 2]) for i, number in enumerate(chosen)]

    def try_one(self, case):
        """Nothing, or what is wrong after this fault."""
        number, error = case
        folder = tempfile.mkdtemp(prefix="one-", dir=self.top)
        os.rmdir(folder)
        shutil.copytree(self.template, folder, symlinks=True)
        done, _, failed = run(folder, self.scenario.command, number, error)
        wrong = list(self.wrong(folder, done, failed, error))
        again, _, _ = run(folder, self.scenario.command)
        if again.returncode != 0:
            wrong.append("the next run fails: %d %s" % (again.returncode, again.stderr))
        elif tree(folder) != self.new:
            wrong.append("the next run leaves another state: " + difference(tree(folder), self.new))
        shutil.rmtree(folder)
        where = "%s: call %d, %s, %s: " % (self.scenario.name, number, failed, errno.errorcode[error])
        return [where + text for text in wrong]

    def wrong(self, folder, done, failed, error):
        now, lines = tree(folder), done.stderr.splitlines()
        if done.returncode not in (0, 2, 4):
            yield "exit status %d: %s" % (done.returncode, done.stderr)
        if done.returncode == 2 and (len(lines) != 1 or not re.match(r"dgacast: \S.*: .*; ", lines[0])):
            yield "not one line with a place and a hint: %r" % done.stderr
        if done.returncode == 0 and lines and not all(line.startswith("dgacast: warning: ") for line in lines):
            yield "said something: %r" % done.stderr
        if done.returncode == 2 and os.strerror(error) not in done.stderr:
            yield "tells another error: %r" % done.stderr
        whole = self.old if done.returncode == 2 else self.new
        # A call that comes after the switch may fail: what is new is then there, whole.
        if done.returncode == 2 and failed in ("fsync", "syncfs") and now == self.new:
            return
        # A list and its review are two files: the list has its name when that of the other one fails.
        if done.returncode == 2 and failed == "rename" and "--review-file" in self.scenario.command and now == {**self.old, "list.txt": self.new["list.txt"]}:
            return
        if whole is self.old:  # the feed's folder stays, as an empty one
            now = {path: text for path, text in now.items() if path in whole or path not in ("out/", "out/issues/")}
        if done.returncode == 4 and "feed.prom" not in now:  # the edition is there, and it could not be told
            now["feed.prom"] = True
        if failed in REMOVES:  # what could not be removed
            now = {path: text for path, text in now.items() if path in whole}
        if now != whole:
            yield "exit status %d, and not %s: %s" % (done.returncode, "the older state" if whole is self.old else "the new state",
                                                      difference(now, whole))


def difference(left, right):
    """Paths that are not in both, or differ."""
    paths = sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))
    return ", ".join(("+" if path not in right else "-" if path not in left else "~") + path for path in paths[:6])


def main():
    chosen = sys.argv[4:]
    faults, runs = [], 0
    for scenario in scenarios():
        if chosen and scenario.name not in chosen:
            continue
        with tempfile.TemporaryDirectory(prefix="dgacast-faults-", dir=DISK) as top:
            bench = Bench(top, scenario)
            cases = bench.cases()
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                found = [fault for some in pool.map(bench.try_one, cases) for fault in some]
            print("%s: %d calls, %d faults tried, %d wrong" % (scenario.name, bench.calls, len(cases), len(found)), flush=True)
            faults += found
            runs += len(cases)
    if faults:
        sys.exit("\n".join(faults))
    print("%d faults: nothing lost, nothing left over, the next run makes what no fault had disturbed" % runs)


if __name__ == "__main__":
    main()
