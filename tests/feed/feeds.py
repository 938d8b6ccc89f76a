# SPDX-License-Identifier: Apache-2.0
"""What the tests of feeds share: a small configuration, runs, whole folders as dictionaries."""
import datetime
import json
import os
import re
import subprocess
import sys

PROGRAM = os.path.abspath(sys.argv[1])
FIRST_DAY = datetime.date(2026, 11, 23)
INSTANT = 1_795_435_200  # noon of it
CONFIG = {
    "feed": "test", "folder": "out", "families": ["chinad", "necurs", "ramdo"],
    "horizon": {"past_days": 1, "future_days": 2},
    "outputs": [
        {"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}},
        {"name": "rows", "format": "csv", "compress": "zstd"},
        {"name": "cn", "format": "plain", "tlds": ["cn"], "compress": "gzip"},
    ],
    "keep": 3,
}
# All that a run can do to a disk: a zone, rows, a folder of documents, a file that does not change every day; signed, with
# metrics and a command that leaves a trace; three issues are kept, so that each run clears one away.
WHOLE = {
    "feed": "whole", "folder": "out", "families": ["chinad", "ramdo", "tofsee"], "tlds": ["cn", "org", "biz"],
    "horizon": {"past_days": 0, "future_days": 1},
    "outputs": [
        {"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}},
        {"name": "rows", "format": "csv", "compress": "zstd"},
        {"name": "stix", "format": "stix", "partner": {"stix_chunk": 50}},
        {"name": "still", "format": "plain", "families": ["ramdo", "tofsee"], "compress": "gzip"},
    ],
    "keep": 3, "guards": {"selftest": False}, "sign": {"minisign": "feed.key"}, "metrics": "feed.prom",
    "after": [{"command": ["touch", "after-ran"]}],
}


def make_key(folder, name):
    """A minisign key pair NAME.key and NAME.pub in the folder; gives the path of the public one."""
    subprocess.run(["minisign", "-G", "-W", "-p", name + ".pub", "-s", name + ".key"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    os.chmod(os.path.join(folder, name + ".key"), 0o600)
    return os.path.join(folder, name + ".pub")


def write_config(folder, config=None, **changes):
    with open(os.path.join(folder, "feed.json"), "w", encoding="ascii") as file:
        json.dump(dict(config or CONFIG, **changes), file)


def day(number):
    return str(FIRST_DAY + datetime.timedelta(days=number))


def command(folder, date, *more):
    return [PROGRAM, "-q", "feed", os.path.join(folder, "feed.json"), "--date", date, *more]


def run(folder, date, *more, status=0, **options):
    options.setdefault("cwd", folder)  # of `after` commands too
    done = subprocess.run(command(folder, date, *more), capture_output=True, text=True, check=False, timeout=300, **options)
    assert done.returncode == status, (date, done)
    return done


def current(folder):
    """The name of the current issue, or None."""
    link = os.path.join(folder, "out", "current")
    return os.path.basename(os.readlink(link)) if os.path.islink(link) else None


def verify(folder, *more, status=0):
    done = subprocess.run([PROGRAM, "-q", "verify", os.path.join(folder, "out"), *more], capture_output=True, text=True,
                          check=False)
    assert done.returncode == status, done
    return done.stdout


def manifest(folder):
    with open(os.path.join(folder, "out", "current", "manifest.json"), encoding="ascii") as file:
        return json.load(file)


def output(folder, name):
    return next(one for one in manifest(folder)["outputs"] if one["name"] == name)


def zone_serial(folder):
    with open(os.path.join(folder, "out", "current", "zone.rpz"), encoding="ascii") as file:
        return int(re.search(r"SOA \S+ \S+ (\d+) ", file.read(1000)).group(1))


def tree(folder, below="out"):
    """All files and links below a feed's folder with their octets; the lock is not part of what is published."""
    found = {}
    for base, folders, files in os.walk(os.path.join(folder, below)):
        for name in files + folders:
            path = os.path.join(base, name)
            if os.path.islink(path):
                found[os.path.relpath(path, folder)] = os.readlink(path)
            elif name in files and name != ".lock":
                with open(path, "rb") as file:
                    found[os.path.relpath(path, folder)] = file.read()
    return found
