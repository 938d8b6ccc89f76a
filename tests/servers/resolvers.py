# SPDX-License-Identifier: Apache-2.0
"""Real resolvers, each started in a temporary folder on a loopback port with response policy zones, and ended again.

    with Upstream() ..., Bind(upstream_port, [("dga.rpz.invalid", "/path/zone")]) as server:
        server.wait_until(lambda: ...)          # the policy may come into force only later
        server.ask("one-bad.example")           # -> Answer
        server.complaints()                     # lines of its log that tell of records it did not take
"""

import contextlib
import ctypes
import dataclasses
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype


LOADING = 500  # seconds: ten times what a zone of a million names needs here


class Skip(Exception):
    """This test cannot run here; the text says what is missing."""


class Failure(Exception):
    """A server did not do what it must."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came back: `rcode` is "NXDOMAIN" and so on, or "no answer"."""

    rcode: str
    addresses: tuple = ()
    alias: str = ""
    truncated: bool = False


NO_ANSWER = Answer("no answer")


def end_with_parent():
    ctypes.CDLL("libc.so.6", use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def free_port():
    """A port of 127.0.0.1 that was free for UDP and TCP a moment ago."""
    for _ in range(50):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            udp.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                tcp.bind(udp.getsockname())
                return udp.getsockname()[1]
    raise Failure("no port is free for both UDP and TCP on 127.0.0.1")


class Resolver:
    """One running server. Subclasses say how it is configured and what its log means."""

    program = package = ""
    # A line of the log that matches `complaint` and not `harmless` means that something was not taken as it was meant.
    complaint = harmless = re.compile(r"$^")

    def __init__(self, upstream_port, policies):
        self.upstream_port = upstream_port
        self.policies = policies  # [(origin without final dot, zone file)], the first one that has the name wins

    def configure(self):
        """Writes the configuration into self.folder and returns the command line."""
        raise NotImplementedError

    def loaded(self):
        """False while the log says that the policies are still being read."""
        return True

    def __enter__(self):
        path = shutil.which(self.program, path="/usr/sbin:/usr/bin:" + os.environ.get("PATH", ""))
        if not path:
            raise Skip(f"{self.program} is not installed; apt-get install {self.package}, or run tests/run")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"dgacast-{self.program}-"))
        self.log_path = self.folder / "log"
        self.process = None
        try:
            enabled = pathlib.Path("/sys/module/apparmor/parameters/enabled")
            if enabled.exists() and enabled.read_text().startswith("Y"):
                # Debian's AppArmor profiles keep these programs to their own folders; a copy is not confined.
                path = shutil.copy(path, self.folder)
            for _ in range(3):
                self.port = free_port()
                self._start(path)
                if self._listens():
                    return self
                self._stop()
            raise Failure(f"{self.program} did not come up")
        except BaseException:
            self.__exit__(True, None, None)
            raise

    def _start(self, path):
        command = [path, *self.configure()]
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            preexec_fn=end_with_parent)

    def is_open(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def _listens(self):
        """Waits until the port is open; false when the server ended because the port was taken meanwhile."""
        deadline = time.monotonic() + LOADING  # some read the zones before they listen
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                if re.search(r"address already in use|address in use", self.log(), re.I):
                    return False
                raise Failure(f"{self.program} ended with status {self.process.returncode}")
            if self.is_open():
                return True
            time.sleep(0.1)
        raise Failure(f"{self.program} did not listen within {LOADING} s")

    def _stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __exit__(self, failed, *_):
        self._stop()
        if failed and self.log_path.exists():
            print(f"---- the end of {self.program}'s log")
            print("\n".join(self.log().splitlines()[-60:]))
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self):
        return self.log_path.read_text(errors="replace")

    def complaints(self):
        """The lines of the log that tell of something not taken as it was meant."""
        log = self.log()
        for word in sum(self.policies, ()):  # `dga.rpz.invalid` is no complaint
            log = log.replace(str(word), "ZONE")
        return [line for line in log.splitlines() if self.complaint.search(line) and not self.harmless.search(line)]

    def ask(self, name, tcp=False, patience=10.0, attempts=3):
        """Asks for the A record of `name`."""
        query = dns.message.make_query(name, dns.rdatatype.A)
        for _ in range(attempts):
            try:
                send = dns.query.tcp if tcp else dns.query.udp
                reply = send(query, "127.0.0.1", port=self.port, timeout=patience)
            except (dns.exception.Timeout, EOFError, ConnectionError):
                continue
            addresses, alias = [], ""
            for rrset in reply.answer:
                for rdata in rrset:
                    if rrset.rdtype == dns.rdatatype.A:
                        addresses.append(rdata.address)
                    elif rrset.rdtype == dns.rdatatype.CNAME:
                        alias = rdata.target.to_text(omit_final_dot=True)
            return Answer(dns.rcode.to_text(reply.rcode()), tuple(addresses), alias, bool(reply.flags & dns.flags.TC))
        return NO_ANSWER

    def wait_until(self, in_force, limit=LOADING):
        """Waits until the policies are loaded and in_force() holds. Returns the seconds it took."""
        begin = time.monotonic()
        while not (self.loaded() and in_force()):
            if self.process.poll() is not None:
                raise Failure(f"{self.program} ended with status {self.process.returncode}")
            if time.monotonic() - begin > limit:
                raise Failure(f"{self.program} does not apply the policy after {limit} s")
            time.sleep(0.25)
        return time.monotonic() - begin


