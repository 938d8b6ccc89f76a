# SPDX-License-Identifier: Apache-2.0
"""A feed over 61 days through a real primary to a BIND secondary that is a resolver: python3 ixfr_test.py PRIMARY DGACAST [DAYS]

PRIMARY: knot, bind. From 2027-12-31 to 2028-02-29, over a year's end and a leap day. A family is given up, a seed is added, a
seed is taken out. Each day's change must arrive by IXFR alone, the secondary's zone be the feed's file, added names be
denied and released ones answered. Prints what each day's transfer cost. Ends with 0, 1, or 77 when something is missing.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

try:
    import dns.query
except ImportError:
    print("SKIP: Python's dnspython is not installed; apt-get install python3-dnspython, or run tests/run")
    sys.exit(77)

import dns.message
import dns.rdatatype
import dns.zone

from driver import DENIED, OPEN, expect
from resolvers import Failure, Resolver, Skip, free_port
from upstream import Upstream

ORIGIN = "dga.rpz.example"
SECRET = "cmVhbCBrZXlzIGFyZSBub3QgaW4gdGVzdHMgMDEyMzQ="
FIRST_DAY = datetime.date(2027, 12, 31)
FAMILY_ENDS, SEED_COMES, SEED_GOES = 20, 30, 40  # days
LIMIT = 60  # seconds for a change to arrive
SHOWN = 8
RNDC_KEY = f'key "rndc" {{ algorithm hmac-sha256; secret "{SECRET}"; }};\n'
LOGGING = """logging {
  channel all { stderr; severity info; print-category yes; print-severity yes; print-time yes; };
  channel transfers { stderr; severity debug 3; print-category yes; };
  category default { all; }; category xfer-in { transfers; };
};
"""


class Primary(Resolver):
    def __init__(self, zone_file, secondary_port):
        super().__init__(0, [])
        self.zone_file, self.secondary_port = zone_file, secondary_port

    def reload_command(self):
        """The feed's `after` command."""
        raise NotImplementedError


class KnotPrimary(Primary):
    program, package = "knotd", "knot"

    def configure(self):
        (self.folder / "knot.conf").write_text(f"""
server:
    rundir: "{self.folder}"
    listen: 127.0.0.1@{self.port}
database:
    storage: "{self.folder}"
log:
  - target: stderr
    any: info
key:
  - id: feed
    algorithm: hmac-sha256
    secret: {SECRET}
remote:
  - id: secondary
    address: 127.0.0.1@{self.secondary_port}
    key: feed
acl:
  - id: transfer
    key: feed
    action: transfer
zone:
  - domain: {ORIGIN}
    file: "{self.zone_file}"
    zonefile-sync: -1
    zonefile-load: difference-no-serial
    journal-content: all
    serial-policy: unixtime
    semantic-checks: off
    notify: secondary
    acl: transfer
""")
        return ["-c", "knot.conf"]

    def reload_command(self):
        return ["knotc", "-b", "-s", str(self.folder / "knot.sock"), "zone-reload", ORIGIN]


class BindPrimary(Primary):
    program, package = "named", "bind9"

    def configure(self):
        self.control = free_port()
        (self.folder / "rndc.key").write_text(RNDC_KEY)
        # The journal must not lie beside the file: an issue is never changed.
        (self.folder / "named.conf").write_text(RNDC_KEY + LOGGING + f"""
key "feed" {{ algorithm hmac-sha256; secret "{SECRET}"; }};
controls {{ inet 127.0.0.1 port {self.control} allow {{ 127.0.0.1; }} keys {{ "rndc"; }}; }};
options {{
  directory "{self.folder}"; pid-file none; session-keyfile none; lock-file none;
  listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  recursion no; allow-query {{ 127.0.0.1; }}; empty-zones-enable no; notify-delay 0;
}};
zone "{ORIGIN}" {{
  type primary; file "{self.zone_file}"; journal "{self.folder}/{ORIGIN}.jnl";
  ixfr-from-differences yes; max-journal-size 512M; masterfile-format text;
  allow-transfer {{ key feed; }}; notify explicit; also-notify {{ 127.0.0.1 port {self.secondary_port} key feed; }};
}};
""")
        return ["-f", "-n", "1", "-c", "named.conf"]

    def reload_command(self):
        return ["rndc", "-s", "127.0.0.1", "-p", str(self.control), "-k", str(self.folder / "rndc.key"), "reload", ORIGIN]


