#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a run takes: usage: memory_test.py PROGRAM

A long run holds no more than the names themselves and 24 octets a name (Conficker C has most names, Suppobox most repeats),
and no run takes more than --memory, whatever its format; the list is the same. A feed takes no more than "memory" in
its configuration, with records and deltas, and the edition is the same."""
import hashlib
import json
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
OCTETS_A_NAME = 24


def peak_of(command, arguments):
    """Peak memory of one run in octets. A child of its own asks, for the figure is the greatest of all children."""
    ask = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); " \
          "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    done = subprocess.run([sys.executable, "-c", ask, PROGRAM, "-q", command] + arguments, capture_output=True, check=True)
    return int(done.stdout)


def bounded(form):
    with tempfile.TemporaryDirectory(prefix="dgacast-memory-") as folder:
        digests, peaks = set(), []
        for size, threads in (("1G", 1), ("128M", 1), ("128M", 2), ("192M", 3)):
            path = os.path.join(folder, "list")
            peaks.append(peak_of("generate", ["newgoz", "conficker_c", "suppobox", "--from", "2026-01-01", "--days", "60", "--format", form,
                                  "--memory", size, "--threads", str(threads), "--tmpdir", folder, "-o", path]))
            with open(path, "rb") as file:
                digests.add(hashlib.sha256(file.read()).digest())
            print("%s, --memory %s, %d threads: %.0f MiB" % (form, size, threads, peaks[-1] / 2**20))
    return len(digests) == 1 and max(peaks[1:3]) <= 128 << 20 and peaks[3] <= 192 << 20


def files_of(folder):
    """The digests of all files below a folder but those that tell the configuration, which says how much memory."""
    digests = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            if place != folder or name not in ("manifest.json", "SHA256SUMS"):
                with open(path, "rb") as file:
                    digests[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).digest()
    return digests


def feed_bounded():
    """Two days of a feed, so that the second has records to compare with."""
    editions, fits = [], True
    for size, threads in (("1G", 2), ("128M", 2)):
        with tempfile.TemporaryDirectory(prefix="dgacast-memory-") as folder:
            config = {"feed": "f", "folder": "feed", "families": ["newgoz", "conficker_c", "suppobox"],
                      "horizon": {"future_days": 12}, "memory": size, "temporary_folder": folder,
                      "outputs": [{"name": "zone", "format": "rpz", "rpz": {"origin": "rpz.example"}},
                                  {"name": "table", "format": "csv"},
                                  {"name": "lines", "format": "jsonl", "compress": "zstd"},
                                  {"name": "parts", "format": "plain", "split": "suffix"},
                                  {"name": "hosts", "format": "hosts"}]}
            path = os.path.join(folder, "feed.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(config, file)
            for date in ("2026-01-01", "2026-01-02"):
                peak = peak_of("feed", [path, "--date", date, "--threads", str(threads)])
                print("feed, memory %s, %d threads, %s: %.0f MiB" % (size, threads, date, peak / 2**20))
                fits = fits and (peak <= 128 << 20) == (size != "1G")  # otherwise the feed would be too small to show it
            editions.append(files_of(os.path.realpath(os.path.join(folder, "feed", "current"))))
    names = len(editions[0])
    print("%d files of an edition" % names)
    return fits and names > 10 and all(edition == editions[0] for edition in editions)


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-memory-") as folder:
        path = os.path.join(folder, "list")
        peak = peak_of("generate", ["conficker_c", "suppobox", "--from", "2026-01-01", "--days", "90", "-o", path])
        with open(path, "rb") as file:
            text = file.read()
    names = text.count(b"\n")
    allowed = len(text) - names + OCTETS_A_NAME * names
    print("%d names, %d octets at the peak, %d allowed" % (names, peak, allowed))
    return 0 if peak <= allowed and all([bounded(form) for form in ("plain", "csv")] + [feed_bounded()]) else 1


if __name__ == "__main__":
    sys.exit(main())
