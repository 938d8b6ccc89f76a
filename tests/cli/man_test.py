#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The man page has each sub-command of --help and each form of log of `scan --help`, and no other: usage: man_test.py PROGRAM PAGE"""
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
    help_text = subprocess.run([sys.argv[1], "scan", "--help"], capture_output=True, text=True, check=True).stdout
    known = re.findall(r"^  (\S+)  ", help_text[help_text.index("Forms of --log-format:"):help_text.index("Examples:")], re.MULTILINE)
    forms = re.search(r"DNS logs of the forms\n(.*?),\nand in any", page, re.DOTALL).group(1).replace("\\-", "-")
    assert known and known == re.split(r",\s+", forms), (known, forms)
    assert commands and sorted(commands) == told, (sorted(set(commands) ^ set(told)), told)


if __name__ == "__main__":
    main()