class Secondary(Resolver):
    program, package = "named", "bind9"

    def __init__(self, upstream_port, primary_port, port):
        super().__init__(upstream_port, [])
        self.primary_port, self.reserved = primary_port, port

    def configure(self):
        self.port = self.reserved  # the primary's NOTIFY knows it already
        (self.folder / "named.conf").write_text(LOGGING + f"""
key "feed" {{ algorithm hmac-sha256; secret "{SECRET}"; }};
controls {{}};
options {{
  directory "{self.folder}"; pid-file none; session-keyfile none; lock-file none;
  listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  recursion yes; allow-query {{ 127.0.0.1; }}; dnssec-validation no; empty-zones-enable no; max-cache-size 16M;
  max-cache-ttl 0; max-ncache-ttl 0;
  forward only; forwarders {{ 127.0.0.1 port {self.upstream_port}; }};
  response-policy {{ zone "{ORIGIN}" policy given; }} min-update-interval 0 qname-wait-recurse no break-dnssec yes;
}};
zone "{ORIGIN}" {{
  type secondary; primaries {{ 127.0.0.1 port {self.primary_port} key feed; }}; file "{ORIGIN}.raw";
  allow-notify {{ key feed; }}; allow-transfer {{ 127.0.0.1; }}; notify no;
}};
""")
        return ["-f", "-d", "1", "-n", "1", "-c", "named.conf"]

    def serial(self):
        query = dns.message.make_query(ORIGIN, dns.rdatatype.SOA)
        query.flags = 0  # it answers from its zone: no recursion
        reply = dns.query.udp(query, "127.0.0.1", port=self.port, timeout=10)
        return reply.answer[0][0].serial if reply.answer and reply.answer[0].rdtype == dns.rdatatype.SOA else None

    def records(self):
        zone = dns.zone.from_xfr(dns.query.xfr("127.0.0.1", ORIGIN, port=self.port, relativize=True, lifetime=60))
        return {str(name): str(rdata) for name, _, rdata in zone.iterate_rdatas("CNAME")}

    def transfers(self):
        """("IXFR" or "AXFR", octets) of each so far."""
        kinds = re.findall(r"got (incremental|nonincremental) response", self.log())
        octets = re.findall(r"Transfer completed: \d+ messages, \d+ records, (\d+) bytes", self.log())
        if len(kinds) < len(octets):
            raise Failure("the log does not tell the kinds of transfers")
        return [("IXFR" if kind == "incremental" else "AXFR", int(size)) for kind, size in zip(kinds, octets)]


def configuration(day, after):
    config = {
        "feed": "ixfr", "folder": "out", "families": ["chinad", "srizbi"], "horizon": {"past_days": 1, "future_days": 7},
        "outputs": [{"name": "zone", "format": "rpz", "rpz": {"origin": ORIGIN}}], "keep": 2,
        "after": [{"command": after}] if after else [],
    }
    if day < FAMILY_ENDS:
        config["families"].append("ramdo")
    if day >= SEED_COMES:
        config["catalogue"] = ["mine.json"]
    if day >= SEED_GOES:
        config["exclude"] = ["srizbi/rubot_b05e6620"]
    return config


