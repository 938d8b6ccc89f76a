#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dgacast scan` reads what real servers write when they are asked for generated names, on loopback.

usage: logs_test.py PROGRAM WHAT [--samples FOLDER]

WHAT is one of bind, bind-rpz, bind-dnstap, bind-dnstap-yaml, unbound, unbound-tagged, unbound-actions, dnsmasq, dnsdist,
powerdns, tcpdump. Each is asked for three generated names and one other, and the scan must find the client with its three hits.
With --samples the log is written to FOLDER/WHAT.log instead. Ends with 77 when the server is not here.
"""

import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import dns.message
import dns.query

from resolvers import Skip, end_with_parent, free_port

CLIENT = "127.0.0.1"
DAY = "2026-11-24"


class Server:
    """A program in a folder of its own, which is asked at `port`."""

    def __init__(self, folder, port, command, log="log", needs=()):
        for one in (command[0], *needs):
            if shutil.which(one, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is None:
                raise Skip(f"{one} is not installed")
        self.folder, self.port, self.log = folder, port, folder / log
        env = dict(os.environ, PATH=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        self.output = open(folder / "output", "wb")
        self.process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output,
                                        preexec_fn=end_with_parent)

    def ask(self, name, seconds=2):
        try:
            return dns.query.udp(dns.message.make_query(name, "A"), CLIENT, timeout=seconds, port=self.port)
        except Exception:  # refused while it starts, or no answer at all: the question is logged in any case
            return None

    def wait(self):
        for _ in range(150):
            if self.process.poll() is not None:
                raise SystemExit(f"{self.process.args[0]} ended: {(self.folder / 'output').read_text(errors='replace')}")
            if self.ask("ready.invalid", 0.5) is not None:
                return
            time.sleep(0.1)
        raise SystemExit(f"{self.process.args[0]} does not answer")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def rpz(folder, names):
    zone = "$TTL 60\n@ SOA localhost. root.localhost. 1 60 60 60 60\n@ NS localhost.\n"
    (folder / "rpz.zone").write_text(zone + "".join(f"{name} CNAME .\n" for name in names))


def bind(folder, port, names, kind):
    rpz(folder, names)
    policy = 'response-policy { zone "rpz.invalid"; } qname-wait-recurse no break-dnssec yes;' if kind == "bind-rpz" else ""
    zone = 'zone "rpz.invalid" { type primary; file "rpz.zone"; };' if kind == "bind-rpz" else ""
    tap = 'dnstap { all; }; dnstap-output file "tap";' if kind.startswith("bind-dnstap") else ""
    category = "rpz" if kind == "bind-rpz" else "queries"
    (folder / "named.conf").write_text(f"""
options {{ directory "{folder}"; listen-on port {port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }}; pid-file none; session-keyfile none;
  managed-keys-directory "{folder}"; dnssec-validation no; recursion yes; forwarders {{ 127.0.0.1 port {free_port()}; }}; forward only;
  resolver-query-timeout 300; {policy} {tap} }};
controls {{ }};
logging {{ channel c {{ file "log"; print-time yes; print-category yes; print-severity yes; }}; category {category} {{ c; }}; }};
{zone}""")
    return Server(folder, port, ["named", "-f", "-c", "named.conf", "-n", "1"])


def unbound(folder, port, names, kind):
    rpz(folder, names)
    tags = "yes" if kind == "unbound-tagged" else "no"
    queries = "no" if kind == "unbound-actions" else "yes"
    policy = f'rpz:\n  name: "rpz.invalid"\n  zonefile: "{folder}/rpz.zone"\n  rpz-log: yes\n  rpz-log-name: "dgacast"\n'
    (folder / "unbound.conf").write_text(f"""
server:
  directory: "{folder}"
  chroot: ""
  username: ""
  pidfile: ""
  logfile: "{folder}/log"
  use-syslog: no
  interface: 127.0.0.1@{port}
  do-daemonize: no
  module-config: "respip iterator"
  log-queries: {queries}
  log-replies: {queries}
  log-tag-queryreply: {tags}
  log-local-actions: yes
  local-zone: "example.org" always_nxdomain
  local-zone: "ready.invalid" always_nxdomain
  trust-anchor-file: ""
{policy if kind == "unbound-actions" else ""}
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{free_port()}
remote-control:
  control-enable: no
