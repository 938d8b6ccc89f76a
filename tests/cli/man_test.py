#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The manual pages have each command, option and key of the program, and no other: usage: man_test.py PROGRAM PAGES

PAGES is the folder into which the build wrote them (`dgacast man`). Where there is man(1), or mandoc, it finds no fault in them; their words are plain (tests/words)."""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "words"))
import check as words_check  # noqa: E402

PROGRAM, PAGES = sys.argv[1], sys.argv[2]


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=True).stdout


def commands_of(*path):
    found = re.search(r"^Commands:\n((?:  .*\n)*)", run(*path, "--help"), re.MULTILINE)
    return re.findall(r"^  ([a-z]+)  ", found.group(1), re.MULTILINE) if found else []


def options_of(*path):
    """All options and arguments of a command, and of those below it."""
    usages = set(re.findall(r"^  (\S.*)\n      ", run(*path, "--help"), re.MULTILINE))
    for below in commands_of(*path):
        usages |= options_of(*path, below)
    return usages


def page(name):
    with open(f"{PAGES}/{name}", encoding="ascii") as file:
        return file.read()


def headings(text):
    """What the paragraphs with a heading are about, without fonts."""
    found = re.findall(r"^\.TP\n(.*)$", text, re.MULTILINE)
    return {re.sub(r"\\f[BIR]|^\.BR? ", "", heading).replace("\\-", "-") for heading in found}


def main():
    commands = commands_of()
    assert len(commands) > 10, commands
    names = {f"dgacast-{command}.1" for command in commands} | {"dgacast.1", "dgacast-feed.5"}
    assert set(os.listdir(PAGES)) == names, set(os.listdir(PAGES)) ^ names

    overview = re.findall(r"^\.TP\n\.BR dgacast\\-([a-z]+) \(1\)$", page("dgacast.1"), re.MULTILINE)
    assert overview == commands, (overview, commands)
    checked = 0
    for command in commands:
        wanted, told = options_of(command), headings(page(f"dgacast-{command}.1"))
        assert wanted and wanted == told, (command, wanted ^ told)
        assert f"dgacast {command}" in page(f"dgacast-{command}.1").split(".SH EXAMPLES")[1].replace("\\-", "-"), command
        checked += len(wanted)
    assert checked > 200, checked

    keys = set(re.findall(r"^([a-z]\S*)$", run("feed", "--help-config"), re.MULTILINE))
    told = {key for key in headings(page("dgacast-feed.5").split(".SH LISTS")[0])}
    assert len(keys) > 60 and keys == told, keys ^ told

    for name in sorted(names):
        worded = [f"{name}:{line}: says {words!r}; {hint}" for line, words, hint, _ in words_check.faults_of(page(name), is_man=True)]
        assert not worded, "\n".join(worded)
        for command in (["man", "--warnings", "-E", "UTF-8", "-l"], ["mandoc", "-Tlint", "-Wwarning"]):
            if shutil.which(command[0]) is None:
                continue
            shown = subprocess.run([*command, f"{PAGES}/{name}"], capture_output=True, text=True, check=False,
                                   env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100"})
            faults = shown.stderr if command[0] == "man" else shown.stdout
            assert faults == "", (name, faults)
    print(f"{len(names)} pages, {checked} options, {len(keys)} keys")


if __name__ == "__main__":
    main()
