#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keys and authInfo: who can reach them, and where they do not go: usage: secret_test.py PROGRAM"""
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
DAY = "2026-11-24"
CREATE = {"name": "create", "format": "epp-create", "tlds": ["cn"], "partner": {"epp_config": "epp.json"}}
CHECK = {"name": "check", "format": "epp-check", "tlds": ["cn"]}
PASSWORD = "5ecret-authInfo"


def run(folder, *arguments, status=0, **options):
    done = subprocess.run([PROGRAM, "-q", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=120, check=False, **options)
    assert done.returncode == status, (arguments, done)
    return done


def refused(folder, *arguments, say):
    done = run(folder, *arguments, status=2)
    assert say in done.stderr and len(done.stderr.splitlines()) == 1, (say, done.stderr)


def write(folder, name, text, mode=0o600):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="ascii") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


def config(work, **more):
    write(work, "feed.json", json.dumps({"feed": "test", "folder": "out", "families": ["chinad"],
                                    "outputs": [{"name": "names", "format": "plain"}], **more}), 0o644)


def mode_of(*path):
    return stat.S_IMODE(os.stat(os.path.join(*path)).st_mode)


def try_keys(folder):
    """A key that another user can read, replace or be the owner of."""
    subprocess.run(["minisign", "-G", "-W", "-p", "feed.pub", "-s", "feed.key"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    keys = os.path.join(folder, "keys")
    os.mkdir(keys, 0o700)
    key = os.path.join(keys, "feed.key")
    os.rename(os.path.join(folder, "feed.key"), key)
    feed = ["feed", "feed.json", "--date", DAY, "--dry-run"]
    config(folder, sign={"minisign": "keys/feed.key"})
    for mode in (0o640, 0o604, 0o610):
        os.chmod(key, mode)
        refused(folder, *feed, say="others than its owner can reach it")
    os.chmod(key, 0o600)
    run(folder, *feed)
    for mode, good in ((0o777, False), (0o770, False), (0o1777, True), (0o755, True), (0o700, True)):
        os.chmod(keys, mode)
        if good:
            run(folder, *feed)
        else:
            refused(folder, *feed, say="can write to")
    # The way to it counts as it is, not as it is written.
    os.mkdir(os.path.join(folder, "open"))
    os.chmod(os.path.join(folder, "open"), 0o777)
    os.rename(keys, os.path.join(folder, "open/keys"))
    os.symlink("open/keys", keys)
    refused(folder, *feed, say="can write to")
    os.remove(keys)
    os.rename(os.path.join(folder, "open/keys"), keys)
    if os.geteuid() == 0:
        os.chown(key, 65534, 65534)
        refused(folder, *feed, say="belongs to user 65534")
        os.chown(key, 0, 0)
        os.chown(keys, 65534, 65534)
        refused(folder, *feed, say="belongs to somebody else")
        os.chown(keys, 0, 0)
    os.rename(key, key + ".kept")
    os.mkfifo(key, 0o600)
    refused(folder, *feed, say="is not a regular file")
    os.remove(key)
    with open(key, "wb") as file:
        file.truncate((1 << 20) + 1)
    os.chmod(key, 0o600)
    refused(folder, *feed, say="too many for a secret")
    os.rename(key + ".kept", key)
    run(folder, *feed)


def try_core(folder):
    """While a key is held there is no core file: not by a limit of its own, and not by the kernel."""
    config(folder, sign={"minisign": "keys/feed.key"}, after=[{"command": ["sleep", "60"]}])

    def unlimited():
        resource.setrlimit(resource.RLIMIT_CORE, (1 << 30, 1 << 30))
    with subprocess.Popen([PROGRAM, "-q", "feed", "feed.json", "--date", DAY], cwd=folder, preexec_fn=unlimited,
                          stdout=subprocess.DEVNULL) as process:
        try:
            patience = time.monotonic() + 60
            while not os.path.exists(os.path.join(folder, "out/current")):
                assert process.poll() is None and time.monotonic() < patience
                time.sleep(0.05)
            with open(f"/proc/{process.pid}/limits", encoding="ascii") as file:
                (line,) = [line for line in file if line.startswith("Max core file size")]
            assert line.split()[4:6] == ["0", "0"], line
            if os.geteuid() != 0:  # what must not be dumped belongs to root in proc(5)
                assert os.stat(f"/proc/{process.pid}/limits").st_uid == 0
        finally:
            process.terminate()
    assert not [name for name in os.listdir(folder) if name.startswith("core")]


def holders(folder):
    """The files and folders below in which the secret stands, or which lead to one, that others could open."""
    found = []
    for base, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(base, name)
            with open(path, encoding="utf-8", errors="replace") as file:
                if PASSWORD in file.read():
                    found.append(path)
    return found


def try_feed(folder):
    """A feed with authInfo is for its owner alone."""
    write(folder, "epp.json", json.dumps({"auth_info": PASSWORD}))
    config(folder, folder="epp", outputs=[CREATE, CHECK], metrics="m.prom")
    run(folder, "feed", "feed.json", "--date", DAY, umask=0o022)
    held = holders(os.path.join(folder, "epp"))
    assert held and all(mode_of(path) == 0o600 for path in held), held
    assert mode_of(folder, "epp/issues") == mode_of(folder, "epp/current/create") == 0o700
    assert mode_of(folder, "m.prom") == 0o644, "metrics are for their reader"
    run(folder, "verify", "epp")
    # What an older version has left open is closed.
    os.chmod(os.path.join(folder, "epp/issues"), 0o755)
    run(folder, "feed", "feed.json", "--date", "2026-11-25", umask=0o022)
    assert mode_of(folder, "epp/issues") == 0o700
    config(folder, folder="mixed", outputs=[CHECK, CREATE, {"name": "names", "format": "plain"}])
    refused(folder, "feed", "feed.json", "--date", DAY, say="output 'names' is for readers, and output 'create' holds a secret")
    assert not os.path.exists(os.path.join(folder, "mixed"))
    config(folder, folder="epp", outputs=[CREATE])
    os.chmod(os.path.join(folder, "epp.json"), 0o644)
    refused(folder, "feed", "feed.json", "--date", DAY, say="others than its owner can reach it")


def try_generate(folder):
    create = ["generate", "chinad", "--on", DAY, "--tld", "cn", "--format", "epp-create", "--epp-config", "epp.json"]
    refused(folder, *create, "-o", "list", say="others than its owner can reach it")
    write(folder, "check.json", json.dumps({"hold": "clientHold"}), 0o644)  # no secret: anybody may read it
    run(folder, "generate", "chinad", "--on", DAY, "--tld", "cn", "--format", "epp-hold", "--epp-config", "check.json", "-o", "hold")
    os.chmod(os.path.join(folder, "epp.json"), 0o600)
    run(folder, *create, "-o", "list", umask=0o022)
    assert mode_of(folder, "list") == 0o700 and all(mode_of(path) == 0o600 for path in holders(os.path.join(folder, "list")))
    run(folder, *create, "--epp-frame", "-o", "framed", umask=0o022)
    assert mode_of(folder, "framed") == 0o600
    os.chmod(os.path.join(folder, "framed"), 0o644)
    refused(folder, *create, "--epp-frame", "-o", "framed", say="would hold a secret")
    os.chmod(os.path.join(folder, "framed"), 0o600)
    run(folder, *create, "--epp-frame", "-o", "framed", umask=0)
    assert mode_of(folder, "framed") == 0o600


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-secret-") as folder:
        if shutil.which("minisign") is None:
            print("keys are not tried: there is no minisign")
        else:
            try_keys(folder)
            try_core(folder)
        try_feed(folder)
        try_generate(folder)


if __name__ == "__main__":
    main()
