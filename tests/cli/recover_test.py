#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A seed that the test draws is found again from a few of its names: usage: recover_test.py PROGRAM FAMILY...

The seed is drawn by the system's random numbers, so that no run repeats another; a failure tells it. Then names of
another family are refused.
"""
import json
import os
import random
import string
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
DATE = "2026-11-25"
draw = random.SystemRandom()


def word32(bits=32):
    return "0x%08x" % draw.getrandbits(bits)


def text(length):
    return "".join(draw.choice(string.ascii_letters + string.digits) for _ in range(length))


# The parameters that are drawn for each family.
SEEDS = {
    "srizbi": lambda: {"key": word32()},
    "dircrypt": lambda: {"seed": word32()},
    "ramnit": lambda: {"seed": word32()},
    "vawtrak_v1": lambda: {"seed": word32(31)},
    "vawtrak_v2": lambda: {"seed": word32(31)},
    "vawtrak_v3": lambda: {"seed": word32(31)},
    "dnschanger": lambda: {"seed": word32(31)},
    "banjori": lambda: {"start": "".join(draw.choice(string.ascii_lowercase) for _ in range(14)) + ".com"},
    "tinba": lambda: {"key": text(16)},
    "bumblebee": lambda: {"state": str(draw.getrandbits(64))},
    "ranbyus_september": lambda: {"seed": word32()},
    "ranbyus_may": lambda: {"seed": word32()},
    "necurs": lambda: {"magic": str(draw.randrange(65536))},
    "qakbot": lambda: {"seed": str(draw.randrange(65536))},
    "simda": lambda: {"base": word32(31), "step": str(draw.randrange(1200, 2400))},
    "kraken_v1": lambda: {"nex": str(draw.getrandbits(23)), "ex": str(draw.getrandbits(23))},
    "pykspa_improved": lambda: {"slot_days": str(draw.randrange(2, 366))},
    "kraken_v2": lambda: {"nex": str(draw.getrandbits(23)), "ex": str(draw.getrandbits(23))},
    "newgoz": lambda: {"key": word32()},
    "darkwatchman": lambda: {"salt": text(8)},
    "goznym": lambda: {"seed1": word32()},
    "virut": lambda: {"offset": str(draw.randrange(100))},
}
# Where what is found begins with the first name that was seen, another seed than the drawn one may stand for it.
EXACT = {"srizbi", "dircrypt", "vawtrak_v1", "dnschanger", "ranbyus_september", "necurs", "qakbot",
         "kraken_v1", "kraken_v2", "newgoz", "ranbyus_may", "virut", "goznym"}
# Where no name tells which of the parameters has which value.
EITHER_WAY = {"kraken_v2"}
# Names that are needed, and the part of the list that they are drawn from; else four of the first sixty.
NAMES = {"kraken_v1": (12, slice(60)), "kraken_v2": (100, slice(2000)), "simda": (5, slice(60)),
         "tinba": (12, slice(60)), "newgoz": (1000, slice(1000)), "goznym": (15, slice(15))}
# Names of another family, and what bounds the search for them; else four and no bound.
OTHERS = {"newgoz": (lambda names: [name for name in names if name.endswith(".com")], ["--param", "count=1"]),
          "goznym": (lambda names: names[:4], ["--param", "count=1"])}
# The known seed whose other parameters are taken; else the first. Tinba's labels stand under four suffixes there.
BASES = {"tinba": "tinba-blackfree"}


def run(arguments, given=None):
    return subprocess.run([PROGRAM, "-q"] + arguments, input=given, capture_output=True, text=True)


def raw(family, base, options):
    seed = family + "/" + base
    done = run(["generate", seed, "--on", DATE, "--raw"] + options)
    if done.returncode != 0:
        sys.exit("generate %s: %s" % (seed, done.stderr))
    return done.stdout.split("\n")[:-1]


def check(family, folder):
    catalogue = json.loads(run(["families", family, "--json"]).stdout)
    entry = catalogue[0] if isinstance(catalogue, list) else catalogue
    base = BASES.get(family, entry["seeds"][0]["id"])
    drawn = SEEDS[family]()
    names = raw(family, base, [word for name, value in drawn.items() for word in ("--param", name + "=" + value)])
    needed, part = NAMES.get(family, (4, slice(60)))
    near = names[part]
    seen = draw.sample(near, min(len(near), needed))
    with open(os.path.join(folder, "seen.txt"), "w") as file:
        file.write("\n".join(seen) + "\n")
    result = os.path.join(folder, "found.json")
    done = run(["recover", family, "--names", file.name, "--on", DATE, "-o", result])
    if done.returncode != 0:
        return "%s %s: %d of its names %s were not solved: %s" % (family, drawn, len(seen), seen, done.stderr)
    found = json.load(open(result))["seeds"]
    faults = []
    for seed in found[:20]:
        made = run(["generate", "--catalogue", result, family + "/" + seed["id"], "--on", DATE]).stdout.split()
        if not set(seen) <= set(made):
            faults.append("%s %s: %s does not make %s" % (family, drawn, seed, seen))
    if family in EXACT:
        values = [{name: int(str(seed["values"][name]), 0) for name in drawn} for seed in found]
        wanted = {name: int(value, 0) for name, value in drawn.items()}
        if family in EITHER_WAY:
            values, wanted = [sorted(one.values()) for one in values], sorted(wanted.values())
        if wanted not in values:
            faults.append("%s %s: another seed was found, but not this one: %s" % (family, drawn, found[:5]))
    others, bound = OTHERS.get(family, (lambda names: names[:4], []))
    with open(file.name, "w") as file:
        file.write("\n".join(others(raw("chinad", "default", []))) + "\n")
    done = run(["recover", family, "--names", file.name, "--on", DATE] + bound)
    if done.returncode != 1 or done.stdout:
        faults.append("%s: the names of another family gave %d %s" % (family, done.returncode, done.stdout[:200]))
    return "; ".join(faults)


def main():
    faults = []
    for family in sys.argv[2:]:
        with tempfile.TemporaryDirectory() as folder:
            fault = check(family, folder)
        print("%s: %s" % (family, fault or "solved"))
        faults += [fault] if fault else []
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
