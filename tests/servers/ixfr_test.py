# SPDX-License-Identifier: Apache-2.0
"""A feed day after day through real servers: python3 ixfr_test.py PRIMARY MIDDLE RESOLVER[,RESOLVER...] DGACAST DAYS

PRIMARY: knot, bind. MIDDLE: bind, knot, nsd. RESOLVER: bind, powerdns, unbound. They run with the configurations of
blocklists/feed/examples, and the feed is resolver.json's: a zone that stays and one that moves. From 2027-12-31
on; 62 days lead over a year's end and a leap day to 2028-03-01. On the way a family's window ends, a family is given
up, a seed is added, one is taken out, and the allow-list releases a name. Each day's change must arrive by IXFR
alone, all must hold the feed's files, added names be denied and released ones answered. Prints what each day's
transfer cost. Ends with 0, 1, or 77 when something is missing.
"""

import contextlib
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

import upstream  # noqa: I001 (it ends the test when dnspython is missing)
from driver import DENIED, OPEN, expect
from resolvers import Failure
from tiers import BEHIND, DAILY, EXAMPLES, MIDDLES, PRIMARIES, STATIC, Net, wait_for

FIRST_DAY = datetime.date(2027, 12, 31)
ZONES = (STATIC, DAILY)
SHOWN = 8


