#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An index answers for all lists and for nothing else: usage: lookup_proof_test.py PROGRAM [--full]

Strangers, which look like generated names or like real ones, have no answer. Names of lists that are drawn (family, seed and
period) have all their sources and no other: `generate --format jsonl` of the same range tells these, and `generate --raw` the
place in the bot's order. --full: ten million strangers and 200 lists in a year of all families, with figures for
tests/bench/RESULTS.md (a quarter of an hour, 4 GB, 2 GB in TMPDIR); else a hundredth of the
strangers, 40 lists, three days.
"""
import json
import os
import random
import re
import string
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
FULL = "--full" in sys.argv[2:]
RANGE = ["--from", "2026-01-01", "--to", "2026-12-31"] if FULL else ["--from", "2026-11-24", "--days", "3"]
FIRST, DAYS = (1767225600, 365) if FULL else (1795478400, 3)
STRANGERS, LISTS = (10_000_000, 200) if FULL else (100_000, 40)
PROVED = 2000  # lists whose places are looked at: names of word lists stand in tens of thousands
SPARE = 1.05  # short ones are generated after all: these do not count
HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$")
WORDS = "able acre blue bond cart city data dawn east farm gold hand iron jump kind lake mind node open park quiz road sand tree " \
        "unit view wave xeno yard zone cloud shop media health travel online market garden studio".split()
random = random.Random(20261125)


def run(arguments, expected=0):
    done = subprocess.run([PROGRAM, "-q"] + arguments, capture_output=True, text=True)
    if done.returncode != expected:
        sys.exit("%s: exit %d: %s" % (arguments, done.returncode, done.stderr))
    return done.stdout


def strangers(known, count):
    """Names of the shape of `known`: letters and digits exchanged for others, or one of them changed; and real-looking ones."""
    tables = []
    for _ in range(997):
        letters, digits = list(string.ascii_lowercase), list(string.digits)
        random.shuffle(letters)
        random.shuffle(digits)
        tables.append(str.maketrans(string.ascii_lowercase + string.digits, "".join(letters + digits)))
    for number in range(count):
        name = known[int(random.random() * len(known))]
        label, _, suffix = name.partition(".")
        kind = number % 4
        if kind == 3:
            parts = [WORDS[int(random.random() * len(WORDS))] for _ in range(3 + number % 3)]
            yield "-".join(parts) + str(number % 1000) + "." + suffix
        elif kind == 2:
            at = int(random.random() * len(label))
            yield label[:at] + string.ascii_lowercase[int(random.random() * 26)] + label[at + 1:] + "." + suffix
        else:
            yield label.translate(tables[int(random.random() * len(tables))]) + "." + suffix


def first_places(made):
    """The first place of each name of a list in the bot's order."""
    places = {}
    for place, name in enumerate(made):
        places.setdefault(name, place)
    return places


def union(windows):
    """Windows of one seed that touch or overlap, as one: a list with provenance joins them."""
    joined = []
    for begin, end in sorted(windows):
        if joined and begin <= joined[-1][1]:
            joined[-1][1] = max(end, joined[-1][1])
        else:
            joined.append([begin, end])
    return joined


def by_seed(sources):
    seeds = {}
    for source in sources:
        seeds.setdefault(source["family"] + "/" + source["seed"], set()).add((source["valid_from"], source["valid_until"]))
    return {seed: union(windows) for seed, windows in seeds.items()}


def truth_of(wanted):
    """All sources of the names in `wanted`, from a list of the whole range."""
    found = {}
    # An index has the seeds that lists have only where they are named.
    named = ["%s/%s" % (family["id"], seed["id"]) for family in map(json.loads, run(["families", "--json"]).splitlines())
             for seed in family["seeds"] if seed.get("only_named")]
    with subprocess.Popen([PROGRAM, "-q", "generate", "*", *named, "--format", "jsonl"] + RANGE, stdout=subprocess.PIPE, text=True) as generate:
        for line in generate.stdout:
            name = line[11:line.index('"', 11)]  # {"domain":"NAME"
            if name in wanted:
                entry = json.loads(line)
                found[name] = by_seed(entry.get("sources", [entry]))
    if generate.returncode != 0:
        sys.exit("generate --format jsonl: exit %d" % generate.returncode)
    return found


def raw_list(seed, instant):
    """The names in the bot's order. For Bumblebee an instant is the seed of a list that no index holds: a day then."""
    return run(["generate", seed, "--on", instant[:10] if seed.startswith("bumblebee/") else instant, "--raw"]).split("\n")[:-1]