class Feed:
    def __init__(self, dgacast, folder):
        self.dgacast, self.folder, self.current = dgacast, folder, folder / "out" / "current"
        (folder / "mine.json").write_text(json.dumps({"id": "srizbi", "seeds": [{"id": "mine", "values": {"key": "0x12345678"}}]}))

    def run(self, day, after):
        (self.folder / "feed.json").write_text(json.dumps(configuration(day, after)))
        date = str(FIRST_DAY + datetime.timedelta(days=day))
        done = subprocess.run([self.dgacast, "-q", "feed", str(self.folder / "feed.json"), "--date", date, "--json"],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise Failure(f"dgacast feed: status {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)["manifest"]["outputs"][0]

    def names(self, op):
        rows = (self.current / "deltas" / "zone.csv").read_text().splitlines()[1:]
        return [row.split(",")[3] for row in rows if row.startswith(op + ",")]

    def records(self):
        lines = (self.current / "zone.rpz").read_text().splitlines()
        return {line.split(" ", 1)[0]: line.split(" CNAME ", 1)[1] for line in lines if line[0] not in "$@;"}


def sample(names):
    return names[:: max(1, len(names) // SHOWN)][:SHOWN]


def one_day(feed, primary, secondary, day):
    before = len(secondary.transfers())
    output = feed.run(day, primary.reload_command())
    probe = sample(feed.names("add"))[-1]
    # Knot gives its own serials (difference-no-serial): the secondary has the day when it denies its newest name.
    secondary.wait_until(lambda: secondary.ask(f"probe.{probe}") == DENIED, LIMIT)
    if (held := secondary.records()) != (written := feed.records()):
        raise Failure(f"the secondary's zone is not the file: {sorted(held.items() ^ written.items())[:SHOWN]}")
    expect(secondary, {f"www.{name}": DENIED for name in sample(feed.names("add"))})
    expect(secondary, {name: OPEN for name in sample(feed.names("release"))})
    transfers = secondary.transfers()[before:]
    if len(transfers) != 1 or transfers[0][0] != "IXFR":
        raise Failure(f"the day came by {transfers} and not by one IXFR")
    return output, transfers[0][1]


def through(primary_class, upstream, dgacast, folder, days):
    feed = Feed(dgacast, folder)
    feed.run(0, None)
    port = free_port()
    with primary_class(feed.current / "zone.rpz", port) as primary, Secondary(upstream.port, primary.port, port) as secondary:
        probe = sample(feed.names("add"))[-1]
        secondary.wait_until(lambda: secondary.ask(f"probe.{probe}") == DENIED, LIMIT)
        axfr = secondary.transfers()[0]
        if axfr[0] != "AXFR" or secondary.records() != feed.records():
            raise Failure(f"the first day came by {axfr}, or is not the file")
        print(f"{'day':10} {'names':>6} {'added':>6} {'gone':>6} {'octets':>7} {'of AXFR':>8}")
        print(f"{FIRST_DAY!s:10} {len(feed.records()) // 2:6} {'':6} {'':6} {axfr[1]:7}   (AXFR)")
        serial, total = secondary.serial(), 0
        for day in range(1, days):
            output, octets = one_day(feed, primary, secondary, day)
            date = FIRST_DAY + datetime.timedelta(days=day)
            print(f"{date!s:10} {output['names']:6} {output['added']:6} {output['released']:6} {octets:7} "
                  f"{octets * 100 / axfr[1]:6.1f} %")
            if not 0 < (secondary.serial() - serial) % 2**32 < 2**31:
                raise Failure(f"the serial went from {serial} to {secondary.serial()}")
            serial, total = secondary.serial(), total + octets
        print(f"{days - 1} IXFRs, no AXFR: {total // (days - 1)} octets a day, an AXFR has {axfr[1]}")
    done = subprocess.run([dgacast, "-q", "verify", str(folder / "out")], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"the primary changed the issue: {done.stdout}")


def main():
    primary, dgacast, *more = sys.argv[1:]
    days = int(more[0]) if more else 61
    upstream = Upstream()
    try:
        with tempfile.TemporaryDirectory(prefix="dgacast-ixfr-") as folder:
            through({"knot": KnotPrimary, "bind": BindPrimary}[primary], upstream, dgacast, pathlib.Path(folder), days)
    except Skip as skip:
        print(f"SKIP: {skip}")
        return 77
    except Failure as failure:
        print(f"FAIL: {failure}")
        return 1
    finally:
        upstream.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
