#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dgacast fetch` against servers that lie, and against bad luck: usage: fetch_test.py PROGRAM

All servers are on loopback. Every case says what must be true afterwards: the exit status, which edition the reader sees,
that this one is sound, and that nothing was written elsewhere or is left over."""
import contextlib
import datetime
import hashlib
import http.server
import json
import os
import random
import re
import shutil
import signal
import socket
import ssl
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


def try_honest(publisher):
    copy = Copy(publisher)
    newest = publisher.editions[-1]
    with Server(publisher.feed) as server:
        said = copy.fetch(server.url + "/")
        assert "is current now (fetched: " in said, said
        assert copy.current() == newest and copy.editions() == [newest]
        for base, _, files in os.walk(os.path.join(publisher.feed, "issues", newest)):
            for name in files:
                path = os.path.relpath(os.path.join(base, name), publisher.feed)
                with open(os.path.join(publisher.feed, path), "rb") as one, open(os.path.join(copy.folder, path), "rb") as two:
                    assert one.read() == two.read(), path
        assert os.stat(os.path.join(copy.folder, "issues", newest)).st_mode & 0o777 == 0o755
        server.asked.clear()
        assert "is current already" in copy.fetch(server.url)
        assert not any(path.endswith("zone.rpz") for path in server.asked), server.asked
        # A copy that was damaged, changed by hand, or lost is made anew.
        for spoil in (lambda path: open(path, "ab").write(b"x"), os.remove,
                      lambda path: shutil.rmtree(os.path.dirname(path))):
            spoil(os.path.join(copy.folder, "issues", newest, "zone.rpz"))
            assert "is current now" in copy.fetch(server.url)
        with open(os.path.join(copy.folder, "issues", newest, "SHA256SUMS"), "ab") as file:
            file.write(b"x")
        copy.fetch(server.url)
        # Somebody switched back by hand.
        os.remove(os.path.join(copy.folder, "current"))
        os.symlink("issues/" + publisher.editions[0], os.path.join(copy.folder, "current"))
        copy.fetch(server.url)
        assert copy.current() == newest
    with Server(publisher.feed, lambda handler, path: not path.startswith("/current/")) as server:
        copy.fetch(server.url, "--time", "3", status=2)  # closes without an answer
    with Server(publisher.other) as server:
        assert "has no current edition" in copy.fetch(server.url, status=2)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert "cannot be fetched" in copy.fetch("http://127.0.0.1:%d" % closed.getsockname()[1], status=2)
    assert copy.current() == newest


def try_usage(publisher):
    copy = Copy(publisher)
    assert "no key of the publisher" in copy.fetch("https://127.0.0.1:1", key=False, status=2)
    for source in ("-e sh", "file:///etc", "ftp://127.0.0.1/x", "http://127.0.0.1/?a", "a\nb", ""):
        done = subprocess.run([feeds.PROGRAM, "fetch", "--feed", "test", "--key", publisher.public, "--", source, copy.folder],
                              capture_output=True, text=True, check=False, timeout=20)
        assert done.returncode == 2 and done.stderr.count("\n") == 1, (source, done)
        assert not os.path.exists(copy.folder), source
    os.makedirs(os.path.join(copy.folder, "current"))
    assert "is not a link" in copy.fetch(publisher.feed, status=2)


def try_traversal(publisher):
    """Paths and ids that lead elsewhere, signed or not."""
    newest = publisher.editions[-1]
    evil = b"ssh-ed25519 AAAA attacker\n"
    paths = ["../../../victim/authorized_keys", "/etc/cron.d/x", "{..}/#1/#1/#1/victim/authorized_keys", "%2e%2e/%2e%2e/x",
             "..\\..\\x", "a/../../../../victim/authorized_keys", "a//b", "./a", "-o", "f[1-100000000]", "a\0b", "a/", "a b",
             "\x1b[2J", "SHA256SUMS", "SHA256SUMS.minisig", "issues/../x", "x" * 256, "/".join("a" * 20), "a/" * 600 + "a"]
    for path in paths:
        copy = Copy(publisher)
        line = "%s  %s" % (hashlib.sha256(evil).hexdigest(), path)
        for files in (publisher.sealed(newest, hint(newest), [line]),
                      {"SHA256SUMS": (line + "\n").encode(), "manifest.json": hint(newest)}):
            def hook(handler, asked, files=files):
                if asked.startswith("/issues/%s/" % newest) or asked.startswith("/current/"):
                    name = asked.rsplit("/", 1)[1]
                    if name in files:
                        handler.give(files[name], len(files[name]))
                        return True
                handler.give(evil, len(evil))
                return True
            with Server(publisher.feed, hook) as server:
                copy.fetch(server.url, status=1)
                assert all(asked.startswith("/current/") or asked.startswith("/issues/%s/" % newest) for asked in server.asked)
                assert {asked.rsplit("/", 1)[1] for asked in server.asked} <= {
                    "manifest.json", "SHA256SUMS", "SHA256SUMS.minisig", "SHA256SUMS.p7s", "SHA256SUMS.asc"}, server.asked
            assert copy.current() is None
    for edition in ("../../../victim", "00000001-2026-11-23/..", "00000001-/../../abc", "00000001-2026-02-30", "1-2026-11-23",
                    "00000001-2026-11-2\0", "issues", "", "00000001-2026-11-23\n"):
        copy = Copy(publisher)
        body = json.dumps({"feed": "test", "issue": edition, "date": day(0), "files": []}).encode()
        with Server(publisher.feed, answer({"current/manifest.json": body})) as server:
            copy.fetch(server.url, status=2)
            assert len(server.asked) == 1, server.asked


def try_old_and_foreign(publisher):
    """Signed, and yet not what the reader waits for."""
    first, middle, newest = publisher.editions
    copy = Copy(publisher)
    with Server(publisher.feed) as server:
        copy.fetch(server.url)

    def replay(handler, path):
        if path == "/current/manifest.json":
            body = publisher.file(first, "manifest.json")
            handler.give(body, len(body))
            return True
        return False
    with Server(publisher.feed, replay) as server:
        assert "older than " + newest in copy.fetch(server.url, status=1)
        # Also when the reader's own editions were removed by hand.
        shutil.rmtree(os.path.join(copy.folder, "issues"))
        os.remove(os.path.join(copy.folder, "current"))
        copy.fetch(server.url, status=1)
        assert copy.current() is None
    with Server(publisher.feed) as server:
        copy.fetch(server.url)
        # A folder of an earlier reader has no floor; what is current there counts.
        os.remove(os.path.join(copy.folder, ".floor"))
    with Server(publisher.feed, replay) as server:
        copy.fetch(server.url, status=1)

    def renamed(handler, path):
        later = "00000009-" + day(0)
        if path == "/current/manifest.json":
            body = hint(later)
        elif path.startswith("/issues/%s/" % later) and not path.endswith((".p7s", ".asc")):
            body = publisher.file(first, path.split("/", 3)[3])
        else:
            return False
        handler.give(body, len(body))
        return True
    with Server(publisher.feed, renamed) as server:
        assert "is not the file that was signed" in copy.fetch(server.url, status=1)
    assert copy.current() == newest and copy.editions() == [newest]
    # One key, two feeds.
    with Server(os.path.join(publisher.other, "out")) as server:
        fresh = Copy(publisher)
        assert "is of the feed 'another'" in fresh.fetch(server.url, status=1)
        fresh.fetch(server.url, feed="another")
    # The same number with other content, signed.
    forged = publisher.forged(newest, lambda manifest: manifest.update(program="x"))
    with Server(publisher.feed, answer(forged)) as server:
        assert "was here before with other content" in copy.fetch(server.url, status=1)
    # Freeze: the same edition for ever. And a day that has not come.
    old, future = publisher.forged(newest, lambda manifest: manifest.update(date=day(-8))), publisher.forged(
        newest, lambda manifest: manifest.update(date=day(3)))
    for files, text, more in ((old, "8 days old; at most 7", []), (old, "at most 2", ["--max-age", "2"]),
                              (future, "has not come yet", []), (future, "has not come yet", ["--max-age", "0"])):
        with Server(publisher.feed, answer(files)) as server:
            assert text in Copy(publisher).fetch(server.url, *more, status=1)
    with Server(publisher.feed, answer(old)) as server:
        frozen = Copy(publisher)
        frozen.fetch(server.url, "--max-age", "0")
        assert "8 days old" in frozen.fetch(server.url, status=1)
    # Another key, a signature of another text, none.
    stranger = os.path.join(publisher.folder, "stranger.pub")
    publisher.make_key(stranger, os.path.join(publisher.folder, "stranger.key"))
    with Server(publisher.feed) as server:
        fresh = Copy(publisher)
        assert "is signed with the key" in fresh.fetch(server.url, "--key", stranger, key=False, status=1)
        fresh.fetch(server.url, "--key", stranger)  # of two keys one is enough
    for files, text in (({"SHA256SUMS.minisig": publisher.file(middle, "SHA256SUMS.minisig")}, "does not fit"),
                        ({"SHA256SUMS.minisig": b"\0" * 1000}, "no signature of minisign")):
        with Server(publisher.feed, answer(files)) as server:
            assert text in Copy(publisher).fetch(server.url, status=1)

    def bare(handler, path):
        if path.endswith(".minisig"):
            handler.send_error(404)
            return True
        return False
    with Server(publisher.feed, bare) as server:
        assert "is not signed" in Copy(publisher).fetch(server.url, status=1)
    with Server(publisher.feed) as server:
        done = subprocess.run([feeds.PROGRAM, "-q", *Copy(publisher).command(server.url, "--unsigned", key=False)[1:]],
                              capture_output=True, text=True, check=False, timeout=20)
        assert done.returncode == 0 and "no signature is checked" in done.stderr and "sound" not in done.stdout, done


def drip(handler, _):
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(1)
    return True


def endless(handler, _):
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"x" * 65536)
    return True


def endless_header(handler, _):
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"X-Y: " + b"z" * 1000 + b"\r\n")
    return True


def redirect(target):
    def hook(handler, path):
        handler.give(b"", 0, 302, Location=target or path)
        return True
    return hook


def on(end, hook):
    return lambda handler, path: path.endswith(end) and hook(handler, path)


def try_bounds(publisher):
    """Time, size and number have ends."""
    newest = publisher.editions[-1]
    zone = publisher.file(newest, "zone.rpz")
    copy = Copy(publisher)
    cases = []
    for end in ("manifest.json", "SHA256SUMS", "SHA256SUMS.minisig", "zone.rpz"):
        cases += [(on(end, endless), "has more than", 2, []), (on(end, drip), "within 2 s", 2, ["--time", "2"]),
                  (on(end, endless_header), "", 2, []),
                  (on(end, lambda handler, _: handler.give(b"x", 1 << 60) or True), "has more than", 2, []),
                  (on(end, redirect(None)), "leads elsewhere", 2, []),
                  (on(end, redirect("file:///etc/passwd")), "leads elsewhere", 2, [])]
    cases += [
        (on("zone.rpz", lambda handler, _: handler.give(zone[:99], len(zone)) or True), "cannot be fetched", 2, []),
        (on("zone.rpz", lambda handler, _: handler.give(zone[:99]) or True), "is not the file that was signed", 1, []),
        (on("zone.rpz", lambda handler, _: handler.give(zone[:-1] + b"x", len(zone)) or True), "is not the file", 1, []),
        (on("zone.rpz", lambda handler, _: handler.give(zone + b"x", len(zone) + 1) or True), "has more than", 2, []),
        (on("zone.rpz", lambda handler, _: handler.send_error(404) or True), "is missing on the server", 1, []),
        (on("zone.rpz", lambda handler, _: handler.send_error(500) or True), "500", 2, []),
        (on("manifest.json", lambda handler, _: handler.give(b"[" * 200000) or True), "nested", 2, []),
        (on("manifest.json", lambda handler, _: handler.give(b"{}") or True), "is missing", 2, []),
        (lambda *_: False, "bytes together", 1, ["--max-size", "1"]),
    ]
    big = publisher.forged(newest, lambda manifest: manifest["files"][0].update(size=1 << 62))
    for hook, text, status, more in cases:
        if text == "bytes together":
            hook = answer(big)
        with Server(publisher.feed, hook) as server:
            said = copy.fetch(server.url, *more, status=status, within=8)
            assert text in said, (text, said)
            assert len(server.asked) < 40, len(server.asked)
        assert copy.current() is None and copy.editions() == [], (text, copy.editions())
    for count, status in ((100000, 1), (100001, 1)):  # a signed one too
        lines = ["%064x  f%d" % (number, number) for number in range(count)]
        with Server(publisher.feed, answer(publisher.sealed(newest, hint(newest), lines))) as server:
            copy.fetch(server.url, status=status)
            assert len(server.asked) < 8, len(server.asked)
    # Sizes that do not fit the file.
    for size in (len(zone) - 1, len(zone) + 1):
        def change(manifest, size=size):
            next(one for one in manifest["files"] if one["path"] == "zone.rpz")["size"] = size
        with Server(publisher.feed, answer(publisher.forged(newest, change))) as server:
            copy.fetch(server.url, status=2 if size < len(zone) else 1)
    assert copy.current() is None


def try_pruning(publisher):
    """By the reader's own count, whatever the server lists."""
    copy = Copy(publisher)
    for edition in publisher.editions:
        body = publisher.file(edition, "manifest.json")
        with Server(publisher.feed, answer({"current/manifest.json": body})) as server:
            copy.fetch(server.url, "--keep", "2")
        assert copy.current() == edition
    assert copy.editions() == publisher.editions[1:]
    with Server(publisher.feed) as server:
        kept = os.path.join(copy.folder, "issues", "notes")
        os.mkdir(kept)
        copy.fetch(server.url, "--keep", "1")
        assert copy.editions() == [publisher.editions[-1], "notes"]


