#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the lines that tests ran of each folder, from gcovr's JSON summary: coverage_table.py SUMMARY.json"""
import collections
import json
import pathlib
import sys


def main():
    summary = json.loads(pathlib.Path(sys.argv[1]).read_text())
    rooms = collections.defaultdict(lambda: [0, 0])
    for file in summary["files"]:
        parts = pathlib.PurePath(file["filename"]).parts
        for room in ("/".join(parts[:2]) + "/", "all"):
            rooms[room][0] += file["line_covered"]
            rooms[room][1] += file["line_total"]
    print("| folder | lines | run by a test |\n| --- | ---: | ---: |")
    for room, (covered, total) in sorted(rooms.items(), key=lambda room: (room[0] == "all", room[0])):
        print("| %s | %d | %.1f %% |" % ("**all**" if room == "all" else "`%s`" % room, total, 100 * covered / max(1, total)))


if __name__ == "__main__":
    main()
