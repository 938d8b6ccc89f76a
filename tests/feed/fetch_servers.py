# SPDX-License-Identifier: Apache-2.0
"""What the tests of `dgacast fetch` share: a publisher, servers that may lie, and a reader's copy with what must always be
true of it."""
import contextlib
import datetime
import hashlib
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

import feeds

TODAY = datetime.datetime.now(datetime.timezone.utc).date()
CONFIG = {
    "feed": "test", "folder": "out", "families": ["chinad"], "tlds": ["cn"], "sign": {"minisign": "feed.key"},
    "guards": {"selftest": False},
    "outputs": [{"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}},
                {"name": "cn", "format": "plain"}, {"name": "events", "format": "stix"}],
    "keep": 9,
}


def day(number):
    return str(TODAY + datetime.timedelta(days=number))


class Publisher:
    """Feeds in `folder`: `out` has three editions of `test`, `other/out` one of another feed under the same key."""

    def __init__(self, folder):
        self.folder = folder
        self.public = os.path.join(folder, "feed.pub")
        self.key = os.path.join(folder, "feed.key")
        self.make_key(self.public, self.key)
        feeds.write_config(folder, CONFIG)
        for number in (-2, -1, 0):
            feeds.run(folder, day(number))
        self.feed = os.path.join(folder, "out")
        self.editions = sorted(os.listdir(os.path.join(self.feed, "issues")))
        self.other = os.path.join(folder, "other")
        os.mkdir(self.other)
        shutil.copy(self.key, self.other)
        feeds.write_config(self.other, CONFIG, feed="another")
        feeds.run(self.other, day(0))

    @staticmethod
    def make_key(public, secret):
        subprocess.run(["minisign", "-G", "-W", "-f", "-p", public, "-s", secret], check=True, stdout=subprocess.DEVNULL)
        os.chmod(secret, 0o600)

    def file(self, edition, name):
        with open(os.path.join(self.feed, "issues", edition, name), "rb") as file:
            return file.read()

    def signed(self, sums):
        """The signature of a SHA256SUMS of somebody who has the key: to see what stands behind the signature."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "SHA256SUMS")
            with open(path, "wb") as file:
                file.write(sums)
            subprocess.run(["minisign", "-S", "-s", self.key, "-m", path], check=True, stdout=subprocess.DEVNULL)
            with open(path + ".minisig", "rb") as file:
                return file.read()

    def forged(self, edition, change):
        """All small files of an edition whose manifest `change` made another, signed with the true key."""
        manifest = json.loads(self.file(edition, "manifest.json"))
        change(manifest)
        return self.sealed(edition, json.dumps(manifest).encode())

    def sealed(self, edition, manifest, lines=None):
        sums = self.file(edition, "SHA256SUMS").decode().splitlines()[:-1] if lines is None else lines
        sums.append(hashlib.sha256(manifest).hexdigest() + "  manifest.json")
        text = "".join(line + "\n" for line in sums).encode()
        return {"manifest.json": manifest, "SHA256SUMS": text, "SHA256SUMS.minisig": self.signed(text)}


class Server:
    """Serves a feed's folder by HTTP. `hook` gets (handler, path) first and is true when it has answered."""

    def __init__(self, root, hook=None, context=None):
        server = self
        self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def give(self, body, length=None, status=200, **headers):
                self.send_response(status)
                if length is not None:
                    self.send_header("Content-Length", str(length))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                server.asked.append(self.path)
                with contextlib.suppress(OSError):
                    if hook and hook(self, self.path):
                        return
                    path = os.path.realpath(root + self.path)
                    if not path.startswith(os.path.realpath(root) + "/") or not os.path.isfile(path):
                        self.send_error(404)
                        return
                    with open(path, "rb") as file:
                        body = file.read()
                    self.give(body, len(body))

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None
        if context:
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = "http%s://127.0.0.1:%d" % ("s" if context else "", self.http.server_address[1])
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


class Copy:
    """A reader's folder, in a home that has something precious beside it."""

    def __init__(self, publisher):
        self.publisher = publisher
        self.home = tempfile.mkdtemp(dir=publisher.folder, prefix="home-")
        self.folder = os.path.join(self.home, "reader")
        os.mkdir(os.path.join(self.home, "victim"))
        self.precious = os.path.join(self.home, "victim", "authorized_keys")
        with open(self.precious, "w", encoding="ascii") as file:
            file.write("original")

    def command(self, source, *more, key=True, feed="test"):
        options = ["--key", self.publisher.public] if key else []
        return [feeds.PROGRAM, "fetch", source, self.folder, "--feed", feed, *options, *more]

    def fetch(self, source, *more, status=0, within=20, **named):
        began = time.monotonic()
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        done = subprocess.run(self.command(source, *more, **named), capture_output=True, text=True, check=False, timeout=60,
                              env=environment)
        took = time.monotonic() - began
        assert done.returncode == status, (source, done)
        assert took < within, (took, done)
        assert len(done.stderr.splitlines()) <= (3 if source.startswith("http") else 12) and "\x1b" not in done.stdout + done.stderr, done
        self.check()
        return done.stdout + done.stderr

    def check(self):
        """What is true after each run, whatever it met."""
        with open(self.precious, encoding="ascii") as file:
            assert file.read() == "original"
        assert sorted(os.listdir(self.home)) in (["reader", "victim"], ["victim"]), os.listdir(self.home)
        if os.path.isdir(self.folder):
            assert set(os.listdir(self.folder)) <= {".lock", ".floor", "current", "issues"}, os.listdir(self.folder)
        if self.current():
            done = subprocess.run([feeds.PROGRAM, "-q", "verify", self.folder, "--key", self.publisher.public], check=False,
                                  capture_output=True, text=True)
            assert done.returncode == 0, done

    def current(self):
        link = os.path.join(self.folder, "current")
        if not os.path.islink(link):
            return None
        assert os.path.isdir(link), os.readlink(link)
        return os.path.basename(os.readlink(link))

    def editions(self):
        return sorted(os.listdir(os.path.join(self.folder, "issues")))


def answer(files):
    """A hook that gives these bodies for an edition's files of these names, or for paths."""
    def hook(handler, path):
        for end, body in files.items():
            if path == "/" + end or re.fullmatch("/(current|issues/[^/]+)/" + re.escape(end), path):
                handler.give(body, len(body))
                return True
        return False
    return hook


def hint(edition):
    return ('{"feed": "test", "issue": "%s", "date": "%s", "files": []}' % (edition, day(0))).encode()


class Daemon:
    """An rsync daemon with a module for each of `modules`, name to folder, on a port of loopback."""

    def __init__(self, folder, **modules):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.config = os.path.join(folder, "rsyncd.conf")
        with open(self.config, "w", encoding="ascii") as file:
            owner = "uid = root\ngid = root\n" if os.geteuid() == 0 else ""
            file.write("address = 127.0.0.1\nport = %d\nuse chroot = no\nmunge symlinks = no\n%s" % (self.port, owner))
            for name, path in modules.items():
                file.write("[%s]\npath = %s\nread only = yes\n" % (name, path))

    def url(self, module):
        return "rsync://127.0.0.1:%d/%s" % (self.port, module)

    def __enter__(self):
        self.run = subprocess.Popen(["rsync", "--daemon", "--no-detach", "--config=" + self.config], stdout=subprocess.DEVNULL,
                                    stderr=subprocess.DEVNULL)
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return self
            time.sleep(0.02)
        raise AssertionError("the rsync daemon does not answer")

    def __exit__(self, *_):
        self.run.terminate()
        self.run.wait()


def run_tests(*tests):
    """Runs them, or those that the command line names, with a publisher; the exit status."""
    if shutil.which("minisign") is None:
        print("there is no minisign")
        return 77
    with tempfile.TemporaryDirectory(prefix="dgacast-fetch-") as folder:
        publisher = Publisher(folder)
        for test in tests:
            if sys.argv[2:] and test.__name__ not in sys.argv[2:]:
                continue
            began = time.monotonic()
            test(publisher)
            print("%s: %.1f s" % (test.__name__, time.monotonic() - began), flush=True)
    return 0