def slow_files(handler, path):
    if path.startswith("/issues/"):
        time.sleep(random.random() * 0.02)
    return False


def try_two_at_once(publisher):
    refused = 0
    with Server(publisher.feed, slow_files) as server:
        for _ in range(20):
            copy = Copy(publisher)
            pair = [subprocess.Popen(copy.command(server.url), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
                    for _ in range(2)]
            said = [one.communicate(timeout=30)[1] for one in pair]
            statuses = sorted(one.returncode for one in pair)
            assert statuses in ([0, 0], [0, 2]), (statuses, said)
            if statuses == [0, 2]:
                assert any("another run works on this" in one for one in said), said
                refused += 1
            copy.check()
            assert copy.current() == publisher.editions[-1]
            copy.fetch(server.url)
    print("two at once: 20 pairs, %d times one was refused" % refused)


def try_kills(publisher):
    chance = random.Random(1)
    killed = 0
    with Server(publisher.feed, slow_files) as server:
        copy = Copy(publisher)
        for number in range(15):
            if number % 5 == 0:
                copy = Copy(publisher)
            run = subprocess.Popen(copy.command(server.url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * 0.25)
            run.kill()
            killed += run.wait() == -signal.SIGKILL
            if copy.current():
                assert not subprocess.run([feeds.PROGRAM, "-q", "verify", copy.folder, "--key", publisher.public], check=False,
                                          stdout=subprocess.DEVNULL).returncode
            if number % 2:
                copy.fetch(server.url)
                assert copy.current() == publisher.editions[-1]
    print("killed %d of 15 runs" % killed)
    for sent in (signal.SIGINT, signal.SIGTERM):
        copy = Copy(publisher)
        with Server(publisher.feed, on("zone.rpz", drip)) as server:
            run = subprocess.Popen(copy.command(server.url), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            while not any(path.endswith("zone.rpz") for path in server.asked):
                time.sleep(0.01)
            began = time.monotonic()
            run.send_signal(sent)
            assert run.wait(timeout=5) == 128 + sent
            run.stderr.close()
            assert time.monotonic() - began < 1.5
            copy.check()
            assert copy.current() is None


def try_https(publisher):
    if shutil.which("openssl") is None:
        return print("HTTPS is not tried: there is no openssl")
    folder = publisher.folder

    def certificate(name, host):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout",
                        name + ".tls", "-out", name + ".crt", "-days", "2", "-subj", "/CN=" + name, "-addext",
                        "subjectAltName=" + host], cwd=folder, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, name + ".crt"), os.path.join(folder, name + ".tls"))
        return context, os.path.join(folder, name + ".crt")
    good, authority = certificate("good", "IP:127.0.0.1")
    wrong, wrong_authority = certificate("wrong", "DNS:feeds.example")
    copy = Copy(publisher)
    with Server(publisher.feed, context=good) as server:
        assert "ertificate" in copy.fetch(server.url, status=2)
        assert "ertificate" in copy.fetch(server.url, "--ca-file", wrong_authority, status=2)
        copy.fetch(server.url, "--ca-file", os.path.join(folder, "none.crt"), status=2)
        assert copy.current() is None
        copy.fetch(server.url, "--ca-file", authority)
        assert copy.current() == publisher.editions[-1]
    with Server(publisher.feed, context=wrong) as server:
        copy.fetch(server.url, "--ca-file", wrong_authority, status=2)


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


