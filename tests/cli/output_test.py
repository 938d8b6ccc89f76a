#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files and folders that -o names: usage: output_test.py PROGRAM

They appear whole or not at all; runs at once do not tear them; what a killed run leaves the next one clears away; what
dgacast did not write stays; nothing is open for all to write."""
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
FOLDER = ["generate", "chinad", "ramdo", "--on", "2026-11-24", "--format", "stix", "--stix-chunk", "20", "-o"]


def command(*words):
    return [PROGRAM, "-q", *words]


def run(*words, status=0, before=(), **options):
    done = subprocess.run([*before, *command(*words)], capture_output=True, text=True, check=False, timeout=120, **options)
    assert done.returncode == status, done
    return done.stderr


def names(folder):
    return sorted(os.listdir(folder))


def is_whole(folder):
    with open(os.path.join(folder, "SHA256SUMS"), encoding="ascii") as file:
        sums = dict(reversed(line.rstrip("\n").split("  ", 1)) for line in file)
    for name, digest in sums.items():
        with open(os.path.join(folder, name), "rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == digest, name
    assert set(names(folder)) == {*sums, "SHA256SUMS"}, names(folder)


def strace_is_allowed():
    assert shutil.which("strace"), "there is no strace, which this test needs; install it"
    done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, "strace must run (ptrace not permitted?): " + done.stderr


def inject(call, what):
    return ["strace", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", "inject=%s:%s" % (call, what)]


def foreign_folders(top):
    """What others distribute, and what was ours and is no longer, is not replaced."""
    iso = os.path.join(top, "iso")
    os.mkdir(iso)
    with open(os.path.join(iso, "debian.iso"), "w", encoding="ascii") as file:
        file.write("precious\n")
    digest = hashlib.sha256(b"precious\n").hexdigest()
    for wrong in ("0" * 64, digest):
        with open(os.path.join(iso, "SHA256SUMS"), "w", encoding="ascii") as file:
            file.write("%s  debian.iso\n" % wrong)
        assert "which dgacast did not write" in run(*FOLDER, iso, status=2)
        assert names(iso) == ["SHA256SUMS", "debian.iso"]
    shutil.rmtree(iso)

    ours = os.path.join(top, "ours")
    run(*FOLDER, ours)
    bundle = next(name for name in names(ours) if name.startswith("bundle"))
    changes = {
        "which was changed since": lambda: open(os.path.join(ours, bundle), "a", encoding="ascii").write(" "),
        "holds 'added', which dgacast did not": lambda: open(os.path.join(ours, "added"), "w", encoding="ascii").close(),
        "which dgacast did not write": lambda: os.remove(os.path.join(ours, ".dgacast")),
        "holds 'folder', which dgacast did not": lambda: os.mkdir(os.path.join(ours, "folder")),
    }
    for message, change in changes.items():
        kept = shutil.copytree(ours, os.path.join(top, "kept"))
        change()
        before = names(ours)
        said = run(*FOLDER, ours, status=2)
        assert message in said, (message, said)
        assert names(ours) == before and names(top) == ["kept", "ours"], names(top)
        shutil.rmtree(ours)
        os.rename(kept, ours)
    run(*FOLDER, ours)
    is_whole(ours)
    assert names(top) == ["ours"]
    # An empty folder, and one whose marked files went, are replaced.
    os.mkdir(os.path.join(top, "empty"))
    run(*FOLDER, os.path.join(top, "empty"))
    is_whole(os.path.join(top, "empty"))


def folders_at_once(top):
    target = os.path.join(top, "folder")
    refused = 0
    for _ in range(6):
        two = [subprocess.Popen(command(*FOLDER, target), stderr=subprocess.PIPE, text=True) for _ in range(2)]
        for one in two:
            said = one.communicate()[1]
            assert one.returncode == 0 or one.returncode == 2 and "another run works on this folder" in said, said
            refused += one.returncode == 2
        is_whole(target)
        assert names(top) == ["folder"], names(top)
    print("folders at once: %d of 12 refused" % refused)


def killed(top, target, words):
    """At random instants, and before each call that gives a name; the next run clears all away."""
    began = time.monotonic()
    run(*words, target)
    seconds = time.monotonic() - began
    for part in (0.3, 0.6, 0.8, 0.9, 0.95, 1.0):
        process = subprocess.Popen(command(*words, target))
        time.sleep(seconds * part)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert len(names(top)) <= 3, names(top)
    for call in ("linkat", "rename", "renameat2", "unlink", "unlinkat", "mkdir"):
        for number in (1, 2):
            subprocess.run([*inject(call, "signal=KILL:when=%d" % number), *command(*words, target)], check=False, timeout=120)
            assert os.path.exists(target), call
    run(*words, target)
    assert names(top) == [os.path.basename(target)], names(top)


def without_exchange(top):
    """NFS and others cannot exchange two names: two renames do it, and the next run mends what a kill left between them."""
    target = os.path.join(top, "folder")
    run(*FOLDER, target)
    for error in ("EINVAL", "ENOSYS"):
        before = os.stat(target).st_ino
        run(*FOLDER, target, before=inject("renameat2", "error=" + error))
        is_whole(target)
        assert os.stat(target).st_ino != before and names(top) == ["folder"], names(top)
    two = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=renameat2,rename", "-e", "inject=renameat2:error=EINVAL"]
    for number in (2, 3):  # the first rename finds the older folder in its way
        subprocess.run([*two, "-e", "inject=rename:signal=KILL:when=%d" % number, *command(*FOLDER, target)], check=False, timeout=120)
        assert os.path.exists(target) == (number == 2), names(top)
        # One that is refused puts the older folder back all the same.
        run("generate", "chinad", "--on", "2026-11-24", "--format", "stix", "--producer", "", "-o", target, status=0)
        is_whole(target)
        assert names(top) == ["folder"], names(top)
    # The second rename fails: the older folder stays.
    before = os.stat(target).st_ino
    run(*FOLDER, target, status=2, before=[*two, "-e", "inject=rename:error=EIO:when=3"])
    assert os.stat(target).st_ino == before and names(top) == ["folder"], names(top)


def files_at_once(top):
    whole = []
    for family in ("chinad", "ramdo"):
        whole.append(subprocess.run(command("generate", family, "--on", "2026-11-24"), check=True, capture_output=True).stdout)
    target = os.path.join(top, "list.txt")
    for _ in range(15):
        two = [subprocess.Popen(command("generate", family, "--on", "2026-11-24", "-o", target)) for family in ("chinad", "ramdo")]
        assert [one.wait() for one in two] == [0, 0]
        with open(target, "rb") as file:
            assert file.read() in whole
        assert names(top) == ["list.txt"], names(top)
    # The same where a file has a name from the beginning (no O_TMPFILE), and with another's file in the way.
    os.mkdir(os.path.join(top, ".list.txt.new"))
    for before in ([], inject("openat", "error=EOPNOTSUPP:when=1000")):
        run("generate", "chinad", "--on", "2026-11-24", "-o", target, before=before)
        assert names(top) == [".list.txt.new", "list.txt"], names(top)
    os.rmdir(os.path.join(top, ".list.txt.new"))


def interrupted(top):
    for target, words in ((os.path.join(top, "list.txt"), ("generate", "chinad", "--on", "2026-11-24", "-o")),
                          (os.path.join(top, "folder"), FOLDER)):
        run(*words, target)
        for call in ("fsync", "syncfs", "rename", "renameat2", "linkat", "write", "mkdir", "unlinkat", "fchmod"):
            run(*words, target, before=inject(call, "error=EINTR:when=1"))
            assert os.path.basename(target) in names(top) and not [one for one in names(top) if one.startswith(".")], names(top)
    is_whole(os.path.join(top, "folder"))


def rights(top):
    for mask, file_mode, folder_mode in ((0, 0o644, 0o755), (0o022, 0o644, 0o755), (0o077, 0o600, 0o700)):
        for target, words in (("list.txt", ("generate", "chinad", "--on", "2026-11-24", "-o")), ("folder", FOLDER)):
            path = os.path.join(top, target)
            run(*words, path, umask=mask)
            for base, _, files in os.walk(path):
                assert stat.S_IMODE(os.stat(base).st_mode) == folder_mode, (base, mask)
                for name in files:
                    assert stat.S_IMODE(os.stat(os.path.join(base, name)).st_mode) == file_mode, (name, mask)
            if target == "list.txt":
                assert stat.S_IMODE(os.stat(path).st_mode) == file_mode, mask
        shutil.rmtree(os.path.join(top, "folder"))
        os.remove(os.path.join(top, "list.txt"))
    # A file that is replaced keeps the rights that somebody gave it.
    path = os.path.join(top, "list.txt")
    run("generate", "chinad", "--on", "2026-11-24", "-o", path)
    os.chmod(path, 0o640)
    run("generate", "chinad", "--on", "2026-11-24", "-o", path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640


def main():
    strace_is_allowed()
    for test in (foreign_folders, folders_at_once, without_exchange, files_at_once, interrupted, rights):
        with tempfile.TemporaryDirectory(prefix="dgacast-output-") as top:
            began = time.monotonic()
            test(top)
            print("%s: %.1f s" % (test.__name__, time.monotonic() - began))
    for target, words in (("folder", FOLDER), ("list.txt", ["generate", "chinad", "ramdo", "--on", "2026-11-24", "-o"])):
        with tempfile.TemporaryDirectory(prefix="dgacast-output-") as top:
            killed(top, os.path.join(top, target), words)
            print("killed: %s" % target)


if __name__ == "__main__":
    main()
