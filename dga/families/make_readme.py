#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of families, dga/families/README.md, out of the catalogue.

usage: make_readme.py PROGRAM [--check]
With --check it writes nothing, and ends with status 1 when the table is not what the catalogue says."""
import json
import pathlib
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parent / "README.md"


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


def page(families):
    head = ["family", "malware", "taxonomy", "scheme", "period", "names", "seeds", "suffixes", "note"]
    lines = ["<!-- SPDX-License-Identifier: Apache-2.0 -->", "# Families", "",
             "Made out of the catalogue by `make_readme.py`; do not edit. `dgacast families NAME` tells all about one.",
             "TDD, TID, TDN, TIN: time-dependent or -independent, deterministic or not.", "",
             "| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(map(cell, row(family))) + " |" for family in families]
    lines += ["", "%d families, %d of them with code, %d seeds." % (
        len(families), sum(f["generatable"] for f in families), sum(len(f["seeds"]) for f in families)), ""]
    return "\n".join(lines)


def main():
    done = subprocess.run([sys.argv[1], "families", "--json"], capture_output=True, check=True)
    text = page([json.loads(line) for line in done.stdout.decode().splitlines()])
    if README.exists() and README.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("dga/families/README.md: not what the catalogue says; run dga/families/make_readme.py PROGRAM")
        return 1
    README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
