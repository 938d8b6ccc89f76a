#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does every format write names.csv as it was agreed? A file or folder a format in golden/.

usage: golden_test.py PROGRAM [--rewrite]
--rewrite puts what the program writes in place of the files: read the difference before you believe it.
"""
import pathlib
import shutil
import sys
import tempfile

import lists

GOLDEN = lists.HERE / "golden"


def main():
    program, rewrite, faults = sys.argv[1], "--rewrite" in sys.argv, 0
    with tempfile.TemporaryDirectory(prefix="dgacast-golden-") as folder:
        for form in [*lists.FILES, *lists.FOLDERS]:
            made, agreed = pathlib.Path(folder) / form, GOLDEN / form
            lists.write(program, form, made)
            if rewrite:
                shutil.rmtree(agreed, ignore_errors=True) if agreed.is_dir() else agreed.unlink(missing_ok=True)
                shutil.copytree(made, agreed) if made.is_dir() else shutil.copy(made, agreed)
            expected, got = lists.tree(agreed), lists.tree(made)
            for name in sorted(set(expected) | set(got)):
                if expected.get(name) != got.get(name):
                    faults += 1
                    print("%s: not what golden/%s holds, but:\n%s" % (form, agreed.name + "/" + name,
                                                                     got.get(name, b"(nothing)").decode()))
    print("%d formats, %d faults" % (len(lists.FILES) + len(lists.FOLDERS), faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
