#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Two threads make what one makes, in every command that has threads: usage: threads_test.py PROGRAM

Each run is small; the thread sanitizer's build runs them too, and ends a program that has a race."""
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
DATES = ["--from", "2026-11-24", "--days", "2"]
FAMILIES = ["necurs", "chinad", "tinba", "ranbyus_may", "gozi"]


def run(*words, text="", folder=None):
    done = subprocess.run([PROGRAM, "-q", *words], input=text, cwd=folder, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, (words, done.returncode, done.stderr[-4000:])
    return done.stdout


def both(*words, text=""):
    """The output with one thread and with two, which must not differ."""
    one, two = (run(*words, "--threads", threads, text=text) for threads in "12")
    assert one == two and one, words
    return two


def files(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(base, name), "rb") as file:
                found[os.path.relpath(os.path.join(base, name), folder)] = file.read()
    return found


def main():
    for form in ("plain", "csv", "rpz"):
        names = both("generate", *FAMILIES, *DATES, "--format", form)
    names = both("generate", *FAMILIES, *DATES).split()
    both("generate", "conficker_c", "--from", "2026-11-24", "--days", "30", "--memory", "128M")  # spills, and merges what it spilled
    with tempfile.TemporaryDirectory(prefix="dgacast-threads-") as top:
        shards = [os.path.join(top, "shard%d" % k) for k in (1, 2)]
        for k, shard in enumerate(shards, 1):
            run("generate", *FAMILIES, *DATES, "--threads", "2", "--shard", "%d/2" % k, "-o", shard)
        assert run("merge", *shards).split() == names
        index = os.path.join(top, "dga.idx")
        run("index", "build", *FAMILIES, *DATES, "--threads", "2", "-o", index)
        asked = "".join(name + "\n" for name in names[:200] + ["example.com"])
        assert run("lookup", "--index", index, "-", text=asked).count("\n") >= 200
        queries = os.path.join(top, "queries.log")
        with open(queries, "w", encoding="ascii") as file:
            for i, name in enumerate(names[:300]):
                file.write("2026-11-24T12:00:%02d.000Z client @0x7f0000000000 10.0.0.%d#5353 (%s): query: %s IN A +E(0)K (192.0.2.53)\n"
                           % (i % 60, i % 9, name, name))
        both("scan", "--index", index, queries, "--log-format", "bind")
        for threads in "12":
            folder = os.path.join(top, "feed" + threads)
            os.mkdir(folder)
            with open(os.path.join(folder, "feed.json"), "w", encoding="ascii") as file:
                file.write('{"feed": "small", "folder": "out", "families": ["chinad", "necurs"], "guards": {"selftest": false},'
                           ' "horizon": {"past_days": 0, "future_days": 1}, "outputs": [{"name": "rows", "format": "csv"},'
                           ' {"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}}]}')
            for date in ("2026-11-24", "2026-11-25"):
                run("feed", "feed.json", "--date", date, "--threads", threads, folder=folder)


if __name__ == "__main__":
    main()
