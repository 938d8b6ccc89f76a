#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signatures against minisign itself, and what `dgacast verify` finds: usage: sign_test.py PROGRAM"""
import os
import shutil
import subprocess
import sys
import tempfile

import feeds


def make_key(folder, name):
    subprocess.run(["minisign", "-G", "-W", "-p", name + ".pub", "-s", name + ".key"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    os.chmod(os.path.join(folder, name + ".key"), 0o600)
    return os.path.join(folder, name + ".pub")


def expect(folder, public, change, message):
    """`change` spoils the issue; verify must say `message`; then all is put back."""
    issue = os.path.realpath(os.path.join(folder, "out", "current"))
    kept = os.path.join(folder, "kept")
    shutil.copytree(issue, kept)
    change(issue)
    said = feeds.verify(folder, "--key", public, status=1)
    assert message in said, (message, said)
    shutil.rmtree(issue)
    os.rename(kept, issue)
    feeds.verify(folder, "--key", public)


def flip(path):
    with open(path, "r+b") as file:
        octet = file.read(1)[0]
        file.seek(0)
        file.write(bytes([octet ^ 1]))


def append(path, text):
    with open(path, "a", encoding="ascii") as file:
        file.write(text)


def main():
    if shutil.which("minisign") is None:
        print("skipped: there is no minisign (package minisign)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="dgacast-sign-") as folder:
        public, other = make_key(folder, "feed"), make_key(folder, "other")
        feeds.write_config(folder, sign={"minisign": "feed.key"})
        feeds.run(folder, feeds.day(0))
        issue = os.path.join(folder, "out", "current")
        checked = subprocess.run(["minisign", "-V", "-p", public, "-m", "SHA256SUMS"], cwd=issue, check=True,
                                 capture_output=True, text=True).stdout
        assert "Trusted comment: feed test issue 00000001-2026-11-23" in checked, checked
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=issue, check=True)
        wrong = subprocess.run(["minisign", "-V", "-p", other, "-m", "SHA256SUMS"], cwd=issue, check=False, capture_output=True)
        assert wrong.returncode != 0, wrong

        feeds.verify(folder, "--key", public)
        feeds.verify(folder, "--key", other, "--key", public)
        with open(public, encoding="ascii") as file:
            feeds.verify(folder, "--key", file.read().splitlines()[1])
        assert "is signed with the key" in feeds.verify(folder, "--key", other, status=1)
        feeds.verify(folder, "--key", os.path.join(folder, "feed.json"), status=2)

        def at(*names):
            return lambda change: lambda root: change(os.path.join(root, *names))

        for names in (("zone.rpz",), ("rows.csv.zst",), ("records", "cn.csv"), ("deltas", "zone.csv"), ("manifest.json",)):
            expect(folder, public, at(*names)(flip), "/".join(names) + ": is changed")
            expect(folder, public, at(*names)(os.remove), "/".join(names) + ": is missing")
        expect(folder, public, lambda root: append(os.path.join(root, "new.txt"), "x"), "new.txt: is added")
        expect(folder, public, at("SHA256SUMS.minisig")(os.remove), "the issue is not signed")
        expect(folder, public, at("SHA256SUMS")(os.remove), "SHA256SUMS: is missing")

        def honest_sums(root):
            # Changed with its sum: only the signature can tell.
            append(os.path.join(root, "zone.rpz"), "evil.example CNAME .\n")
            files = subprocess.run("find . -type f ! -name 'SHA256SUMS*' -printf '%P\\n' | sort | xargs sha256sum",
                                   shell=True, cwd=root, check=True, capture_output=True, text=True).stdout
            with open(os.path.join(root, "SHA256SUMS"), "w", encoding="ascii") as file:
                file.write(files)
        expect(folder, public, honest_sums, "the signature does not fit")

        def other_comment(root):
            path = os.path.join(root, "SHA256SUMS.minisig")
            with open(path, encoding="ascii") as file:
                text = file.read()
            with open(path, "w", encoding="ascii") as file:
                file.write(text.replace("00000001", "00000009"))
        expect(folder, public, other_comment, "does not fit its trusted comment")

        os.chmod(os.path.join(folder, "feed.key"), 0o640)
        assert "others than its owner" in feeds.run(folder, feeds.day(1), status=2).stderr
        credentials = os.path.join(folder, "credentials")
        os.mkdir(credentials)
        shutil.copy(os.path.join(folder, "feed.key"), os.path.join(credentials, "dga"))
        feeds.write_config(folder, sign={"minisign": "credential:dga"})
        feeds.run(folder, feeds.day(1), env=dict(os.environ, CREDENTIALS_DIRECTORY=credentials))
        feeds.verify(folder, "--key", public)
    print("minisign accepts our signatures, and verify finds what was changed")


if __name__ == "__main__":
    main()