class Bind(Resolver):
    program, package = "named", "bind9"
    complaint = re.compile(r": (warning|error|critical): |fail|ignor|invalid|dropped|bad |not loaded", re.I)
    harmless = re.compile(r"open files|adjusted limit")

    def configure(self):
        zones = " ".join(f'zone "{origin}" policy given;' for origin, _ in self.policies)
        text = f"""
options {{
  directory "{self.folder}"; pid-file none; session-keyfile none; lock-file none;
  listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  recursion yes; allow-query {{ 127.0.0.1; }}; dnssec-validation no; empty-zones-enable no;
  forward only; forwarders {{ 127.0.0.1 port {self.upstream_port}; }};
  response-policy {{ {zones} }} qname-wait-recurse no break-dnssec yes;
}};
controls {{}};
logging {{
  channel everything {{ stderr; severity info; print-category yes; print-severity yes; print-time yes; }};
  category default {{ everything; }}; category lame-servers {{ null; }};
}};
"""
        for origin, path in self.policies:
            text += f'zone "{origin}" {{ type primary; file "{path}"; allow-query {{ none; }}; notify no; }};\n'
        (self.folder / "named.conf").write_text(text)
        return ["-f", "-c", "named.conf"]

    def loaded(self):
        # It answers, unfiltered, from the beginning; this is its word that the policy is complete.
        log = self.log()
        return all(re.search(rf"rpz: {re.escape(origin)}: reload done", log) for origin, _ in self.policies)


class Unbound(Resolver):
    program = package = "unbound"
    complaint = re.compile(r"\b(warning|error|fatal error)\b:", re.I)

    def configure(self):
        text = f"""
server:
  directory: "{self.folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  verbosity: 1
  num-threads: 1
  interface: 127.0.0.1@{self.port}
  do-ip6: no
  do-not-query-localhost: no
  module-config: "respip iterator"
remote-control:
  control-enable: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{self.upstream_port}
"""
        for origin, path in self.policies:
            text += f'rpz:\n  name: "{origin}"\n  zonefile: "{path}"\n'
        (self.folder / "unbound.conf").write_text(text)
        return ["-d", "-p", "-c", "unbound.conf"]


class KnotResolver(Resolver):
    program, package = "kresd", "knot-resolver"
    complaint = re.compile(r"^\[policy\]|warn|error|fail|ignor|invalid", re.I)
    harmless = re.compile(r"number of file-descriptors")

    def configure(self):
        text = f"""
net.listen('127.0.0.1', {self.port}, {{ kind = 'dns' }})
cache.size = 20 * MB
modules = {{ 'policy' }}
trust_anchors.remove('.')
-- A rule of the kind that lets the next ones have their say. After the policies, and written plainly, it would not see
-- what a policy lets pass; before them it would end the matter.
local forward = policy.FORWARD('127.0.0.1@{self.upstream_port}')
policy.add(policy.all(function (state, request) forward(state, request) end))
"""
        for _, path in self.policies:
            text += f"policy.add(policy.rpz(policy.DENY, '{path}', false))\n"
        (self.folder / "kresd.conf").write_text(text)
        return ["-n", "-c", str(self.folder / "kresd.conf"), str(self.folder)]


# What the recursor is told besides the zones, wherever a test starts it in `folder`.
POWERDNS_SETTINGS = """socket-dir={folder}
daemon=no
disable-syslog=yes
write-pid=no
dnssec=off
hint-file=no
security-poll-suffix=
serve-rfc1918=no
threads=1
"""


class PowerDns(Resolver):
    program, package = "pdns_recursor", "pdns-recursor"
    complaint = re.compile(r'prio="(Warning|Error|Critical|Alert)"|exception|discard|ignor|unsupported|invalid|fatal', re.I)
    harmless = re.compile(r"NOT using IPv6|Periodic statistics")

    def configure(self):
        (self.folder / "policy.lua").write_text(
            "".join(f'rpzFile("{path}", {{policyName="{origin}"}})\n' for origin, path in self.policies))
        (self.folder / "recursor.conf").write_text(f"""
local-address=127.0.0.1:{self.port}
forward-zones-recurse=.=127.0.0.1:{self.upstream_port}
lua-config-file={self.folder}/policy.lua
aggressive-nsec-cache-size=0
{POWERDNS_SETTINGS.format(folder=self.folder)}# It would answer from this cache before it looks at a policy.
disable-packetcache=yes
""")
        return [f"--config-dir={self.folder}"]


RESOLVERS = {"bind": Bind, "unbound": Unbound, "knot-resolver": KnotResolver, "powerdns": PowerDns}
