# SPDX-License-Identifier: Apache-2.0
"""The zones of a real day, for the servers: python3 zones.py DGACAST FOLDER

Writes into FOLDER `day.zone` (all families, yesterday to +7 days), `cn.zone` (its .cn names) and for both a sample of
what is to be asked, `day.json` and `cn.json`; and `today.json`, a sample of one day for the other formats. Checks by the way that the zones read as they must.
"""

import csv
import io
import json
import pathlib
import random
import re
import subprocess
import sys

ORIGIN = "dga.rpz.invalid"
SERIAL = 1795478400  # 2026-11-24
TODAY = ["--on", "2026-11-24"]
DAYS = ["--from", "2026-11-23", "--to", "2026-12-01"]
SAMPLE = 300
NAME = re.compile(r"(?=.{1,235}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+")
CLEAN = ["www.example.com", "example.cn", "www.gov.cn", "debian.org", "xn--fiqs8s.cn", "_dmarc.example.net", "example.co.uk"]


def generate(dgacast, *arguments):
    """Runs `dgacast generate`; returns what it printed on standard error."""
    done = subprocess.run([dgacast, "generate", *arguments], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          timeout=600)
    if done.returncode != 0:
        sys.exit(f"dgacast generate {' '.join(arguments)}: status {done.returncode}: {done.stderr}")
    return done.stderr


def write_zone(dgacast, path, *arguments, origin=ORIGIN, action="nxdomain"):
    return generate(dgacast, *arguments, "--format", "rpz", "--rpz-origin", origin, "--rpz-action", action,
                    "--rpz-serial", str(SERIAL), "-o", str(path))


def names_of(zone):
    """The names that a zone blocks, in its order. Ends the test when the zone is not of the form that all servers take."""
    names, head = [], []
    with open(zone, encoding="ascii") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith(("$", "@", ";")):
                head.append(line)
                if names:
                    sys.exit(f"{zone}:{number}: '{line}' stands after the first name")
                continue
            owner, _, data = line.partition(" ")
            if data != "CNAME .":
                sys.exit(f"{zone}:{number}: '{line}' is not 'NAME CNAME .'")
            if owner.startswith("*."):
                if not names or owner != "*." + names[-1]:
                    sys.exit(f"{zone}:{number}: '{owner}' does not follow its name")
                wildcard = True
            else:
                if names and not wildcard:
                    sys.exit(f"{zone}:{number}: '{names[-1]}' has no wildcard")
                if not NAME.fullmatch(owner):
                    sys.exit(f"{zone}:{number}: '{owner}' is not a name that every server takes")
                names.append(owner)
                wildcard = False
    records = [line for line in head if line.startswith("@")]
    if len(records) != 2 or " SOA " not in records[0] or f" {SERIAL} " not in records[0] or records[1] != "@ NS localhost.":
        sys.exit(f"{zone}: begins with {records} and not with SOA and NS")
    if f"$ORIGIN {ORIGIN}." not in head or not any(line.startswith("$TTL ") for line in head):
        sys.exit(f"{zone}: has no $ORIGIN {ORIGIN}. or no $TTL")
    if len(set(names)) != len(names):
        sys.exit(f"{zone}: some names stand there twice")
    if not names:
        sys.exit(f"{zone}: has no names")
    return names


def covered(name, blocked):
    """Whether a zone with the names `blocked` denies `name`."""
    labels = name.split(".")
    return any(".".join(labels[i:]) in blocked for i in range(len(labels)))


def sample(names, wanted, label):
    """Questions: 300 blocked names (those of `wanted` among them), and names that nothing may deny."""
    draw = random.Random(f"dgacast {label}")
    blocked = set(names)
    chosen = sorted(set(wanted) & blocked)
    rest = [name for name in names if name not in set(chosen)]
    chosen += draw.sample(rest, min(len(rest), max(0, SAMPLE - len(chosen))))
    # Beside a blocked name, and above it: never denied.
    open_names = {f"zq-{name}" for name in chosen if len(name.split(".")[0]) <= 60} | set(CLEAN)
    open_names |= {name.split(".", 1)[1] for name in chosen}
    return {"zone_names": len(names), "blocked": chosen, "open": sorted(n for n in open_names if not covered(n, blocked))}


def main():
    dgacast, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)

    said = write_zone(dgacast, folder / "day.zone", *DAYS)
    print(said, end="")
    names = names_of(folder / "day.zone")
    generate(dgacast, *DAYS, "-o", str(folder / "day.txt"))
    plain = (folder / "day.txt").read_text(encoding="ascii").split()
    left_out = set(plain) - set(names)
    told = sum(int(count) for count in re.findall(r"(\d+) names? (?:was|were) left out: (?:a public|too long)", said))
    print(f"day: {len(plain)} names, {len(names)} in the zone")
    if set(names) - set(plain):
        sys.exit(f"the zone has names that the plain list has not, such as {min(set(names) - set(plain))}")
    if len(left_out) != told:
        sys.exit(f"the zone lacks {len(left_out)} names of the plain list, and {told} were told: {sorted(left_out)[:10]}")

    write_zone(dgacast, folder / "cn.zone", *DAYS, "--tld", "cn")
    cn_names = names_of(folder / "cn.zone")
    print(f"cn: {len(cn_names)} names in the zone")
    if set(cn_names) != {name for name in names if name.endswith(".cn")}:
        sys.exit("the zone of --tld cn is not the .cn part of the whole zone")

    # One name of every family is asked for.
    process = subprocess.Popen([dgacast, "generate", *DAYS, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    of_family = {}
    for row in csv.DictReader(io.TextIOWrapper(process.stdout, encoding="ascii", newline="")):
        if row["family"] not in of_family and row["domain"] not in left_out:
            of_family[row["family"]] = row["domain"]
    if process.wait() != 0:
        sys.exit(f"dgacast generate --format csv: status {process.returncode}")
    print(f"families: {len(of_family)}: {' '.join(sorted(of_family))}")

    write_zone(dgacast, folder / "today.zone", *TODAY)
    today = names_of(folder / "today.zone")
    (folder / "today.zone").unlink()
    print(f"today: {len(today)} names in the zone")

    (folder / "today.json").write_text(json.dumps(sample(today, of_family.values(), "today"), indent=1))
    (folder / "day.json").write_text(json.dumps(sample(names, of_family.values(), "day"), indent=1))
    (folder / "cn.json").write_text(json.dumps(sample(cn_names, [], "cn"), indent=1))


if __name__ == "__main__":
    main()
