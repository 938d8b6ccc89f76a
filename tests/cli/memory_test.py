#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a run takes: usage: memory_test.py PROGRAM

A long run holds no more than the names themselves and 24 octets a name (Conficker C has most names, Suppobox most repeats),
and no run takes more than --memory, whatever its format; the list is the same."""
import hashlib
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
OCTETS_A_NAME = 24


def peak_of(arguments):
    """Peak memory of one run in octets. A child of its own asks, for the figure is the greatest of all children."""
    ask = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); " \
          "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)"
    done = subprocess.run([sys.executable, "-c", ask, PROGRAM, "-q", "generate"] + arguments, capture_output=True, check=True)
    return int(done.stdout)


def bounded(form):
    with tempfile.TemporaryDirectory(prefix="dgacast-memory-") as folder:
        digests, peaks = set(), []
        for size, threads in (("1G", 1), ("128M", 1), ("128M", 2), ("192M", 3)):
            path = os.path.join(folder, "list")
            peaks.append(peak_of(["newgoz", "conficker_c", "suppobox", "--from", "2026-01-01", "--days", "60", "--format", form,
                                  "--memory", size, "--threads", str(threads), "--tmpdir", folder, "-o", path]))
            with open(path, "rb") as file:
                digests.add(hashlib.sha256(file.read()).digest())
            print("%s, --memory %s, %d threads: %.0f MiB" % (form, size, threads, peaks[-1] / 2**20))
    return len(digests) == 1 and max(peaks[1:3]) <= 128 << 20 and peaks[3] <= 192 << 20


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-memory-") as folder:
        path = os.path.join(folder, "list")
        peak = peak_of(["conficker_c", "suppobox", "--from", "2026-01-01", "--days", "90", "-o", path])
        with open(path, "rb") as file:
            text = file.read()
    names = text.count(b"\n")
    allowed = len(text) - names + OCTETS_A_NAME * names
    print("%d names, %d octets at the peak, %d allowed" % (names, peak, allowed))
    return 0 if peak <= allowed and all([bounded(form) for form in ("plain", "csv")]) else 1


if __name__ == "__main__":
    sys.exit(main())
