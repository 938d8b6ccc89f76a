#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does every format write names.csv as it was agreed? One file a format in golden/.

usage: golden_test.py PROGRAM [--rewrite]
--rewrite puts what the program writes in place of the files: read the difference before you believe it.
"""
import base64
import csv
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = os.path.join(HERE, "golden")
# The formats of registries and platforms have names of their own, and their files: tests/partners.
PARTNERS = os.path.join(os.path.dirname(HERE), "partners", "golden")


def run(program, *arguments):
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    if done.returncode != 0:
        sys.exit("dgacast %s: status %d: %s" % (" ".join(arguments), done.returncode, done.stderr.decode()))
    return done.stdout


def check_golden(program, ids, rewrite):
    faults = 0
    for id in ids:
        text = run(program, "import", os.path.join(HERE, "names.csv"), "--format", id, "--quiet")
        path = os.path.join(GOLDEN, id)
        if rewrite:
            with open(path, "wb") as file:
                file.write(text)
        elif not os.path.exists(path):
            print("format %s has no golden file %s; make it with --rewrite, and read it" % (id, path))
            faults += 1
        elif open(path, "rb").read() != text:
            print("format %s: not what golden/%s holds, but:\n%s" % (id, id, text.decode()))
            faults += 1
    for stray in sorted(set(os.listdir(GOLDEN)) - set(ids)):
        print("golden/%s belongs to no format; remove it" % stray)
        faults += 1
    return faults


def column(text, delimiter, first):
    """The first column of a table, whose first cell is `first`."""
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    if rows[0][0] != first or any(len(row) != len(rows[0]) for row in rows):
        sys.exit("a table does not begin with '%s', or its rows are not of one length: %s" % (first, rows))
    return [row[0] for row in rows[1:]]


# How Python's own readers find the names in those formats that no program of Debian 12 reads.
READ = {
    "adblock": lambda text: re.findall(r"^\|\|(\S+)\^$", text, re.M),
    "blocky": lambda text: re.findall(r"^\*\.(\S+)$", text, re.M),
    "coredns": lambda text: re.findall(r"^template IN ANY (\S+) \{\n  rcode NXDOMAIN\n\}$", text, re.M),
    "csv": lambda text: column(text, ",", "domain"),
    "jsonl": lambda text: [json.loads(line)["domain"] for line in text.splitlines()],
    "mikrotik": lambda text: re.findall(r"^/ip dns static add name=(\S+) type=NXDOMAIN match-subdomain=yes$", text, re.M),
    "pihole": lambda text: re.findall(r"^\|\|(\S+)\^$", text, re.M),
    "plain": str.splitlines,
    "splunk": lambda text: column(text, ",", "domain"),
    "suricata": lambda text: [base64.b64decode(line, validate=True).decode() for line in text.splitlines()],
    "technitium": lambda text: [line for line in text.splitlines() if not line.startswith("#")],
    "wildcard": lambda text: re.findall(r"^\*\.(\S+)$", text, re.M),
    # Its header has one cell more, the word #fields.
    "zeek": lambda text: column(text.replace("#fields\t", "", 1), "\t", "indicator"),
}


def check_names(program, blocks):
    """Are the names in each of these formats those of the plain list, in its order?"""
    faults = 0
    names = os.path.join(HERE, "names.csv")
    plain = run(program, "import", names, "-q").decode().split()
    hosts = [line.split()[1] for line in run(program, "import", names, "-q", "--format", "hosts").decode().splitlines()]
    safe = [name for name in plain if name in hosts]
    if len(safe) != len(plain) - 1:
        print("the list has one public suffix, and hosts leaves out %d names" % (len(plain) - len(safe)))
        faults += 1
    for id, read in READ.items():
        found = read(run(program, "import", names, "-q", "--format", id).decode("ascii"))
        found = list(dict.fromkeys(found))  # a source a row
        if found != (safe if blocks[id] else plain):
            print("format %s: holds %s" % (id, found))
            faults += 1
    return faults


def check_compression(program):
    """The same octets each time, to a file and to standard output; and they are the list."""
    faults = 0
    names = os.path.join(HERE, "names.csv")
    plain = run(program, "import", names, "-q")
    for method, magic in [("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00"), ("zstd", b"\x28\xb5\x2f\xfd")]:
        packed = run(program, "import", names, "-q", "--compress", method)
        with tempfile.TemporaryDirectory(prefix="dgacast-compress-") as folder:
            path = os.path.join(folder, "list")
            run(program, "import", names, "-q", "--compress", method, "-o", path)
            if open(path, "rb").read() != packed:
                print("--compress %s: -o differs from standard output" % method)
                faults += 1
        if not packed.startswith(magic):
            print("--compress %s: begins with %s: a time or a name?" % (method, packed[:8].hex()))
            faults += 1
        if method == "gzip":
            unpacked = gzip.decompress(packed)
        elif shutil.which("zstd"):
            unpacked = subprocess.run(["zstd", "-dc"], input=packed, capture_output=True, check=True).stdout
        else:
            print("note: zstd is not installed: its stream was not read")
            continue
        if unpacked != plain:
            print("--compress %s: does not unpack to the list" % method)
            faults += 1
    return faults


def main():
    program = sys.argv[1]
    blocks = {facts["id"]: facts["blocks"] for facts in map(json.loads, run(program, "formats", "--json").decode().splitlines())}
    ids = sorted(set(blocks) - set(os.listdir(PARTNERS)))
    faults = check_golden(program, ids, "--rewrite" in sys.argv) + check_names(program, blocks) + check_compression(program)
    print("%d formats, %d faults" % (len(ids), faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
