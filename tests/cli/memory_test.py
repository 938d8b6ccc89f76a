#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A long run holds no more than the names themselves and 24 octets a name: usage: memory_test.py PROGRAM

Conficker C has most names, Suppobox most repeats."""
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


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-memory-") as folder:
        path = os.path.join(folder, "list")
        peak = peak_of(["conficker_c", "suppobox", "--from", "2026-01-01", "--days", "90", "-o", path])
        with open(path, "rb") as file:
            text = file.read()
    names = text.count(b"\n")
    allowed = len(text) - names + OCTETS_A_NAME * names
    print("%d names, %d octets at the peak, %d allowed" % (names, peak, allowed))
    return 0 if peak <= allowed else 1


if __name__ == "__main__":
    sys.exit(main())
