# SPDX-License-Identifier: Apache-2.0
"""The servers of blocklists/feed/examples, each on loopback in a folder of its own: primaries, middle tiers and
resolvers.

The configurations are the shipped ones. Their addresses become ports of 127.0.0.1 and their folders temporary ones; the
few lines that a test adds stand here.
"""

import contextlib
import pathlib
import re
import time

import dns.exception
import dns.message
import dns.query
import dns.rdatatype
import dns.tsigkeyring
import dns.zone

from resolvers import POWERDNS_SETTINGS, Failure, Resolver, free_port

EXAMPLES = pathlib.Path(__file__).parent / "../../blocklists/feed/examples"
SECRET = "ZXhhbXBsZSBvbmx5OiBtYWtlIHlvdXIgb3duIHNlY3JldCE="
KEYS = dns.tsigkeyring.from_text({"feed": ("hmac-sha256", SECRET)})
STATIC, DAILY, CATALOGUE = "static.dga.rpz.example", "daily.dga.rpz.example", "catalogue.rpz.example"
LOGGING = """logging {
  channel all { stderr; severity info; print-category yes; print-severity yes; print-time yes; };
  channel transfers { stderr; severity debug 3; print-category yes; };
  category default { all; }; category xfer-in { transfers; };
};
"""
BIND_OPTIONS = "pid-file none; session-keyfile none; lock-file none; notify-delay 0;"


class Net:
    """Who is where: 192.0.2.N of the examples is 127.0.0.1 port ports[N], and the feed's folder is `feed`."""

    def __init__(self, upstream_port, feed):
        self.upstream_port, self.feed = upstream_port, feed
        self.ports = {}
        while len(self.ports) < 5:
            if (port := free_port()) not in self.ports.values():
                self.ports[len(self.ports) + 1] = port

    def write(self, example, folder, changes=(), added="", name=None):
        """Puts an example into `folder`, as it must be here. Each of `changes` must find its text."""
        text = (EXAMPLES / example).read_text(encoding="ascii")
        for old, new in changes:
            if old not in text:
                raise Failure(f"{example} has no '{old}'")
            text = text.replace(old, new)
        text = re.sub(r"192\.0\.2\.(\d)([@:])53\b", lambda m: f"127.0.0.1{m[2]}{self.ports[int(m[1])]}", text)
        text = re.sub(r"port 53 \{ 192\.0\.2\.(\d)\b", lambda m: f"port {self.ports[int(m[1])]} {{ 127.0.0.1", text)
        text = re.sub(r"192\.0\.2\.(\d) port 53\b", lambda m: f"127.0.0.1 port {self.ports[int(m[1])]}", text)
        text = re.sub(r"192\.0\.2\.\d(/24)?", "127.0.0.1", text)
        text = text.replace("/var/lib/dgacast/feed", str(self.feed))
        text = re.sub(r"/(var/lib|var/cache|run|etc)/(knot|bind|nsd|unbound|powerdns)\b", str(folder), text)
        (folder / (name or example)).write_text(text + added)


class Tier(Resolver):
    """`number` is that of its address in the examples."""

    number = 0

    def __init__(self, net):
        super().__init__(net.upstream_port, [])
        self.net = net

    def _start(self, path):
        self.port = self.net.ports[self.number]  # the others know it already
        super()._start(path)

    def serial(self, zone):
        query = dns.message.make_query(zone, dns.rdatatype.SOA)
        query.flags = 0  # from its zone: no recursion
        reply = dns.query.udp(query, "127.0.0.1", port=self.port, timeout=10)
        return reply.answer[0][0].serial if reply.answer and reply.answer[0].rdtype == dns.rdatatype.SOA else None

    def records(self, zone, rdtype="CNAME"):
        """What it holds of a zone, by a full transfer."""
        transfer = dns.query.xfr("127.0.0.1", zone, port=self.port, lifetime=60, keyring=KEYS, keyname="feed")
        return {str(name): str(rdata) for name, _, rdata in dns.zone.from_xfr(transfer).iterate_rdatas(rdtype)}


class Knot(Tier):
    program, package = "knotd", "knot"
    example = ""

    def configure(self):
        self.net.write(self.example, self.folder, [("target: syslog", "target: stderr")])
        return ["-c", self.example]

    def sent(self, zone):
        """(kind, octets) of each transfer of a zone so far, but for those that this process asked for."""
        found = re.findall(rf"\[{re.escape(zone)}\.\] ([AI]XFR), outgoing, .* finished, .* (\d+) bytes", self.log())
        return [(kind, int(octets)) for kind, octets in found]

    def control(self, *words):
        return ["knotc", "-b", "-s", str(self.folder / "knot.sock"), *words]


