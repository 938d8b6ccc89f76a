#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Planted bots are found in a BIND query log among clean clients: usage: scan_test.py PROGRAM [LINES [--grep]]

40 bots of 12 families ask for names of their day in their order, among the noise of clean clients: popular names, names
below them, and below dynamic-DNS zones. All bots must be named with their family, and no clean client. With --grep the
rate is told beside that of `grep -F -f` with all names of the index.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
LINES = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
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


def main():
    with tempfile.TemporaryDirectory() as folder:
        log, index, names = (os.path.join(folder, name) for name in ("query.log", "day.idx", "names.txt"))
        popular = [word() + random.choice([".com", ".net", ".org", ".de", ".cn"]) for _ in range(5000)]
        generated = set(run(["generate", "--on", DAY]).split())
        popular = [name for name in popular if name not in generated]  # a clean client asks for none by definition
        popular += [word() + "." + zone for zone in ZONES for _ in range(500)]
        popular = [name for name in popular if name not in generated]
        weights = [1 / (rank + 1) for rank in range(len(popular))]
        bots = {}
        planted = []
        for number in range(BOTS):
            seed = seed_of(FAMILIES[number % len(FAMILIES)])
            client = "198.51.100.%d" % (number + 1)
            bots[client] = seed.split("/")[0]
            asked = run(["generate", seed, "--on", DAY + "T12:00:00Z", "--raw"]).split("\n")[:-1]
            begin = random.randrange(max(1, min(len(asked), 500) - 20))
            planted += [(client, name) for name in asked[begin:begin + 20]]
        block = 100_000  # lines of noise that are made anew; a longer log repeats them with other clients
        choices = random.choices(popular, weights, k=block)
        prefixes = ["", "www.", "cdn.", "mail.", "a.b."]
        with open(log, "w") as file:
            written = 0
            step = max(1, LINES // (len(planted) + 1))
            while written < LINES:
                net = written // block % 200
                lines = []
                for i, name in enumerate(choices[:LINES - written]):
                    lines.append(line(43200 + i % 3000, "10.%d.%d.%d" % (net, i * 7 % 200, i % 250), prefixes[i % 5] + name))
                    if (written + i) % step == 0 and planted:
                        client, asked = planted.pop(0)
                        lines.append(line(43200 + i % 3000, client, asked))
                file.writelines(lines)
                written += len(choices[:LINES - written])
            file.writelines(line(46000, client, asked) for client, asked in planted)
        run(["index", "build", "-o", index, "--on", DAY])
        begin = time.monotonic()
        found = run(["scan", "--index", index, "--summary", log])
        spent = time.monotonic() - begin
        named = {}
        for row in found.splitlines()[1:]:
            verdict, client, family = row.split("\t")[:3]
            named.setdefault(client, set()).add((verdict, family))
        faults = ["%s of %s is not named: %s" % (client, family, named.get(client))
                  for client, family in bots.items() if ("bot", family) not in named.get(client, set())]
        faults += ["%s is clean and named: %s" % (client, said) for client, said in named.items() if client not in bots]
        print("%d lines in %.2f s: %.2f M lines/s; %d bots of %d families" % (LINES, spent, LINES / spent / 1e6, BOTS, len(FAMILIES)))
        if "--grep" in sys.argv:
            with open(names, "w") as file:
                subprocess.run([PROGRAM, "-q", "generate", "--on", DAY], stdout=file, check=True)
            begin = time.monotonic()
            subprocess.run(["grep", "-c", "-F", "-f", names, log], stdout=subprocess.DEVNULL, env=dict(os.environ, LC_ALL="C"))
            grep = time.monotonic() - begin
            print("grep -F -f: %.2f s, ratio %.2f" % (grep, grep / spent))
        print("\n".join(faults))
        return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
