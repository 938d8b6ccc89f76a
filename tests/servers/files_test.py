# SPDX-License-Identifier: Apache-2.0
"""A feed's files by HTTP and by rsync: python3 files_test.py nginx|rsync DGACAST

With the configurations of blocklists/feed/examples and `dgacast fetch`. Days are published while a reader fetches again
and again and another looks at its copy: that is sound at every moment. What is spoilt on the way is not taken. Ends
with 0, 1, or 77 when something is missing.
"""

import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

import upstream  # noqa: I001 (it ends the test when dnspython is missing)
from resolvers import Failure, Resolver, Skip
from tiers import EXAMPLES

# The reader wants an edition of these days.
TODAY = datetime.datetime.now(datetime.timezone.utc).date()
DAYS = [str(TODAY + datetime.timedelta(days=number)) for number in range(-5, 1)]
CONFIG = """{
 "feed": "files", "folder": "out", "families": ["chinad", "ramdo"], "horizon": {"past_days": 1, "future_days": 2},
 "outputs": [
  {"name": "names", "format": "plain", "compress": "gzip"}, {"name": "parts", "format": "csv", "split": "suffix"}
 ],
 "keep": 4, "sign": {"minisign": "feed.key"}
}"""


class FileServer(Resolver):
    """It serves `feed`; its example's address becomes a port of 127.0.0.1."""

    example = ""

    def __init__(self, feed):
        super().__init__(0, [])
        self.feed = feed

    def text(self):
        text = (EXAMPLES / self.example).read_text(encoding="ascii")
        return text.replace("/var/lib/dgacast/feed", str(self.feed))


class Nginx(FileServer):
    program, package, example = "nginx", "nginx-light", "nginx-feed.conf"

    def configure(self):
        site = self.text().replace("192.0.2.6:80", f"127.0.0.1:{self.port}")
        user = "user root;" if os.geteuid() == 0 else ""  # the feed is in a folder that only we may read
        (self.folder / "nginx.conf").write_text(f"""{user} daemon off; pid {self.folder}/pid; error_log stderr;
events {{}}
http {{
  access_log off; client_body_temp_path {self.folder}/a; proxy_temp_path {self.folder}/b;
  fastcgi_temp_path {self.folder}/c; uwsgi_temp_path {self.folder}/d; scgi_temp_path {self.folder}/e;
{site}}}
""")
        return ["-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    def source(self):
        return f"http://127.0.0.1:{self.port}"


class Rsync(FileServer):
    program, package, example = "rsync", "rsync", "rsyncd.conf"

    def configure(self):
        owner = "uid = root\ngid = root\n" if os.geteuid() == 0 else ""
        text = self.text().replace("port = 873", f"port = {self.port}").replace("192.0.2.6", "127.0.0.1")
        (self.folder / "rsyncd.conf").write_text(f"use chroot = no\n{owner}{text}")
        return ["--daemon", "--no-detach", "--log-file=/dev/stderr", f"--config={self.folder}/rsyncd.conf"]

    def source(self):
        return f"rsync://127.0.0.1:{self.port}/feed"


class Publisher:
    def __init__(self, dgacast, folder):
        self.dgacast, self.folder = dgacast, folder
        self.public = folder / "feed.pub"
        subprocess.run(["minisign", "-G", "-W", "-p", self.public, "-s", folder / "feed.key"], check=True,
                       capture_output=True)
        (folder / "feed.key").chmod(0o600)
        (folder / "feed.json").write_text(CONFIG)

    def publish(self, day):
        subprocess.run([self.dgacast, "-q", "feed", self.folder / "feed.json", "--date", day], check=True,
                       capture_output=True)

    def faults(self, copy):
        done = subprocess.run([self.dgacast, "-q", "verify", copy, "--key", self.public], capture_output=True,
                              text=True)
        return "" if done.returncode == 0 else done.stdout + done.stderr


def files_below(link):
    base = link.resolve()
    return {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}


def day_of(copy):
    return os.readlink(copy / "current")[-10:]


def fetch(server, publisher, copy):
    """The reader's exit status, and what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run([publisher.dgacast, "fetch", server.source(), str(copy), "--key", str(publisher.public), "--feed",
                           "files"], capture_output=True, text=True, timeout=60, env=environment)
    return done.returncode, done.stdout + done.stderr


def while_it_is_published(server, publisher, copy):
    stop, faults, looked, fetched = threading.Event(), [], [0], []

    def look():
        while not stop.is_set():
            issue = (copy / "current").resolve()  # a reader opens the link once
            looked[0] += 1
            if found := publisher.faults(issue):
                faults.append(f"{issue.name}: {found}")

    def read():
        while not stop.is_set():
            fetched.append(fetch(server, publisher, copy))

    threads = [threading.Thread(target=one) for one in (look, read)]
    for thread in threads:
        thread.start()
    try:
        for day in DAYS[1:-1]:
            publisher.publish(day)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if faults or any(status != 0 for status, _ in fetched):
        raise Failure(f"{len(faults)} looks found faults: {faults[:3]}; the reader: {fetched[-3:]}")
    print(f"{looked[0]} looks at a copy that was fetched {len(fetched)} times while {len(DAYS) - 2} days were "
          "published: all sound")


def spoilt(server, publisher, copy):
    """What is changed on the way is refused, and the copy stays."""
    publisher.publish(DAYS[-1])
    issue = (publisher.folder / "out" / "current").resolve()
    path = issue / "records" / "names.csv"
    octets = path.read_bytes()
    path.write_bytes(octets.replace(b".com", b".org", 1))
    status, said = fetch(server, publisher, copy)
    if status != 1 or "records/names.csv: is " not in said or day_of(copy) != DAYS[-2] or publisher.faults(copy):
        raise Failure(f"a spoilt issue: status {status}, {said}, the copy is of {day_of(copy)}")
    path.write_bytes(octets)
    if (got := fetch(server, publisher, copy))[0] != 0 or day_of(copy) != DAYS[-1] or publisher.faults(copy):
        raise Failure(f"after it was mended: {got}, the copy is of {day_of(copy)}")
    for name in (".fetching", ".building"):
        if list(copy.rglob(name)):
            raise Failure(f"the copy has {name}")


def test(world):
    if not shutil.which("minisign"):
        raise Skip("minisign is not installed; apt-get install minisign, or run tests/run")
    with tempfile.TemporaryDirectory(prefix="dgacast-files-") as folder:
        publisher, copy = Publisher(sys.argv[2], pathlib.Path(folder)), pathlib.Path(folder, "copy")
        publisher.publish(DAYS[0])
        with {"nginx": Nginx, "rsync": Rsync}[sys.argv[1]](publisher.folder / "out") as server:
            if (got := fetch(server, publisher, copy))[0] != 0 or day_of(copy) != DAYS[0]:
                raise Failure(f"the first fetch: {got}")
            while_it_is_published(server, publisher, copy)
            if (got := fetch(server, publisher, copy))[0] != 0 or day_of(copy) != DAYS[-2] or publisher.faults(copy):
                raise Failure(f"the last fetch: {got}, the copy is of {day_of(copy)}")
            if files_below(publisher.folder / "out" / "current") != files_below(copy / "current"):
                raise Failure("the copy is not what was published")
            spoilt(server, publisher, copy)
    print("what was spoilt on the way was refused, and the copy stayed")


if __name__ == "__main__":
    sys.exit(upstream.run_test(test))