class BindServer(Tier):
    program, package = "named", "bind9"
    example = ""
    changes, added = (), ""

    def configure(self):
        self.net.write(self.example, self.folder, [
            ('directory "/var/cache/bind";', f'directory "{self.folder}"; {BIND_OPTIONS}'), *self.changes],
            LOGGING + self.added)
        return ["-f", "-d", "1", "-n", "1", "-c", str(self.folder / self.example)]

    def sent(self, zone):
        found = re.findall(rf"transfer of '{re.escape(zone)}/IN': (IXFR|AXFR|AXFR-style IXFR) ended: .* (\d+) bytes",
                           self.log())
        return [(kind, int(octets)) for kind, octets in found]


class KnotPrimary(Knot):
    number, example = 1, "knot-primary.conf"

    def after(self):
        """The feed's `after` commands."""
        return [self.control("zone-reload", STATIC, DAILY)]


class BindPrimary(BindServer):
    number, example = 1, "bind-primary.conf"
    catalogue_changes = ()

    def configure(self):
        self.rndc_port = free_port()
        key = f'key "rndc" {{ algorithm hmac-sha256; secret "{SECRET}"; }};\n'
        (self.folder / "rndc.key").write_text(key)
        self.added = (f'{key}controls {{ inet 127.0.0.1 port {self.rndc_port} allow {{ 127.0.0.1; }} '
                      'keys { "rndc"; }; };\n')
        self.net.write("catalogue.zone", self.folder, self.catalogue_changes)
        return super().configure()

    def control(self, *words):
        return ["rndc", "-s", "127.0.0.1", "-p", str(self.rndc_port), "-k", str(self.folder / "rndc.key"), *words]

    def after(self):
        return [self.control("reload", zone) for zone in (STATIC, DAILY)]


class BindSecondary(BindServer):
    number, example = 2, "bind-secondary.conf"


class KnotSecondary(Knot):
    number, example = 2, "knot-secondary.conf"


class NsdSecondary(Tier):
    program, package, number = "nsd", "nsd", 2

    def configure(self):
        self.net.write("nsd-secondary.conf", self.folder, [("username: nsd", 'username: ""')])
        return ["-d", "-c", "nsd-secondary.conf"]


class BindResolver(BindServer):
    number, example = 3, "bind-resolver.conf"

    def configure(self):
        self.changes = [("min-update-interval 5", "min-update-interval 0"), ("recursion yes;", (
            "recursion yes; dnssec-validation no; empty-zones-enable no; max-cache-ttl 0; max-ncache-ttl 0; "
            f"forward only; forwarders {{ 127.0.0.1 port {self.net.upstream_port}; }};"))]
        return super().configure()

    def got(self, zone):
        """("IXFR" or "AXFR", ...) of each transfer of a zone so far."""
        words = re.findall(rf"transfer of '{re.escape(zone)}/IN' from \S+: got (incremental|nonincremental) response",
                           self.log())
        return ["IXFR" if word == "incremental" else "AXFR" for word in words]


class UnboundResolver(Tier):
    program, package, number = "unbound", "unbound", 5

    def configure(self):
        self.net.write("unbound-resolver.conf", self.folder, added=f"""
server:
    chroot: ""
    username: ""
    pidfile: ""
    use-syslog: no
    verbosity: 4
    num-threads: 1
    do-ip6: no
    do-not-query-localhost: no
    cache-max-ttl: 0
    cache-max-negative-ttl: 0
remote-control:
    control-enable: no
forward-zone:
    name: "."
    forward-addr: 127.0.0.1@{self.net.upstream_port}
""")
        return ["-d", "-p", "-c", "unbound-resolver.conf"]

    def got(self, zone):
        return re.findall(rf"auth zone {re.escape(zone)}\. transfer next ([AI]XFR) fetch", self.log())


class PowerDnsResolver(Tier):
    program, package, number = "pdns_recursor", "pdns-recursor", 4

    def configure(self):
        self.net.write("powerdns-resolver.lua", self.folder, [("refresh = 60", "refresh = 1")])
        self.net.write("powerdns-resolver.conf", self.folder, added=f"""
forward-zones-recurse=.=127.0.0.1:{self.net.upstream_port}
{POWERDNS_SETTINGS.format(folder=self.folder)}""", name="recursor.conf")
        return [f"--config-dir={self.folder}"]

    def got(self, zone):
        log = self.log()
        return (["AXFR"] * len(re.findall(rf"RPZ load completed.*{re.escape(zone)}", log)) +
                ["IXFR"] * len(re.findall(rf"Processing deltas.*{re.escape(zone)}", log)))


PRIMARIES = {"knot": KnotPrimary, "bind": BindPrimary}
MIDDLES = {"bind": BindSecondary, "knot": KnotSecondary, "nsd": NsdSecondary}
BEHIND = {"bind": BindResolver, "powerdns": PowerDnsResolver, "unbound": UnboundResolver}


def wait_for(condition, what, limit=60):
    deadline = time.monotonic() + limit
    while True:
        with contextlib.suppress(OSError, EOFError, dns.exception.DNSException):
            if condition():
                return
        if time.monotonic() > deadline:
            raise Failure(f"{what}: not after {limit} s")
        time.sleep(0.1)
