#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SIGKILL at random instants of a run: usage: kill_test.py PROGRAM [KILLS]

After each kill readers see the old issue or the new one, whole. At the end the feed is, octet by octet, the one that
was never killed."""
import os
import random
import subprocess
import sys
import tempfile
import time

import feeds


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    chance = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="dgacast-kill-") as top:
        killed, calm = os.path.join(top, "killed"), os.path.join(top, "calm")
        seconds = 0.0
        for folder in (killed, calm):
            os.mkdir(folder)
            feeds.write_config(folder)
            began = time.monotonic()
            feeds.run(folder, feeds.day(0))
            seconds = time.monotonic() - began
        date, done, old, new, leftovers, finished = 0, 0, 0, 0, 0, 0
        while done < kills:
            date += 1
            before = feeds.current(killed)
            for _ in range(chance.randrange(1, 4)):
                process = subprocess.Popen(feeds.command(killed, feeds.day(date)), stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                # Most of a run reads the catalogue and generates; half of the kills aim at its end, where files are
                # written, named and switched.
                time.sleep(seconds * chance.choice((chance.uniform(0, 1.1), chance.uniform(0.6, 1.1))))
                process.kill()
                if process.wait() == 0:
                    finished += 1
                    continue
                done += 1
                now = feeds.current(killed)
                old += now == before
                new += now != before
                leftovers += os.path.exists(os.path.join(killed, "out", ".building"))
                assert feeds.manifest(killed)["date"] == (feeds.day(date) if now != before else feeds.day(date - 1))
                feeds.verify(killed)
            feeds.run(killed, feeds.day(date))
            feeds.run(calm, feeds.day(date))
            left, right = feeds.tree(killed), feeds.tree(calm)
            assert left.keys() == right.keys(), left.keys() ^ right.keys()
            different = [path for path in left if left[path] != right[path]]
            assert not different, different
    assert old > 0 and leftovers > 0, "no kill came while an issue was being made"
    print("%d kills over %d days: %d left the old issue (%d amid its successor), %d the new one; %d runs were over before"
          % (done, date, old, leftovers, new, finished))


if __name__ == "__main__":
    main()