def draw_lists(index):
    """LISTS random lists, the families in turns: {(seed, instant): names in the bot's order}."""
    families = {}
    for seed in json.loads(run(["index", "info", index, "--json"]))["seeds"]:
        if seed["names"] > 0:
            families.setdefault(seed["seed"].split("/")[0], []).append(seed["seed"])
    turns = []
    drawn = {}
    while len(drawn) < LISTS:
        turns = turns or random.sample(sorted(families), len(families))
        seed = random.choice(families[turns.pop()])
        moment = FIRST + random.randrange(DAYS * 86400)
        instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
        names = raw_list(seed, instant)
        if names:
            drawn[seed, instant] = names
    return drawn, len(families)


def lookup(index, path, answer, options):
    with open(path) as given, open(answer, "w") as taken:
        begin = time.monotonic()
        done = subprocess.run([PROGRAM, "-q", "lookup", "--index", index, "-"] + options, stdin=given, stdout=taken)
        spent = time.monotonic() - begin
    if done.returncode not in (0, 1):
        sys.exit("lookup: exit %d" % done.returncode)
    return spent, done.returncode


def main():
    faults = []
    with tempfile.TemporaryDirectory(prefix="dgacast-proof-") as folder:
        index, asked, answer = (os.path.join(folder, name) for name in ("all.idx", "asked.txt", "answer.txt"))
        begin = time.monotonic()
        run(["index", "build", "-o", index] + RANGE)
        print("index of %d names in %.1f s" % (json.loads(run(["index", "info", index, "--json"]))["names"], time.monotonic() - begin))

        known = run(["generate", "--on", "2026-11-25"]).split()
        with open(asked, "w") as file:
            file.writelines(name + "\n" for name in strangers(known, int(STRANGERS * SPARE)))
        spent, status = lookup(index, asked, answer, [])
        with open(answer) as file:
            taken_for = {}
            for name, seed, begin, until, _ in (line.rstrip("\n").split("\t") for line in file):
                source = dict(zip(("family", "seed"), seed.split("/")), valid_from=begin, valid_until=until)
                taken_for.setdefault(name, []).append(source)
        if status != (0 if taken_for else 1):
            faults.append("exit %d with %d answers" % (status, len(taken_for)))
        repeats = 0
        if taken_for:
            with open(asked) as file:
                repeats = sum(1 for line in file if line[:-1] in taken_for)
        strange = int(STRANGERS * SPARE) - repeats
        print("%d strangers in %.1f s; %d more are generated after all" % (strange, spent, repeats))
        if strange < STRANGERS:
            faults.append("only %d names of %d are nobody's" % (strange, STRANGERS))

        drawn, families = draw_lists(index)
        names = sorted({name for made in drawn.values() for name in made if name and name == name.lower()})
        with open(asked, "w") as file:
            file.writelines(name + "\n" for name in names)
        spent, _ = lookup(index, asked, answer, ["--json"])
        sources = {}
        with open(answer) as file:
            for line in file:
                entry = json.loads(line)
                sources[entry["domain"]] = [] if "generated" in entry else entry["sources"]
        truth = truth_of(set(names) | set(taken_for))

        for name, told in taken_for.items():
            for seed, windows in by_seed(told).items():
                if truth.get(name, {}).get(seed) != windows:
                    faults.append("%s is nobody's and was answered with %s %s" % (name, seed, windows))
        if set(sources) != set(names):
            faults.append("%d names were asked for and %d answered" % (len(names), len(sources)))
        count = odd = 0
        raw = {}
        for (seed, instant), made in drawn.items():
            for name, place in first_places(made).items():
                own = [source for source in sources.get(name, []) if source["family"] + "/" + source["seed"] == seed and
                       source["valid_from"] <= instant < source["valid_until"] and source["index"] == place]
                if not own and name in sources:
                    faults.append("%s of %s %s lacks its own source: %s" % (name, seed, instant, sources.get(name)))
        for name in names:
            if HOST_NAME.match(name):
                if by_seed(sources.get(name, [])) != truth.get(name):
                    faults.append("%s: %s, and %s was answered" % (name, truth.get(name), by_seed(sources.get(name, []))))
            else:
                odd += 1  # no host name: a list for filters leaves it out
            for source in sources.get(name, []):
                key = source["family"] + "/" + source["seed"], source["valid_from"]
                raw.setdefault(key, {})[name] = source["index"]
                count += 1
        proved = random.sample(sorted(raw), min(len(raw), PROVED))
        for seed, begin in proved:
            places = raw[seed, begin]
            made = first_places(raw_list(seed, begin))
            for name, place in places.items():
                if made.get(name) != place:
                    faults.append("%s does not stand at %d of %s from %s" % (name, place, seed, begin))
        print("%d lists of %d families: %d names (%d no host names) in %.1f s, %d sources of %d lists, %d of these made again" %
              (len(drawn), families, len(names), odd, spent, count, len(raw), len(proved)))
    print("\n".join(faults[:20] + (["... %d faults" % len(faults)] if len(faults) > 20 else [])))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