class Feed:
    def __init__(self, dgacast, folder, days):
        self.dgacast, self.folder, self.current = dgacast, folder, folder / "out" / "current"
        step = max(1, days // 6)
        self.window_ends, self.family_ends, self.seed_comes = step, 2 * step, 3 * step
        self.seed_goes, self.allowed = 4 * step, 5 * step
        seed = {"id": "mine", "values": {"key": "0x12345678"}}
        (folder / "mine.json").write_text(json.dumps({"id": "srizbi", "seeds": [seed]}))
        # Another party's list, known to be of use until a day: its names go when the feed's window has left it
        # behind.
        last = FIRST_DAY + datetime.timedelta(days=self.window_ends - 1)
        rows = [f"seized{i}.example.com,seized,partner,2027-11-01,{last}" for i in range(40)]
        # And one without an end in sight: what leaves must be a part of the zone, or a full transfer would be less.
        rows += [f"lasting{i}.example.net,lasting,partner,2027-11-01,2030-01-01" for i in range(2000)]
        (folder / "partner.csv").write_text("\n".join(["domain,family,seed,valid_from,valid_until", *rows]) + "\n")
        self.allow = ["example.org"]

    def configuration(self, day, after):
        config = json.loads((EXAMPLES / "resolver.json").read_text())
        config |= {"folder": "out", "families": ["chinad", "dircrypt", "srizbi"], "keep": 2, "imports": ["partner.csv"],
                   "after": [{"command": command} for command in after], "guards": {},
                   "lists": {"allow": ["allow.txt"]}}
        for output in config["outputs"]:
            output["rpz"].pop("actions", None)  # of families that are not here
            output.pop("max_churn_percent", None)
        if day < self.family_ends:
            config["families"].append("ramdo")
        if day >= self.seed_comes:
            config["catalogue"] = ["mine.json"]
        if day >= self.seed_goes:
            config["exclude"] = ["srizbi/rubot_b05e6620"]
        return config

    def run(self, day, after):
        if day == self.allowed:  # a name of a list that does not move: nothing else could release it
            self.allow.append(self.fixed_name())
        (self.folder / "allow.txt").write_text("\n".join(self.allow) + "\n")
        (self.folder / "feed.json").write_text(json.dumps(self.configuration(day, after)))
        date = str(FIRST_DAY + datetime.timedelta(days=day))
        done = subprocess.run([self.dgacast, "-q", "feed", str(self.folder / "feed.json"), "--date", date, "--json"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise Failure(f"dgacast feed: status {done.returncode}: {done.stderr}")
        outputs = json.loads(done.stdout)["manifest"]["outputs"]
        self.check_events(day)
        return {output["name"]: output for output in outputs}

    def today(self, day, seed):
        """The names of a seed of Srizbi on a day."""
        date = str(FIRST_DAY + datetime.timedelta(days=day))
        done = subprocess.run([self.dgacast, "-q", "generate", f"srizbi/{seed}", "--on", date, "--catalogue",
                               str(self.folder / "mine.json")], capture_output=True, text=True, check=True)
        return done.stdout.split()

    def fixed_name(self):
        """A name that lies directly below a TLD: the allow-list is of registrable domains."""
        return next(name for name in self.records(STATIC) if name.count(".") == 1 and not name.startswith("*"))

    def check_events(self, day):
        """Each thing that must happen did, on its day, and on no day before."""
        static, released = self.records(STATIC), set(self.names(STATIC, "release"))
        seized = "seized0.example.com"
        if (seized in static) != (day < self.window_ends) or (day == self.window_ends) != (seized in released):
            raise Failure(f"day {day}: the window of 'seized' ended on another day than {self.window_ends}")
        if day == self.family_ends and len(released) < 1000:
            raise Failure(f"day {day}: ramdo was given up, and {len(released)} names were released")
        daily = self.records(DAILY)
        for seed, listed in (("mine", day >= self.seed_comes), ("rubot_b05e6620", day < self.seed_goes)):
            found = sum(name in daily for name in self.today(day, seed))
            if (found > 0) != listed:
                raise Failure(f"day {day}: {found} names of the seed {seed} are listed")
        for name in self.allow[1:]:
            held = (self.current / "review" / f"{STATIC}.csv").read_text()
            if name in static or name not in held or (day == self.allowed) != (name in released):
                raise Failure(f"day {day}: the allow-list did not release {name}")

    def names(self, zone, op):
        rows = (self.current / "deltas" / f"{zone}.csv").read_text().splitlines()[1:]
        return [row.split(",")[3] for row in rows if row.startswith(op + ",")]

    def records(self, zone):
        lines = (self.current / f"{zone}.rpz").read_text().splitlines()
        return {line.split(" ", 1)[0]: line.split(" CNAME ", 1)[1] for line in lines if line[0] not in "$@;"}


def sample(names):
    return names[:: max(1, len(names) // SHOWN)][:SHOWN]


def await_day(feed, server):
    """Until the server's answers are those of the day."""
    added, released = (sum((sample(feed.names(zone, op)) for zone in ZONES), []) for op in ("add", "release"))
    # A server may take a transfer in name by name (BIND does): the last of all is waited for, whichever it is.
    probes = {f"probe.{name}": DENIED for name in added} | {name: OPEN for name in released}
    server.wait_until(lambda: all(server.ask(name) == answer for name, answer in probes.items()), 60)
    server.wait_until(lambda: all(server.ask(name) == DENIED for name in added), 60)
    expect(server, {f"www.{name}": DENIED for name in added} | {name: DENIED for name in added})
    expect(server, {name: OPEN for name in released} | {f"www.{name}": OPEN for name in released})


def expect_content(feed, server, zone):
    held = {}

    def same():
        nonlocal held
        held = server.records(zone)
        return held == feed.records(zone)
    try:
        wait_for(same, f"{server.program}'s {zone} is the file", 30)
    except Failure as failure:
        raise Failure(f"{failure}: {sorted(held.items() ^ feed.records(zone).items())[:SHOWN]}") from failure


class Meter:
    """The transfers of a server's zones since it was last read."""

    def __init__(self, read):
        self.read, self.before = read, {zone: len(read(zone)) for zone in ZONES}

    def next(self):
        now = {zone: self.read(zone) for zone in ZONES}
        new = {zone: now[zone][self.before[zone]:] for zone in ZONES}
        self.before = {zone: len(now[zone]) for zone in ZONES}
        return new


def expect_ixfr(what, transfers, outputs, count):
    """One IXFR for each of `count` receivers of a zone that changed, nothing for one that did not."""
    for zone in ZONES:
        kinds = [one if isinstance(one, str) else one[0] for one in transfers[zone]]
        if kinds != ["IXFR"] * (count if outputs[zone]["changed"] else 0):
            raise Failure(f"{what}: {zone} ({'changed' if outputs[zone]['changed'] else 'as before'}) came by {kinds}")


def through(net, classes, feed, days):
    primary_class, middle_class, resolver_classes = classes
    feed.run(0, [])
    with contextlib.ExitStack() as stack:
        primary = stack.enter_context(primary_class(net))
        middle = stack.enter_context(middle_class(net))
        for zone in ZONES:
            wait_for(lambda: middle.serial(zone) is not None, f"{zone} is at the middle tier", 20)
        resolvers = [stack.enter_context(one(net)) for one in resolver_classes]
        for resolver in resolvers:
            await_day(feed, resolver)
        for zone in ZONES:
            expect_content(feed, middle, zone)
        full = {zone: primary.sent(zone) for zone in ZONES}
        if any(len(sent) != 1 or sent[0][0] == "IXFR" for sent in full.values()):
            raise Failure(f"the first day came by {full}")
        axfr = {zone: full[zone][0][1] for zone in ZONES}
        meter = Meter(primary.sent)
        for resolver in resolvers:
            if any(resolver.got(zone) != ["AXFR"] for zone in ZONES):
                raise Failure(f"{resolver.program} got the first day by {[resolver.got(zone) for zone in ZONES]}")
        meters = {resolver.program: Meter(resolver.got) for resolver in resolvers}
        serials, total = {zone: middle.serial(zone) for zone in ZONES}, 0
        print(f"{'day':10} {'names':>6} {'added':>6} {'gone':>6} {'octets':>7} {'of AXFR':>8}")
        names = sum(len(feed.records(zone)) for zone in ZONES) // 2
        print(f"{FIRST_DAY!s:10} {names:6} {'':6} {'':6} {sum(axfr.values()):7}   (AXFR)")
        for day in range(1, days):
            outputs = feed.run(day, primary.after())
            for resolver in resolvers:
                await_day(feed, resolver)
            transfers = meter.next()
            expect_ixfr(f"day {day}, at the middle tier", transfers, outputs, 1)
            for program, one in meters.items():
                expect_ixfr(f"day {day}, at {program}", one.next(), outputs, 1)
            for zone in ZONES:
                expect_content(feed, middle, zone)
                for resolver in resolvers:
                    if hasattr(resolver, "sent"):
                        expect_content(feed, resolver, zone)
                serial = middle.serial(zone)
                newer = 0 < (serial - serials[zone]) % 2**32 < 2**31
                if newer != outputs[zone]["changed"]:
                    raise Failure(f"day {day}: the serial of {zone} went from {serials[zone]} to {serial}")
                serials[zone] = serial
            meter.next()  # those that this test asked for
            octets = sum(size for sent in transfers.values() for _, size in sent)
            total += octets
            date = FIRST_DAY + datetime.timedelta(days=day)
            names, added, gone = (sum(one[key] for one in outputs.values()) for key in ("names", "added", "released"))
            share = octets * 100 / sum(axfr.values())
            print(f"{date!s:10} {names:6} {added:6} {gone:6} {octets:7} {share:6.1f} %", flush=True)
        each = total // (days - 1)
        print(f"{days - 1} days by IXFR, none by AXFR: {each} octets a day, an AXFR has {sum(axfr.values())}")
    done = subprocess.run([feed.dgacast, "-q", "verify", str(feed.folder / "out")], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"the primary changed the issue: {done.stdout}")


def test(world):
    primary, middle, resolvers, dgacast, days = sys.argv[1:]
    classes = PRIMARIES[primary], MIDDLES[middle], [BEHIND[name] for name in resolvers.split(",")]
    with tempfile.TemporaryDirectory(prefix="dgacast-ixfr-") as folder:
        feed = Feed(dgacast, pathlib.Path(folder), int(days))
        through(Net(world.port, feed.folder / "out"), classes, feed, int(days))


if __name__ == "__main__":
    sys.exit(upstream.run_test(test))
