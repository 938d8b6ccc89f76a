# SPDX-License-Identifier: Apache-2.0
"""Do the zone checkers of the DNS servers take our zones without a word? python3 check_test.py PROGRAM FOLDER"""

import pathlib
import shutil
import subprocess
import sys

from zones import ORIGIN, SERIAL

CHECKS = {
    "named-checkzone": ("bind9-utils", [ORIGIN, "{zone}"], f"zone {ORIGIN}/IN: loaded serial {SERIAL}\nOK\n"),
    "kzonecheck": ("knot-dnssecutils", ["-o", ORIGIN, "{zone}"], ""),
    "nsd-checkzone": ("nsd", [ORIGIN, "{zone}"], f"zone {ORIGIN} is ok\n"),
    "ldns-read-zone": ("ldnsutils", ["{zone}"], ""),
}
PRINTS_ZONE = {"ldns-read-zone"}  # on standard output; complaints go to standard error


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    package, arguments, expected = CHECKS[program]
    path = shutil.which(program, path="/usr/bin:/usr/sbin:/bin:/sbin")
    if not path:
        print(f"SKIP: {program} is not installed; apt-get install {package}, or run tests/run")
        return 77
    faults = 0
    for zone in [folder / "cn.zone", folder / "day.zone"]:
        done = subprocess.run([path, *(a.format(zone=zone) for a in arguments)], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL if program in PRINTS_ZONE else subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=600)
        said = (done.stdout or "") + done.stderr
        if done.returncode != 0 or said != expected:
            print(f"{program} {zone.name}: status {done.returncode}: {said[:4000]!r} and not {expected!r}")
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
