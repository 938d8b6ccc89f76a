#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dgacast fetch` against HTTP servers that lie, and against bad luck: usage: fetch_test.py PROGRAM [TEST...]

All servers are on loopback. Every case says what must be true afterwards: the exit status, which edition the reader sees,
that this one is sound, and that nothing was written elsewhere or is left over."""
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time

import feeds
from fetch_servers import Copy, Server, answer, day, hint, run_tests


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


def try_cleared_away(publisher):
    """The publisher goes on to another edition, and clears the one away that a reader is fetching."""
    first, _, newest = publisher.editions
    for still in (1, 4, 5):  # so many of its files the reader still gets: sums, three signatures, a list
        asked = []

        def hook(handler, path):
            below = path.startswith("/issues/%s/" % first)
            if path == "/current/manifest.json":
                body = publisher.file(newest if len(asked) >= still else first, "manifest.json")
                handler.give(body, len(body))
                return True
            if not below:
                return False
            asked.append(path)
            if len(asked) <= still:
                return False
            handler.send_error(404)
            return True
        copy = Copy(publisher)
        with Server(publisher.feed, hook) as server:
            assert "is current now" in copy.fetch(server.url), asked
        assert len(asked) > still and copy.current() == newest and copy.editions() == [newest], asked
    # A server that always says another one is left after three.
    times = []

    def restless(handler, path):
        if path == "/current/manifest.json":
            times.append(path)
            body = hint("%08d-%s" % (100 + len(times), day(0)))
            handler.give(body, len(body))
            return True
        return False
    with Server(publisher.feed, restless) as server:
        assert "has no SHA256SUMS" in Copy(publisher).fetch(server.url, status=2)
    assert len(times) == 3, times


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


if __name__ == "__main__":
    sys.exit(run_tests(try_honest, try_usage, try_traversal, try_old_and_foreign, try_bounds, try_pruning, try_cleared_away,
                       try_two_at_once, try_kills, try_https))