""")
    return Server(folder, port, ["unbound", "-d", "-c", "unbound.conf"])


def dnsmasq(folder, port, _names, _kind):
    user = ["--user=root"] if os.getuid() == 0 else []
    return Server(folder, port, ["dnsmasq", "-k", "-p", str(port), "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--listen-address=127.0.0.1",
                                 "--bind-interfaces", "--log-queries", f"--log-facility={folder}/log", "--pid-file", *user])


def dnsdist(folder, port, _names, _kind):
    (folder / "dnsdist.conf").write_text(f"""
setLocal("127.0.0.1:{port}")
addAction(AllRule(), LogAction("{folder}/log", false, true, false, false, true))
addAction(AllRule(), RCodeAction(3))
""")
    return Server(folder, port, ["dnsdist", "--supervised", "--disable-syslog", "-C", "dnsdist.conf"])


def powerdns(folder, port, _names, _kind):
    return Server(folder, port, ["pdns_recursor", "--config-dir=.", f"--socket-dir={folder}", "--local-address=127.0.0.1", f"--local-port={port}", "--quiet=no",
                                 f"--forward-zones-recurse=.=127.0.0.1:{free_port()}", "--disable-syslog", "--write-pid=no", "--daemon=no", "--loglevel=6",
                                 "--log-common-errors=yes", "--threads=1"], "output")


def tcpdump(folder, port, names, kind):
    if os.getuid() != 0:
        raise Skip("only root may capture packets")
    server = dnsmasq(folder, port, names, kind)
    server.capture = subprocess.Popen(["tcpdump", "-i", "lo", "-n", "-tttt", "-l", "-Z", "root", "--immediate-mode", "-T", "domain", "udp", "port", str(port)],
                                      stdout=open(folder / "tcpdump", "wb"), stderr=subprocess.DEVNULL, preexec_fn=end_with_parent)
    time.sleep(1)
    server.log = folder / "tcpdump"
    return server


MAKERS = {"bind": bind, "bind-rpz": bind, "bind-dnstap": bind, "bind-dnstap-yaml": bind, "unbound": unbound, "unbound-tagged": unbound,
          "unbound-actions": unbound, "dnsmasq": dnsmasq, "dnsdist": dnsdist, "powerdns": powerdns, "tcpdump": tcpdump}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("what", choices=MAKERS)
    parser.add_argument("--samples", type=pathlib.Path)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    for needed in {"tcpdump": ["tcpdump"], "bind-dnstap": ["dnstap-read"], "bind-dnstap-yaml": ["dnstap-read"]}.get(options.what, []):
        if shutil.which(needed) is None:
            raise Skip(f"{needed} is not installed")
    with tempfile.TemporaryDirectory(prefix="dgacast-logs-") as name:
        folder = pathlib.Path(name)
        made = subprocess.run([program, "generate", "chinad", "--on", DAY, "--raw"], capture_output=True, text=True, check=True).stdout
        names = made.split()[:3]
        server = MAKERS[options.what](folder, free_port(), [*names, "www.example.org", "ready.invalid"], options.what)
        try:
            server.wait()
            for one in ["www.example.org", *names]:
                server.ask(one)
            time.sleep(0.5)
        finally:
            server.end()
            if hasattr(server, "capture"):
                server.capture.terminate()
                server.capture.wait()
        log = server.log
        if options.what.startswith("bind-dnstap"):
            log = folder / "tap.log"
            with open(log, "wb") as out:
                subprocess.run(["dnstap-read", *(["-y"] if options.what.endswith("yaml") else []), "tap"], cwd=folder, stdout=out, check=True)
        if options.samples:
            shutil.copyfile(log, options.samples / f"{options.what}.log")
            return 0
        index = folder / "c.idx"
        subprocess.run([program, "-q", "index", "build", "-o", index, "chinad", "--on", DAY], check=True)
        done = subprocess.run([program, "scan", "--index", index, "--summary", log], capture_output=True, text=True)
        print(done.stdout + done.stderr)
        rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
        good = done.returncode == 0 and [row[:3] + row[6:8] for row in rows] == [["bot", CLIENT, "chinad", "3", "3"]]
        if not good:
            print(log.read_text(errors="replace"))
        return 0 if good else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Skip as reason:
        print(f"skipped: {reason}")
        sys.exit(77)
