#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An index that others work on: two appends at once, and a file that is cut under who reads it. usage: index_test.py PROGRAM"""
import os
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])


def dgacast(*arguments, **options):
    return subprocess.run([PROGRAM, "-q", *arguments], capture_output=True, text=True, timeout=120, check=False, **options)


def build(path, *arguments):
    done = dgacast("index", "build", "-o", path, *arguments)
    assert done.returncode == 0, done.stderr


def names_of(family, day):
    return dgacast("generate", family, "--on", day).stdout.split()


def append_twice(folder):
    """Both days are there, or one of the two was refused and says so."""
    path = os.path.join(folder, "two.idx")
    days = ["2026-02-0%d" % day for day in range(1, 9)]
    refused = 0
    for one, other in zip(days[0::2], days[1::2]):
        build(path, "chinad", "--on", "2026-01-01")
        runs = [(day, subprocess.Popen([PROGRAM, "-q", "index", "append", path, "chinad", "--on", day], stderr=subprocess.PIPE, text=True))
                for day in (one, other)]
        for day, run in runs:
            error = run.communicate(timeout=120)[1]
            if run.returncode != 0:
                refused += 1
                assert run.returncode == 2 and "another run works on this index" in error, (run.returncode, error)
            found = dgacast("lookup", "--index", path, names_of("chinad", day)[0])
            # Who was refused may look before the other has ended.
            assert (found.returncode == 0) == (run.returncode == 0), (day, run.returncode, found)
    assert os.stat(path + ".lock").st_mode & 0o777 == 0o600
    print("appends at once: %d of 8 refused, nothing lost" % refused)


def wait_for(what, done):
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def lookup_is_cut(folder):
    """Whoever waits for names has the index open already."""
    for size in (0, 4096, None):
        path = os.path.join(folder, "cut.idx")
        build(path, "chinad", "--from", "2026-01-01", "--days", "30")
        name = names_of("chinad", "2026-01-03")[0]
        run = subprocess.Popen([PROGRAM, "lookup", "--index", path, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True)
        run.stdin.write("nobody.example\n" + name + "\n")
        run.stdin.flush()
        assert name in run.stdout.readline()  # it reads
        if size is None:  # written over in place, with another size
            with open(path, "r+b") as file:
                file.truncate(0)
                file.write(b"DGAINDEX" + b"\0" * 100000)
        else:
            os.truncate(path, size)
        out, error = run.communicate("".join(other + "\n" for other in names_of("chinad", "2026-01-17")), timeout=60)
        assert run.returncode == 2 and out == "", (size, run.returncode, out)
        told = "was changed while it was read" if size is None and os.path.getsize(path) > 4096 else "was cut while it was read"
        assert "while it was read" in error and path in error, (told, error)
    print("lookup: a cut index is an error line")


def scan_is_cut(folder):
    path, log = os.path.join(folder, "scan.idx"), os.path.join(folder, "log")
    build(path, "chinad", "--from", "2026-01-01", "--days", "30")
    line = "Jan  3 10:00:0%d dnsmasq[1]: query[A] %s from 192.0.2.7\n"
    with open(log, "w", encoding="ascii") as file:
        file.write(line % (0, names_of("chinad", "2026-01-03")[0]))
    with open(os.path.join(folder, "out"), "w+", encoding="utf-8") as out, open(os.path.join(folder, "err"), "w+", encoding="utf-8") as err:
        run = subprocess.Popen([PROGRAM, "scan", "--index", path, "--follow", "--log-format", "dnsmasq", log], stdout=out, stderr=err)
        wait_for("the first hit", lambda: os.path.getsize(out.name) > 0 or run.poll() is not None)
        os.truncate(path, 4096)
        with open(log, "a", encoding="ascii") as file:
            for i, name in enumerate(names_of("chinad", "2026-01-17")[:9]):
                file.write(line % (i, name))
        try:
            assert run.wait(timeout=60) == 2, run.returncode
        finally:
            run.kill()
        err.seek(0)
        error = err.read()
        assert "while it was read" in error and path in error, error
    print("scan --follow: a cut index is an error line")


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-index-") as folder:
        append_twice(folder)
        lookup_is_cut(folder)
        scan_is_cut(folder)


if __name__ == "__main__":
    main()
