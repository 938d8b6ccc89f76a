#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a format writes, import reads: usage: roundtrip_test.py PROGRAM

For each format that carries more than names, every row that generate writes comes back from import with what the format
carries: the family, the seed, the validity. Families with dates and without, of one seed and several."""
import csv
import io
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
DATES = ["--from", "2026-11-24", "--days", "2"]
FAMILIES = ["chinad", "conficker_b/x87", "srizbi", "verblecon", "dircrypt/f2113c2a", "fobber"]
ALL = ("domain", "family", "seed", "valid_from", "valid_until")
CARRIED = {
    "csv": ALL, "jsonl": ALL, "intelmq": ALL, "stix": ALL, "misp": ALL, "registry-csv": ALL, "registry-jsonl": ALL,
    "netlab": ("domain", "family", "valid_from", "valid_until"),
    "splunk": ("domain", "family", "valid_from", "valid_until"),
    "dgarchive": ("domain", "family", "seed"),
    "threatfox": ("domain", "family", "valid_until"),
    "bambenek": ("domain", "family"),
    "zeek": ("domain", "family"),
    "plain": ("domain",), "hosts": ("domain",), "adblock": ("domain",),
}
# A day stands for the beginning of what has none (never 1970), and the list's readers see the names from then on.
DAY_FOR_NONE = {"intelmq", "stix", "netlab"}
# What the registry formats carry: names that somebody can register.
REGISTRABLE = {"registry-csv", "registry-jsonl"}


def run(*arguments, folder):
    done = subprocess.run([PROGRAM, "-q", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def rows(text, columns, undated_day):
    found = set()
    for row in csv.DictReader(io.StringIO(text)):
        if undated_day and row["valid_from"] == "1970-01-01T00:00:00Z":
            row["valid_from"] = "2026-11-24T00:00:00Z"
        found.add(tuple(row[column] for column in columns))
    return found


def main():
    faults = 0
    with tempfile.TemporaryDirectory(prefix="dgacast-roundtrip-") as folder:
        for family in FAMILIES:
            known = run("generate", family, *DATES, "--format", "csv", folder=folder)
            registrable = run("generate", family, *DATES, "--registrable", "--format", "csv", folder=folder)
            for format_id, columns in CARRIED.items():
                output = "%s.%s" % (family.replace("/", "-"), format_id)
                run("generate", family, *DATES, "--format", format_id, "-o", output, folder=folder)
                path = os.path.join(folder, output)
                files = [output] if not os.path.isdir(path) else [
                    os.path.join(output, name) for name in sorted(os.listdir(path))
                    if name.endswith(".json") and name != "manifest.json"]
                # Bambenek's feed knows only the day on which a window begins, which can be before the first.
                dates = ["--from", "2026-10-01", "--days", "90"] if format_id == "bambenek" else DATES
                read = run("import", *files, "--family", "given", *dates, "--format", "csv", folder=folder)
                expected = rows(registrable if format_id in REGISTRABLE else known, columns, format_id in DAY_FOR_NONE)
                got = rows(read, columns, format_id in DAY_FOR_NONE)
                if got != expected or not got:
                    faults += 1
                    print("%s of %s: %d rows lost, %d new" % (format_id, family, len(expected - got), len(got - expected)))
                    print("  lost: %s\n  new:  %s" % (sorted(expected - got)[:2], sorted(got - expected)[:2]))
    print("%d formats, %d families, %d faults" % (len(CARRIED), len(FAMILIES), faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
