# SPDX-License-Identifier: Apache-2.0
"""The programs that read our list formats: how each checks a list, how it is started with one, and how it is asked.

A reader is a Resolver (resolvers.py) whose only policy is the list. READERS names the one of each format.
"""

import contextlib
import http.client
import http.server
import os
import pathlib
import pwd
import re
import shutil
import socketserver
import subprocess
import threading

from resolvers import Answer, Failure, KnotResolver, PowerDns, Resolver, Skip
from upstream import ADDRESS


class Reader(Resolver):
    denied, open = Answer("NXDOMAIN"), Answer("NOERROR", (ADDRESS,))
    spoil = None  # what makes of a good list (bytes) one that check() must refuse; None where there is no check

    @property
    def list(self):
        return self.policies[0][1]

    @classmethod
    def check_command(cls, folder, path):
        """The command that checks the list `path`; it may write into `folder`. Only where there is such a mode."""
        raise NotImplementedError

    @classmethod
    def check(cls, folder, path):
        """Returns (is it taken without a complaint, what was said)."""
        command = cls.check_command(folder, path)
        done = subprocess.run([find(command[0], cls.package), *command[1:]], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, errors="replace", timeout=600, cwd=folder)
        said = done.stdout + done.stderr
        lines = [line for line in said.splitlines() if cls.complaint.search(line) and not cls.harmless.search(line)]
        return done.returncode == 0 and not lines, "\n".join(lines or said.splitlines()[-10:])

    def lend_folder(self, user):
        """Lets `user` read and write in the folder: the server gives up root for it."""
        if os.geteuid() == 0:
            self.folder.chmod(0o755)
            for path in [self.folder, *self.folder.iterdir()]:
                shutil.chown(path, user)


def find(program, package):
    path = shutil.which(program, path="/usr/sbin:/usr/bin:" + os.environ.get("PATH", ""))
    if not path:
        raise Skip(f"{program} is not installed; apt-get install {package}, or run tests/run")
    return path


def this_user():
    return pwd.getpwuid(os.geteuid()).pw_name


class Dnsmasq(Reader):
    program, package = "dnsmasq", "dnsmasq-base"
    complaint = re.compile(r"bad |error|fail|ignor|warning|cannot", re.I)
    spoil = staticmethod(lambda text: text + b"locl=/one-bad.example/\n")

    @classmethod
    def check_command(cls, folder, path):
        return ["dnsmasq", "--test", "-C", str(path)]

    def options(self):
        return f"conf-file={self.list}\n"

    def configure(self):
        (self.folder / "dnsmasq.conf").write_text(f"""port={self.port}
listen-address=127.0.0.1
bind-interfaces
no-resolv
no-hosts
cache-size=0
user={this_user()}
pid-file={self.folder}/pid
log-facility=-
server=127.0.0.1#{self.upstream_port}
{self.options()}""")
        return ["--keep-in-foreground", "-C", "dnsmasq.conf"]


class DnsmasqHosts(Dnsmasq):
    denied = Answer("NOERROR", ("0.0.0.0",))
    spoil = None  # --test does not read it

    def options(self):
        return f"addn-hosts={self.list}\n"


class UnboundZones(Reader):
    program = package = "unbound"
    complaint = re.compile(r"\b(warning|error|fatal error)\b:", re.I)
    spoil = staticmethod(lambda text: text + b'local-zone: "one-bad.example." always_nx\n')

    @classmethod
    def check_command(cls, folder, path):
        return ["unbound-checkconf", str(path)]

    def configure(self):
        (self.folder / "unbound.conf").write_text(f"""
server:
  directory: "{self.folder}"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  num-threads: 1
  interface: 127.0.0.1@{self.port}
  do-ip6: no
  do-not-query-localhost: no
  module-config: "iterator"
remote-control:
  control-enable: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{self.upstream_port}
include: "{self.list}"
""")
        return ["-d", "-p", "-c", "unbound.conf"]


class KnotResolverZone(KnotResolver, Reader):
    pass


class PowerDnsLua(PowerDns, Reader):
    harmless = re.compile(PowerDns.harmless.pattern + "|Loading Lua script")

    def configure(self):
        policies, self.policies = self.policies, []
        command = super().configure()
        self.policies = policies
        with open(self.folder / "recursor.conf", "a", encoding="ascii") as file:
            file.write(f"lua-dns-script={self.list}\n")
        return command


class Dnsdist(Reader):
    program = package = "dnsdist"
    complaint = re.compile(r"error|fail|unable|fatal", re.I)
    spoil = staticmethod(lambda text: text + b"for\n")

    @staticmethod
    def write(folder, *lines):
        # An empty suffix: it asks nobody outside for security advice.
        (folder / "dnsdist.conf").write_text("\n".join(['setSecurityPollSuffix("")', *lines, ""]))

    @classmethod
    def check_command(cls, folder, path):
        cls.write(folder, f'dofile("{path}")')
        return ["dnsdist", "--check-config", "-C", "dnsdist.conf"]

    def configure(self):
        self.write(self.folder, f'setLocal("127.0.0.1:{self.port}")',
                   f'newServer("127.0.0.1:{self.upstream_port}"):setUp()', f'dofile("{self.list}")')
        return ["--supervised", "--disable-syslog", "-C", "dnsdist.conf"]


