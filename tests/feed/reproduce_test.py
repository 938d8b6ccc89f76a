#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same inputs give the same octets: usage: reproduce_test.py PROGRAM

Two clean folders, other user (for root), time zone, language, umask, threads, working folder, times of the files and way
to give the date: three days each."""
import calendar
import os
import shutil
import subprocess
import tempfile
import time

import feeds

SUFFIXES = "// ===BEGIN ICANN DOMAINS===\ncn\ncom\nnet\norg\n// ===END ICANN DOMAINS===\n"
# A list that tells its day, one whose day stands in the configuration, one of which nobody says it, and so the suffixes.
FILES = {"told.txt": "# 2026-11-20\nexample.com\n", "given.txt": "example.org\n", "silent.txt": "example.net\n",
         "suffixes.dat": SUFFIXES}
CONFIG = {
    "lists": {"allow": ["told.txt", "given.txt"], "registered": ["silent.txt"], "psl": "suffixes.dat",
              "dates": {"given.txt": "2026-11-21"}},
    "outputs": [*feeds.CONFIG["outputs"], {"name": "parts", "format": "registry-csv", "split": "suffix"}],
}


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-one-") as one, tempfile.TemporaryDirectory(prefix="two-") as two:
        for folder, age in ((one, 0), (two, 300 * 86_400)):
            feeds.write_config(folder, **CONFIG)
            for name, text in FILES.items():
                path = os.path.join(folder, name)
                with open(path, "w", encoding="ascii") as file:
                    file.write(text)
                os.utime(path, (time.time() - age,) * 2)  # a copy has other times
        # Root runs the second feed as somebody else, with a program that this user may reach.
        program = shutil.copy(feeds.PROGRAM, two) if os.geteuid() == 0 else feeds.PROGRAM
        if os.geteuid() == 0:
            for path in (two, *(os.path.join(two, name) for name in os.listdir(two))):
                shutil.chown(path, "nobody")
        other = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        for number in range(3):
            date = feeds.day(number)
            feeds.run(one, date, "--threads", "1", env={"TZ": "Pacific/Kiritimati", "LC_ALL": "C"})
            epoch = calendar.timegm(time.strptime(date, "%Y-%m-%d")) + 80_000
            subprocess.run([program, "-q", "feed", "feed.json", "--threads", "3"], cwd=two, check=True,
                           stdout=subprocess.DEVNULL, umask=0o027, **other,
                           env={"TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": str(epoch)})
        assert os.geteuid() != 0 or os.stat(os.path.join(two, "out")).st_uid != 0
        left, right = feeds.tree(one), feeds.tree(two)
        assert left.keys() == right.keys() and len(left) > 20, left.keys() ^ right.keys()
        different = [path for path in left if left[path] != right[path]]
        assert not different, different
        # The dates do decide: another last day gives another feed.
        feeds.run(two, feeds.day(3))
        assert feeds.tree(two) != left
    print("two feeds of three days, %d files: the same octets" % len(left))


if __name__ == "__main__":
    main()
