#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signals at random instants of a run: usage: kill_test.py PROGRAM [KILLS]

SIGKILL, SIGTERM and SIGINT. After each, readers have the old issue or the new one, whole and signed; a reader that opens
`current` once, all the while, never finds a torn one. Soft signals leave nothing behind. The next run makes the feed, byte
for byte, that was never killed."""
import collections
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

import feeds

SIGNALS = [signal.SIGKILL] * 6 + [signal.SIGTERM] * 3 + [signal.SIGINT]
OURS = {"current", "issues", ".lock"}


def read_through(descriptor, path):
    file = os.open(path, os.O_RDONLY, dir_fd=descriptor)
    with os.fdopen(file, "rb") as opened:
        return opened.read()


class Reader(threading.Thread):
    """Opens `current` once, and hashes all that its sums name through that descriptor; again and again."""

    def __init__(self, folder):
        super().__init__()
        self.link = os.path.join(folder, "out", "current")
        self.over = threading.Event()
        self.read, self.torn = 0, []

    def run(self):
        while not self.over.is_set():
            descriptor = os.open(self.link, os.O_RDONLY | os.O_DIRECTORY)
            try:
                for line in read_through(descriptor, "SHA256SUMS").decode("ascii").splitlines():
                    digest, name = line.split("  ", 1)
                    if hashlib.sha256(read_through(descriptor, name)).hexdigest() != digest:
                        self.torn.append(name)
                self.read += 1
            except OSError as error:
                self.torn.append(str(error))
            finally:
                os.close(descriptor)
            time.sleep(0.01)


def leftovers(folder):
    return sorted(set(os.listdir(os.path.join(folder, "out"))) - OURS)


def floor(folder):
    with open(os.path.join(folder, "out", ".lock"), "rb") as file:
        return file.read()


def compare(killed, calm):
    left, right = feeds.tree(killed), feeds.tree(calm)
    assert left.keys() == right.keys(), left.keys() ^ right.keys()
    different = [path for path in left if left[path] != right[path]]
    assert not different, different
    assert floor(killed) == floor(calm), (floor(killed), floor(calm))
    assert sorted(os.listdir(killed)) == sorted(os.listdir(calm)), (os.listdir(killed), os.listdir(calm))


def interrupt(folder, date, chance, seconds):
    """One run that gets a signal; gives the signal and the exit status."""
    process = subprocess.Popen(feeds.command(folder, date), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Most of a run reads the catalogue and generates; half of the signals aim at its end, where files are written, named and
    # switched.
    time.sleep(seconds * chance.choice((chance.uniform(0, 1.1), chance.uniform(0.6, 1.1))))
    number = chance.choice(SIGNALS)
    process.send_signal(number)
    return number, process.wait(timeout=60)


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    chance = random.Random(1)
    counts, leftover, dates = collections.Counter(), collections.Counter(), 0
    with tempfile.TemporaryDirectory(prefix="dgacast-kill-") as top:
        killed, calm = os.path.join(top, "killed"), os.path.join(top, "calm")
        key = feeds.make_key(top, "feed")
        for folder in (killed, calm):
            os.mkdir(folder)
            feeds.write_config(folder, dict(feeds.WHOLE, sign={"minisign": "../feed.key"}))
            began = time.monotonic()
            feeds.run(folder, feeds.day(0))
            seconds = time.monotonic() - began
        reader = Reader(killed)
        reader.start()
        try:
            while counts["killed"] < kills:
                dates += 1
                date, before = feeds.day(dates), feeds.current(killed)
                for _ in range(chance.randrange(1, 4)):
                    left_before = leftovers(killed)
                    number, status = interrupt(killed, date, chance, seconds)
                    if status == 0:
                        counts["over before"] += 1
                        continue
                    # A soft signal that comes before the program awaits signals ends it as SIGKILL does.
                    assert status in (-number, 128 + number) and (number != signal.SIGKILL or status == -9), (number, status)
                    counts["killed"] += 1
                    counts[number.name] += 1
                    now = feeds.current(killed)
                    counts["old issue" if now == before else "new issue"] += 1
                    assert feeds.manifest(killed)["date"] == (feeds.day(dates - 1) if now == before else date)
                    feeds.verify(killed, "--key", key)
                    left = leftovers(killed)
                    # A soft signal leaves nothing; what a SIGKILL before left is there if this run had not come to it.
                    assert number == signal.SIGKILL or set(left) <= set(left_before), (number, left, left_before)
                    leftover.update(left)
                feeds.run(killed, date)
                began = time.monotonic()
                feeds.run(calm, date)
                seconds = time.monotonic() - began
                compare(killed, calm)
        finally:
            reader.over.set()
            reader.join()
    assert not reader.torn, reader.torn
    assert reader.read > 0 and counts["old issue"] > 0
    assert kills < 100 or leftover[".building"] > 0, "no signal came while an issue was being made"
    print("%d signals (%s) over %d days: %d left the old issue, %d the new one; left after SIGKILL: %s; %d runs were over before; "
          "%d whole issues read meanwhile" %
          (counts["killed"], ", ".join("%s %d" % (one, counts[one]) for one in ("SIGKILL", "SIGTERM", "SIGINT")), dates,
           counts["old issue"], counts["new issue"], dict(leftover), counts["over before"], reader.read))


if __name__ == "__main__":
    main()
