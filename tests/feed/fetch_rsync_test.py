#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`dgacast fetch` against rsync daemons whose folders lie: usage: fetch_rsync_test.py PROGRAM"""
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from fetch_servers import Copy, Daemon, day, run_tests


def try_rsync(publisher):
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


if __name__ == "__main__":
    if shutil.which("rsync") is None:
        print("there is no rsync")
        sys.exit(77)
    sys.exit(run_tests(try_rsync))
