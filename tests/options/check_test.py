#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check.py finds what it is for: a second name, text, range or default, planted in a copy of the sources."""
import pathlib
import shutil
import sys
import tempfile

import check

ROOT = pathlib.Path(sys.argv[1])
# (file, what is added to it, what the fault says)
PLANTED = [
    ("tools/cli/diff.cpp", 'void f(CLI::App& a, bool& b) { a.add_flag("--json", b); }', "declares an option"),
    ("tools/cli/diff.cpp", 'const char* const text = "names in one "\n    "check command";', "says what a record"),
    ("blocklists/feed/feed.cpp", 'const char* const text = "names in one check command";', "says what a record"),
    ("tools/cli/diff.cpp", 'const char* const text = "who may see it; default: clear";', "says a default"),
    ("tools/cli/diff.cpp", 'const char* const text = "leave --formt out";', "there is no such option"),
    ("blocklists/formats/epp.cpp", 'const char* const text = "epp-batch";', "take option::epp_batch.name"),
    ("tools/cli/diff.cpp", "constexpr int kMost = 36'500;", "a bound or a default"),
    ("blocklists/feed/feed_keys.cpp", "constexpr int kMost = 10'000;", "a bound or a default"),
]
PASSED = [
    ("tools/cli/diff.cpp", "// default: 7, --formt, 36500"),
    ("tools/cli/diff.cpp", 'const char* const text = "--rpz-... options belong to rpz, --format too; minisign -G";'),
    ("blocklists/feed/feed.cpp", "constexpr int kMost = 36500;"),
]


def found(file, added):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copytree(ROOT / check.RECORDS, root / check.RECORDS)
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(added + "\n", encoding="ascii")
        return list(check.faults(root))


def main():
    for file, added, told in PLANTED:
        faults = found(file, added)
        assert len(faults) == 1 and told in faults[0] and faults[0].startswith(f"{file}:1: "), (added, faults)
    for file, added in PASSED:
        assert found(file, added) == [], (added, found(file, added))
    print(f"{len(PLANTED)} faults found, {len(PASSED)} passed")


if __name__ == "__main__":
    main()
