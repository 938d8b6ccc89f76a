#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The man page has each sub-command of --help, and no other: usage: man_test.py PROGRAM PAGE"""
import re
import subprocess
import sys


def main():
    shown = subprocess.run([sys.argv[1], "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+)  ", shown[shown.index("Subcommands:"):], re.MULTILINE)
    with open(sys.argv[2], encoding="ascii") as file:
        page = file.read()
    section = page[page.index(".SH COMMANDS"):page.index(".SH OPTIONS")]
    told = re.findall(r"^\.TP\n\.BR? ([a-z]+)", section, re.MULTILINE)
    assert commands and sorted(commands) == told, (sorted(set(commands) ^ set(told)), told)


if __name__ == "__main__":
    main()
