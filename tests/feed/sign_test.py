#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signatures against minisign, openssl and gpgv themselves, and what `dgacast verify` finds: usage: sign_test.py PROGRAM"""
import os
import shutil
import subprocess
import sys
import tempfile

import feeds


def expect(folder, public, change, message, option="--key"):
    """`change` spoils the issue; verify must say `message`; then all is put back."""
    issue = os.path.realpath(os.path.join(folder, "out", "current"))
    kept = os.path.join(folder, "kept")
    shutil.copytree(issue, kept)
    change(issue)
    said = feeds.verify(folder, option, public, status=1)
    assert message in said, (message, said)
    shutil.rmtree(issue)
    os.rename(kept, issue)
    feeds.verify(folder, option, public)


def flip(path):
    with open(path, "r+b") as file:
        octet = file.read(1)[0]
        file.seek(0)
        file.write(bytes([octet ^ 1]))


def append(path, text):
    with open(path, "a", encoding="ascii") as file:
        file.write(text)


def at(*names):
    return lambda change: lambda root: change(os.path.join(root, *names))


def honest_sums(root):
    """A file changed with its sum: only a signature can tell."""
    append(os.path.join(root, "zone.rpz"), "evil.example CNAME .\n")
    files = subprocess.run("find . -type f ! -name 'SHA256SUMS*' -printf '%P\n' | sort | xargs sha256sum",
                           shell=True, cwd=root, check=True, capture_output=True, text=True).stdout
    with open(os.path.join(root, "SHA256SUMS"), "w", encoding="ascii") as file:
        file.write(files)


def spoil(folder, option, public, signature, message):
    """What every kind of signature must show."""
    feeds.verify(folder, option, public)
    expect(folder, public, at("zone.rpz")(flip), "zone.rpz: is changed", option)
    expect(folder, public, at("zone.rpz")(os.remove), "zone.rpz: is missing", option)
    expect(folder, public, lambda root: append(os.path.join(root, "new.txt"), "x"), "new.txt: is added", option)
    expect(folder, public, honest_sums, message, option)
    expect(folder, public, at(signature)(os.remove), "the issue is not signed", option)


def make_certificate(folder, name):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-noenc", "-keyout", name + ".pem", "-out", name + ".crt",
                    "-days", "3650", "-subj", "/CN=" + name], cwd=folder, check=True, capture_output=True)
    os.chmod(os.path.join(folder, name + ".pem"), 0o600)
    return os.path.join(folder, name + ".crt")


def try_cms():
    if shutil.which("openssl") is None:
        return print("CMS is not tried: there is no openssl")
    with tempfile.TemporaryDirectory(prefix="dgacast-cms-") as folder:
        public, other = make_certificate(folder, "feed"), make_certificate(folder, "other")
        feeds.write_config(folder, sign={"cms": {"key": "feed.pem", "certificate": "feed.crt"}})
        feeds.run(folder, feeds.day(0))
        issue = os.path.join(folder, "out", "current")

        def openssl(authority):
            return subprocess.run(["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "SHA256SUMS.p7s", "-content",
                                   "SHA256SUMS", "-CAfile", authority], cwd=issue, check=False, capture_output=True).returncode
        assert openssl(public) == 0 and openssl(other) != 0
        spoil(folder, "--certificate", public, "SHA256SUMS.p7s", "is not good under the certificate")
        feeds.verify(folder, "--certificate", other, status=1)
        with open(os.path.join(issue, "SHA256SUMS.p7s"), "rb") as file:
            signature = file.read()
        shutil.rmtree(os.path.join(folder, "out"))
        feeds.run(folder, feeds.day(0))
        with open(os.path.join(issue, "SHA256SUMS.p7s"), "rb") as file:
            assert file.read() == signature, "the same issue has another signature"
        feeds.write_config(folder, sign={"cms": {"key": "other.pem", "certificate": "feed.crt"}})
        assert "cannot sign" in feeds.run(folder, feeds.day(1), status=2).stderr
        os.chmod(os.path.join(folder, "other.pem"), 0o644)
        assert "others than its owner" in feeds.run(folder, feeds.day(1), status=2).stderr
    print("openssl accepts our CMS signatures")


def make_openpgp(folder, name):
    """A key of 2020, its ring and its fingerprint."""
    home = os.path.join(folder, name)
    os.mkdir(home, 0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--quiet", "--faked-system-time", "20200101T000000!"]
    subprocess.run([*gpg, "--passphrase", "", "--quick-gen-key", name + "@feed.example", "ed25519", "sign", "never"], check=True,
                   capture_output=True)
    with open(home + ".gpg", "wb") as ring:
        subprocess.run([*gpg, "--export"], check=True, stdout=ring, stderr=subprocess.DEVNULL)
    keys = subprocess.run([*gpg, "--list-keys", "--with-colons"], check=True, capture_output=True, text=True).stdout
    return home + ".gpg", next(line.split(":")[9] for line in keys.splitlines() if line.startswith("fpr"))


def try_openpgp():
    if not all(map(shutil.which, ("gpg", "gpgv", "gpg-agent", "gpgconf"))):
        return print("OpenPGP is not tried: there is no gpg and gpgv with gpg-agent")
    with tempfile.TemporaryDirectory(prefix="dga-gpg-") as folder:
        try:
            (public, key), (other, _) = make_openpgp(folder, "feed"), make_openpgp(folder, "other")
            feeds.write_config(folder, sign={"openpgp": {"key": key, "home": "feed"}})
            feeds.run(folder, feeds.day(0))
            issue = os.path.join(folder, "out", "current")
            subprocess.run(["gpgv", "--keyring", public, "SHA256SUMS.asc", "SHA256SUMS"], cwd=issue, check=True, capture_output=True)
            spoil(folder, "--openpgp-keyring", public, "SHA256SUMS.asc", "is not good under the keys")
            feeds.verify(folder, "--openpgp-keyring", other, status=1)
            os.chmod(os.path.join(folder, "feed"), 0o755)
            assert "others than its owner" in feeds.run(folder, feeds.day(1), status=2).stderr
        finally:
            for name in ("feed", "other"):
                subprocess.run(["gpgconf", "--homedir", os.path.join(folder, name), "--kill", "all"], check=False)
    print("gpgv accepts our OpenPGP signatures")


def main():
    try_cms()
    try_openpgp()
    if shutil.which("minisign") is None:
        print("skipped: there is no minisign (package minisign)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="dgacast-sign-") as folder:
        public, other = feeds.make_key(folder, "feed"), feeds.make_key(folder, "other")
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

        for names in (("zone.rpz",), ("rows.csv.zst",), ("records", "cn.csv"), ("deltas", "zone.csv"), ("manifest.json",)):
            expect(folder, public, at(*names)(flip), "/".join(names) + ": is changed")
            expect(folder, public, at(*names)(os.remove), "/".join(names) + ": is missing")
        expect(folder, public, lambda root: append(os.path.join(root, "new.txt"), "x"), "new.txt: is added")
        expect(folder, public, at("SHA256SUMS.minisig")(os.remove), "the issue is not signed")
        expect(folder, public, at("SHA256SUMS")(os.remove), "SHA256SUMS: is missing")

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