class Rbldnsd(Reader):
    """Its answers are those of a DNS list: 127.0.0.2 for what is listed, no such name for what is not."""

    program = package = "rbldnsd"
    complaint = re.compile(r"^rbldnsd: .*(warn|invalid|error|unable|fail|skip)", re.I)  # beside them it prints the names
    denied, open = Answer("NOERROR", ("127.0.0.2",)), Answer("NXDOMAIN")
    spoil = staticmethod(lambda text: text + b"." + b"x" * 64 + b".example\n")

    @classmethod
    def check_command(cls, folder, path):
        return ["rbldnsd", "-n", "-d", f"dga.invalid:dnset:{path}"]

    def configure(self):
        list_path = shutil.copy(self.list, self.folder / "list")
        self.lend_folder("rbldns")
        return ["-n", "-b", f"127.0.0.1/{self.port}", f"dga.invalid:dnset:{list_path}"]

    def is_open(self):
        return super().ask("probe.invalid.dga.invalid", patience=0.5, attempts=1).rcode != "no answer"

    def ask(self, name, **how):
        return super().ask(f"{name}.dga.invalid", **how)


class WebReader(Reader):
    """One that refuses requests for listed hosts with 403."""

    denied, open = Answer("403"), Answer("200")

    def ask(self, name, patience=10.0):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request("GET", self.target(name), headers={"Host": name})
            return Answer(str(connection.getresponse().status))
        except OSError:
            return Answer("no answer")
        finally:
            connection.close()


class Nginx(WebReader):
    program, package = "nginx", "nginx-light"
    complaint = re.compile(r"\[(warn|error|crit|alert|emerg)\]")
    spoil = staticmethod(lambda text: text.replace(b"}\n", b"junk\n}\n"))

    @staticmethod
    def write(folder, path, port):
        temporary = "".join(f"  {kind}_temp_path {folder}/{kind};\n"
                            for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        (folder / "nginx.conf").write_text(f"""
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 64; }}
http {{
  access_log off;
{temporary}  map_hash_bucket_size 512;
  map_hash_max_size 4194304;
  include {path};
  server {{
    listen 127.0.0.1:{port};
    if ($dga) {{ return 403; }}
    return 200;
  }}
}}
""")

    @classmethod
    def check_command(cls, folder, path):
        cls.write(folder, path, 1024)
        return ["nginx", "-t", "-q", "-p", str(folder), "-c", str(folder / "nginx.conf")]

    def configure(self):
        self.write(self.folder, self.list, self.port)
        return ["-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-e", "stderr"]

    def target(self, name):
        return "/"


class Squid(WebReader):
    program = package = "squid"
    complaint = re.compile(r"warning|error|fatal|bungled|is a subdomain", re.I)
    harmless = re.compile(r"Processing Configuration|ERROR: No forward-proxy|pinger|Max Swap|no local hostname", re.I)
    # A name below one that is listed is what it refuses.
    spoil = staticmethod(lambda text: text + b".sub" + text.splitlines()[-1] + b"\n")

    @classmethod
    def check_command(cls, folder, path):
        (folder / "squid.conf").write_text(f'acl dga dstdomain "{path}"\nhttp_access deny dga\n')
        return ["squid", "-k", "parse", "-f", "squid.conf"]

    def configure(self):
        self.world = World()
        (self.folder / "squid.conf").write_text(f"""
http_port 127.0.0.1:{self.port}
visible_hostname localhost
pid_filename none
access_log none
cache_log {self.folder}/cache.log
cache_store_log none
netdb_filename none
pinger_enable off
cache deny all
shutdown_lifetime 1 second
max_filedescriptors 1024
dns_nameservers 127.0.0.1
acl dga dstdomain "{self.folder}/list"
http_access deny dga
http_access allow all
never_direct allow all
cache_peer 127.0.0.1 parent {self.world.port} 0 no-query no-digest default
""")
        shutil.copy(self.list, self.folder / "list")
        self.lend_folder("proxy")
        return ["-N", "-f", str(self.folder / "squid.conf"), "-n", f"dgacast{self.port}"]

    def log(self):
        path = self.folder / "cache.log"
        return super().log() + (path.read_text(errors="replace") if path.exists() else "")

    def __exit__(self, *how):
        super().__exit__(*how)
        if world := self.__dict__.pop("world", None):
            world.close()

    def target(self, name):
        return f"http://{name}/"


class World:
    """A web server on loopback that has something for every request."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


READERS = {
    "dnsdist": Dnsdist,
    "dnsmasq": Dnsmasq,
    "hosts": DnsmasqHosts,
    "knot-resolver": KnotResolverZone,
    "nginx": Nginx,
    "pdns-lua": PowerDnsLua,
    "rbldnsd": Rbldnsd,
    "squid": Squid,
    "unbound": UnboundZones,
}
