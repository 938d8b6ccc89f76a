#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dgacast verify`, `status` and `diff` on folders that a stranger filled, and what verify expects of an honest one:
usage: verify_test.py PROGRAM

Each run ends within seconds, in little memory, with one line for the fault; nothing outside of the folder is read."""
import datetime
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

import feeds

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def run(*words, status):
    done = subprocess.run([feeds.PROGRAM, "-q", *words], capture_output=True, text=True, check=False, timeout=10,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20)))
    assert done.returncode == status, (words, done)
    assert "\x1b" not in done.stdout + done.stderr and len((done.stdout + done.stderr).splitlines()) <= 3, done
    return done.stdout + done.stderr


def put(path, content):
    """A file, a link for ("link", TARGET), or a named pipe for None."""
    if os.path.lexists(path):
        os.remove(path)
    if content is None:
        os.mkfifo(path)
    elif isinstance(content, tuple):
        os.symlink(content[1], path)
    else:
        with open(path, "wb") as file:
            file.write(content)


def sums_of(files):
    return "".join("%s  %s\n" % (hashlib.sha256(content).hexdigest(), name) for name, content in files.items()).encode()


def hostile(folder):
    """(what, files, fault of verify)"""
    entry = {"path": "f", "size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    manifest = json.dumps({"feed": "x", "issue": "00000001-2026-11-23", "date": "2026-11-23", "forced": None, "outputs": [],
                           "files": [entry]}).encode()
    deep = b"[" * 100000 + b"]" * 100000
    zero = ("link", "/dev/zero")
    outside = os.path.join(folder, "outside")
    put(outside, b"x")
    sealed = {"manifest.json": manifest, "SHA256SUMS": sums_of({"f": b"x", "manifest.json": manifest})}
    yield "the honest one", {**sealed, "f": b"x"}, ""
    for name in ("SHA256SUMS", "manifest.json", "f"):
        for content, text in ((None, "not a regular file"), (zero, "links are not followed"),
                              (("link", "/proc/self/pagemap"), "links are not followed"),
                              (("link", outside), "links are not followed")):
            yield name + " is " + str(content), {**sealed, "f": b"x", name: content}, name + ": is a link" if content else text
    for path in ("../../../../../../proc/self/pagemap", "/proc/kmsg", "../outside", "\x1b[2J", "a/../../../outside"):
        lines = ("%s  %s\n" % (hashlib.sha256(b"x").hexdigest(), path)).encode() + sums_of({"manifest.json": manifest})
        yield path, {"manifest.json": manifest, "SHA256SUMS": lines}, "is not a path inside an edition"
    yield "a deep manifest", {"manifest.json": deep, "SHA256SUMS": sums_of({"manifest.json": deep})}, "nested"
    yield "no manifest", {"manifest.json": b"7", "SHA256SUMS": sums_of({"manifest.json": b"7"})}, "manifest.json"
    yield "a line of nothing", {"manifest.json": manifest, "SHA256SUMS": b"x"}, "SHA256SUMS:1"
    yield "a link beside the files", {**sealed, "f": b"x", "g": zero}, "g: is added"
    yield "another folder by a link", {**sealed, "f": b"x", "g": ("link", "/proc")}, "g: is added"
    yield "another size", {**sealed, "f": b"xx"}, "f: has 2 bytes"
    yield "another content", {**sealed, "f": b"y"}, "f: is changed"


def try_hostile():
    with tempfile.TemporaryDirectory(prefix="dgacast-verify-") as folder:
        key = os.path.join(folder, "feed.pub")
        if shutil.which("minisign"):
            subprocess.run(["minisign", "-G", "-W", "-p", key, "-s", key + ".key"], check=True, stdout=subprocess.DEVNULL)
        for number, (what, files, fault) in enumerate(hostile(folder)):
            feed = os.path.join(folder, "feed%d" % number)
            os.mkdir(feed)
            for name, content in files.items():
                put(os.path.join(feed, name), content)
            said = run("verify", feed, status=1 if fault else 0)
            assert fault in said, (what, said)
            for command in (["status", feed], ["diff", feed, feed]):  # of some of these they can tell something
                done = subprocess.run([feeds.PROGRAM, *command], capture_output=True, check=False, timeout=10)
                assert done.returncode in (0, 2) and b"\x1b" not in done.stdout + done.stderr, (what, done)
                if fault == "nested" or "manifest.json is" in what:
                    assert done.returncode == 2 and done.stderr.count(b"\n") == 1, (what, done)
            if os.path.exists(key):  # before anything else is looked at
                said = run("verify", feed, "--key", key, status=1)
                assert "SHA256SUMS" in said and len(said.splitlines()) == 1, (what, said)
        put(os.path.join(folder, "manifest.json"), b"{}")
        put(os.path.join(folder, "SHA256SUMS"), ("link", "nowhere"))
        run("verify", folder, status=1)


def try_expectations():
    with tempfile.TemporaryDirectory(prefix="dgacast-verify-") as folder:
        feeds.write_config(folder)
        for number in (-9, -8):
            feeds.run(folder, str(TODAY + datetime.timedelta(days=number)))
        old, new = sorted(os.listdir(os.path.join(folder, "out", "issues")))
        old, new, feed = (os.path.join(folder, "out", path) for path in ("issues/" + old, "issues/" + new, ""))
        run("verify", old, "--feed", "test", "--max-age", "9", status=0)
        assert "of the feed 'test', not of 'tset'" in run("verify", old, "--feed", "tset", status=1)
        assert "9 days old; at most 8" in run("verify", old, "--max-age", "8", status=1)
        run("verify", old, "--max-age", "0", status=0)
        for reader in (feed, new):
            assert "older than 00000002" in run("verify", old, "--not-older-than", reader, status=1)
            run("verify", new, "--not-older-than", reader, status=0)
        run("verify", new, "--not-older-than", old, status=0)
        run("verify", new, "--not-older-than", os.path.join(folder, "none"), status=2)
        os.mkdir(os.path.join(folder, "empty"))
        assert "has no edition" in run("verify", new, "--not-older-than", os.path.join(folder, "empty"), status=2)
        # The same number, made anew with other content.
        other = os.path.join(folder, "other")
        os.mkdir(other)
        feeds.write_config(other, families=["chinad"])
        for number in (-9, -8):
            feeds.run(other, str(TODAY + datetime.timedelta(days=number)))
        assert "with other content" in run("verify", os.path.join(other, "out"), "--not-older-than", feed, status=1)


def main():
    try_hostile()
    try_expectations()
    return 0


if __name__ == "__main__":
    sys.exit(main())