def try_rsync(publisher):
    if shutil.which("rsync") is None:
        return print("rsync is not tried: it is not installed")
    first, _, newest = publisher.editions
    lying = tempfile.mkdtemp(dir=publisher.folder, prefix="rsync-")
    feed = os.path.join(lying, "feed")

    def fresh():
        """The feed again, to be spoilt; and the folder of its newest edition."""
        shutil.rmtree(feed, ignore_errors=True)
        shutil.copytree(publisher.feed, feed, symlinks=True)
        return os.path.join(feed, "issues", newest)

    def point(target):
        os.remove(os.path.join(feed, "current"))
        os.symlink(target, os.path.join(feed, "current"))

    fresh()
    with Daemon(lying, good=publisher.feed, lying=feed, up=lying) as daemon:
        copy = Copy(publisher)
        source = daemon.url("good")
        copy.fetch(source)
        assert copy.current() == newest and copy.editions() == [newest]
        assert "is current already" in copy.fetch(source)
        copy.fetch(publisher.feed + "/")  # a folder, as of NFS
        below = Copy(publisher)
        below.fetch(daemon.url("up/feed/"))
        assert below.current() == newest
        local = Copy(publisher)
        local.fetch(publisher.feed)
        assert local.current() == newest
        for target in ("issues/%s/../../../victim" % newest, "issues/%s/" % newest, "/etc", "../victim", "issues/..",
                       "issues/00000001-/../../abc", "issues/00000009-2026-02-30", "issues/\x1b[2J"):
            point(target)
            copy.fetch(daemon.url("lying"), status=2)
        point("issues/" + first)
        assert "older than" in copy.fetch(daemon.url("lying"), status=1)
        os.rename(os.path.join(feed, "issues", first), os.path.join(feed, "issues", "00000009-" + day(0)))
        point("issues/00000009-" + day(0))
        assert "stands for" in copy.fetch(daemon.url("lying"), status=1)
        # The server lists others, or none: the reader's editions are its own.
        fresh()
        shutil.rmtree(os.path.join(feed, "issues"))
        copy.fetch(daemon.url("lying"), status=2)
        assert copy.current() == newest
        os.remove(os.path.join(feed, "current"))
        copy.fetch(daemon.url("lying"), status=2)
        os.mkdir(os.path.join(feed, "current"))
        assert "is not a link" in copy.fetch(daemon.url("lying"), status=2)
        os.rmdir(os.path.join(feed, "current"))
        copy.fetch(daemon.url("nothing"), status=2)
        # Links, devices and pipes among the files; files that are more, larger, changed, missing.
        for spoil, status in (
                (lambda path: os.symlink("/etc/passwd", path + ".x"), 0),
                (lambda path: (os.remove(path), os.symlink("/etc/passwd", path)), 1),
                (lambda path: (os.remove(path), os.mkfifo(path)), 1),
                (lambda path: (os.remove(path), os.mkdir(path), os.symlink("/etc", path + "/etc")), 1),
                (lambda path: open(path, "ab").write(b"x" * 100), 1),
                (lambda path: os.truncate(path, 1 << 40), 1),
                (lambda path: open(path, "r+b").write(b"x"), 1),
                (os.remove, 2)):
            edition, fetched = fresh(), Copy(publisher)
            spoil(os.path.join(edition, "zone.rpz"))
            said = fetched.fetch(daemon.url("lying"), status=status)
            assert fetched.current() == (newest if status == 0 else None), said
        for name, most in (("SHA256SUMS", 17 << 20), ("SHA256SUMS.minisig", 70000), ("manifest.json", 65 << 20)):
            os.truncate(os.path.join(fresh(), name), most)
            Copy(publisher).fetch(daemon.url("lying"), status=1 if name == "manifest.json" else 2)
        for name in ("SHA256SUMS", "manifest.json", "SHA256SUMS.minisig"):
            path = os.path.join(fresh(), name)
            os.remove(path)
            os.symlink("/etc/passwd", path)
            Copy(publisher).fetch(daemon.url("lying"), status=2 if name == "SHA256SUMS" else 1)
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen()
    port = silent.getsockname()[1]
    copy = Copy(publisher)
    assert "within 2 s" in copy.fetch("rsync://127.0.0.1:%d/x" % port, "--time", "2", status=2, within=6)
    run = subprocess.Popen(copy.command("rsync://127.0.0.1:%d/x" % port), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(0.5)
    run.send_signal(signal.SIGINT)
    assert run.wait(timeout=5) == 130
    run.stderr.close()
    copy.check()
    silent.close()


def main():
    if shutil.which("minisign") is None:
        print("there is no minisign")
        return 77
    with tempfile.TemporaryDirectory(prefix="dgacast-fetch-") as folder:
        publisher = Publisher(folder)
        only = sys.argv[2:]
        for test in (try_honest, try_usage, try_traversal, try_old_and_foreign, try_bounds, try_pruning, try_two_at_once,
                     try_kills, try_https, try_rsync):
            if only and test.__name__ not in only:
                continue
            began = time.monotonic()
            test(publisher)
            print("%s: %.1f s" % (test.__name__, time.monotonic() - began), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
