#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the tables of families, in dga/families/README.md and between the marks in README.md, out of the catalogue.

usage: make_readme.py PROGRAM [--check]
With --check it writes nothing, and ends with status 1 when a table is not what the catalogue says."""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BEGIN, END = "<!-- families: begin (made by dga/families/make_readme.py) -->", "<!-- families: end -->"


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def suffixes(family):
    names = family["suffixes"]
    return " ".join(names[:6]) + (" and %d more" % (len(names) - 6) if len(names) > 6 else "")


def row(family):
    count = family["domains_per_period"]
    state = "" if family["generatable"] else "listed only: " + family["reason"]
    if family["needs_observation"]:
        state = "needs an observation"
    return [family["id"], family["malware"], family["taxonomy"], family["scheme"], family["period"],
            "" if count is None else count, len(family["seeds"]), suffixes(family), state]


def table(families, columns):
    head = ["family", "malware", "taxonomy", "scheme", "period", "names", "seeds", "suffixes", "note"]
    lines = ["| " + " | ".join(head[c] for c in columns) + " |", "|" + " --- |" * len(columns)]
    for family in families:
        cells = row(family)
        lines.append("| " + " | ".join(cell(cells[c]) for c in columns) + " |")
    return "\n".join(lines)


def full(families):
    text = ["<!-- SPDX-License-Identifier: Apache-2.0 -->", "# Families", "",
            "Made out of the catalogue by `make_readme.py`; do not edit. `dgacast families NAME` tells all about one.",
            "TDD, TID, TDN, TIN: time-dependent or -independent, deterministic or not.", "", table(families, range(9)), "",
            "%d families, %d of them with code, %d seeds." % (
                len(families), sum(f["generatable"] for f in families), sum(len(f["seeds"]) for f in families)), ""]
    return "\n".join(text)


def main():
    program, check = sys.argv[1], "--check" in sys.argv
    done = subprocess.run([program, "families", "--json"], capture_output=True, check=True)
    families = [json.loads(line) for line in done.stdout.decode().splitlines()]
    readme = os.path.join(ROOT, "README.md")
    with open(readme, encoding="utf-8") as file:
        old = file.read()
    head, rest = old.split(BEGIN)
    tail = rest.split(END)[1]
    wanted = {os.path.join(HERE, "README.md"): full(families),
              readme: head + BEGIN + "\n" + table(families, [0, 1, 2, 4, 5, 6]) + "\n" + END + tail}
    stale = 0
    for path, text in wanted.items():
        present = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        if present == text:
            continue
        if check:
            print("%s: not what the catalogue says; run dga/families/make_readme.py PROGRAM" % os.path.relpath(path, ROOT))
            stale += 1
        else:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
