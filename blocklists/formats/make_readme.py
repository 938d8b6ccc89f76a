#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the table of formats between the marks in blocklists/formats/README.md, out of what the program says.

usage: make_readme.py PROGRAM [--check]
With --check it writes nothing, and ends with status 1 when the table is stale."""
import json
import pathlib
import subprocess
import sys

README = pathlib.Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- formats: begin (made by blocklists/formats/make_readme.py) -->", "<!-- formats: end -->"


def table(formats):
    lines = ["| format | what it is | subdomains | read by | checked with |", "| --- | --- | --- | --- | --- |"]
    for facts in formats:
        cells = [facts["id"], facts["summary"], facts["children"], facts["readers"],
                 facts["checked"] or "no reader in Debian 12"]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells) + " |")
    return "\n".join(lines)


def main():
    done = subprocess.run([sys.argv[1], "formats", "--json"], capture_output=True, check=True)
    formats = [json.loads(line) for line in done.stdout.decode().splitlines()]
    old = README.read_text(encoding="utf-8")
    head, rest = old.split(BEGIN)
    text = head + BEGIN + "\n" + table(formats) + "\n" + END + rest.split(END)[1]
    if text == old:
        return 0
    if "--check" in sys.argv:
        print("blocklists/formats/README.md: the table is stale; run blocklists/formats/make_readme.py PROGRAM")
        return 1
    README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
