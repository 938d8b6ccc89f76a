#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Planted bots are found in a BIND query log among clean clients:

    scan_test.py PROGRAM [LINES [--popular FILE] [--grep ROUNDS]]

40 bots of 12 families ask for names of their day in their order, among the noise of clean clients: popular names (of FILE, one a
line, or made ones), names below them, and below dynamic-DNS zones. All bots must be named with their family, and no clean client.
With --grep the rate is told beside that of `grep -F -f` with all names of the index, both over the same file in turns.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("program")
parser.add_argument("lines", nargs="?", type=int, default=200_000)
parser.add_argument("--popular")
parser.add_argument("--grep", type=int, default=0, metavar="ROUNDS")
options = parser.parse_args()
PROGRAM, LINES = os.path.abspath(options.program), options.lines
DAY, LOG_DAY = "2026-11-25", "25-Nov-2026"
BOTS = 40
FAMILIES = ["necurs/magic9", "newgoz/default", "chinad/default", "conficker_a/default", "murofet_v2/default", "ranbyus_september/default",
            "dircrypt/default", "tinba/default", "qakbot/default", "kraken_v2/default", "suppobox/default", "locky_v3/default"]
ZONES = ["dyndns.org", "duckdns.org", "no-ip.org", "mooo.com"]
random = random.Random(20261125)


def run(arguments):
    return subprocess.run([PROGRAM, "-q"] + arguments, capture_output=True, text=True, check=True).stdout


def seed_of(family):
    """The first seed of the family, whatever its id."""
    name = family.split("/")[0]
    out = run(["families", name, "--json"])
    value = json.loads(out)
    value = value[0] if isinstance(value, list) else value
    return name + "/" + value["seeds"][0]["id"]


def word():
    return "".join(random.choice(["ba", "co", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pa", "ra", "se", "ti", "to", "ve"])
                   for _ in range(random.randint(2, 5)))


def line(second, client, name):
    clock = "%02d:%02d:%02d" % (second // 3600, second // 60 % 60, second % 60)
    return "%s %s.%03d queries: info: client @0x7f0c5c0008 %s#%d (%s): query: %s IN A +E(0)K (192.0.2.53)\n" % (
        LOG_DAY, clock, second % 1000, client, 1024 + second % 60000, name, name)


def write_log(path, popular, planted):
    """LINES lines of noise, and the questions of the bots spread among them."""
    weights = [1 / (rank + 1) for rank in range(len(popular))]
    prefixes = ["", "www.", "cdn.", "mail.", "a.b."]
    part, parts = 500, 200  # a block of so many lines is made once, and goes into the log again and again with other clients
    names = random.choices(popular, weights, k=part * parts)
    lines = [line(43200 + i % 3000, "10.NET.%d.%d" % (i * 7 % 200, i % 250), prefixes[i % 5] + name) for i, name in enumerate(names)]
    texts = ["".join(lines[begin:begin + part]) for begin in range(0, len(lines), part)]
    writes = -(-LINES // part)
    with open(path, "w") as file:
        done = 0
        for number in range(writes):
            file.write(texts[number % parts].replace("10.NET.", "10.%d." % (number // parts % 200)))
            due = len(planted) * (number + 1) // writes
            file.writelines(line(43200 + number % parts * part % 3000, client, name) for client, name in planted[done:due])
            done = due


def seconds_of(command, **more):
    begin = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, **more)
    if done.returncode not in (0, 1):
        sys.exit("%s: exit %d" % (command, done.returncode))
    return time.monotonic() - begin, done.stdout


def main():
    with tempfile.TemporaryDirectory() as folder:
        log, index, names = (os.path.join(folder, name) for name in ("query.log", "day.idx", "names.txt"))
        if options.popular:
            with open(options.popular) as file:
                popular = file.read().split()
        else:
            popular = [word() + random.choice([".com", ".net", ".org", ".de", ".cn"]) for _ in range(5000)]
        generated = set(run(["generate", "--on", DAY]).split())
        popular = [name for name in popular if name not in generated]  # a clean client asks for none by definition
        popular += [word() + "." + zone for zone in ZONES for _ in range(500)]
        popular = [name for name in popular if name not in generated]
        bots = {}
        planted = []
        for number in range(BOTS):
            seed = seed_of(FAMILIES[number % len(FAMILIES)])
            client = "198.51.100.%d" % (number + 1)
            bots[client] = seed.split("/")[0]
            asked = run(["generate", seed, "--on", DAY + "T12:00:00Z", "--raw"]).split("\n")[:-1]
            begin = random.randrange(max(1, min(len(asked), 500) - 20))
            planted.append([(client, name) for name in asked[begin:begin + 20]])
        # All bots at the same time, each in its own order.
        planted = [asked[turn] for turn in range(20) for asked in planted if turn < len(asked)]
        write_log(log, popular, planted)
        run(["index", "build", "-o", index, "--on", DAY])
        scan = [PROGRAM, "-q", "scan", "--index", index, "--summary", log]
        spent, found = seconds_of(scan)
        named = {}
        for row in found.splitlines()[1:]:
            verdict, client, family = row.split("\t")[:3]
            named.setdefault(client, set()).add((verdict, family))
        faults = ["%s of %s is not named: %s" % (client, family, named.get(client))
                  for client, family in bots.items() if ("bot", family) not in named.get(client, set())]
        faults += ["%s is clean and named: %s" % (client, said) for client, said in named.items() if client not in bots]
        print("%d lines in %.2f s: %.2f M lines/s; %d bots of %d families" % (LINES, spent, LINES / spent / 1e6, BOTS, len(FAMILIES)))
        if options.grep:
            with open(names, "w") as file:
                subprocess.run([PROGRAM, "-q", "generate", "--on", DAY], stdout=file, check=True)
            grep = ["grep", "-c", "-F", "-f", names, log]
            rounds = []
            for _ in range(options.grep):
                rounds.append((seconds_of(grep, env=dict(os.environ, LC_ALL="C"))[0], seconds_of(scan)[0]))
                print("grep -F -f: %.2f s, scan: %.2f s" % rounds[-1], flush=True)
            ratios = [other / own for other, own in rounds]
            print("grep takes %.2f times as long (%.2f-%.2f)" % (statistics.median(ratios), min(ratios), max(ratios)))
        print("\n".join(faults))
        return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
