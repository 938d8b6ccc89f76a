# SPDX-License-Identifier: Apache-2.0
"""A catalogue of zones (RFC 9432): python3 catalogue_test.py PRIMARY MIDDLE DGACAST

PRIMARY and MIDDLE: knot, bind, with the configurations of blocklists/feed/examples. The primary begins with one of
the feed's two zones; the other is put into its catalogue while the middle tier runs, and must appear there by itself,
with the feed's content; then it is taken out, and must go. The middle tier's configuration names neither. Ends with
0, 1, or 77 when something is missing.
"""

import pathlib
import subprocess
import sys
import tempfile

import upstream  # noqa: I001 (it ends the test when dnspython is missing)
from ixfr_test import Feed, expect_content
from resolvers import Failure
from tiers import CATALOGUE, DAILY, MIDDLES, STATIC, BindPrimary, KnotPrimary, Net, wait_for


class KnotOfOne(KnotPrimary):
    without = [(f"  - domain: {DAILY}\n    template: feed\n", "")]

    def write(self, changes):
        self.net.write(self.example, self.folder, [("target: syslog", "target: stderr"), *changes])

    def configure(self):
        super().configure()
        self.write(self.without)
        return ["-c", self.example]

    def list_daily(self, listed):
        self.write([] if listed else self.without)
        subprocess.run(self.control("reload"), check=True, capture_output=True)


class BindOfOne(BindPrimary):
    without = [(f"daily.zones PTR {DAILY}.\n", "")]
    catalogue_changes = without
    serial_of_catalogue = 1

    def list_daily(self, listed):
        self.serial_of_catalogue += 1
        changes = [(" 1 3600 ", f" {self.serial_of_catalogue} 3600 "), *([] if listed else self.without)]
        self.net.write("catalogue.zone", self.folder, changes)
        subprocess.run(self.control("reload", CATALOGUE), check=True, capture_output=True)



def test(world):
    primary_class, middle_class = {"knot": KnotOfOne, "bind": BindOfOne}[sys.argv[1]], MIDDLES[sys.argv[2]]
    with tempfile.TemporaryDirectory(prefix="dgacast-catalogue-") as folder:
        feed = Feed(sys.argv[3], pathlib.Path(folder), 60)
        feed.run(0, [])
        net = Net(world.port, feed.folder / "out")
        with primary_class(net) as primary, middle_class(net) as middle:
            wait_for(lambda: middle.serial(STATIC) is not None, "the first zone of the catalogue is there", 30)
            expect_content(feed, middle, STATIC)
            if middle.serial(DAILY) is not None:
                raise Failure(f"{DAILY} is there, and the catalogue does not have it")
            primary.list_daily(True)
            wait_for(lambda: middle.serial(DAILY) is not None, "the zone that came into the catalogue is there", 30)
            expect_content(feed, middle, DAILY)
            primary.list_daily(False)
            wait_for(lambda: middle.serial(DAILY) is None, "the zone that left the catalogue is gone", 30)
            expect_content(feed, middle, STATIC)
    print(f"{DAILY} came to {sys.argv[2]} and went by {sys.argv[1]}'s catalogue alone")


if __name__ == "__main__":
    sys.exit(upstream.run_test(test))
