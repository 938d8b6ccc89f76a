#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Full disk, lock, read-only folder, lost and damaged state: usage: state_test.py PROGRAM

The last good issue stays, the next run recovers, and no serial goes back."""
import fcntl
import os
import resource
import shutil
import signal
import subprocess
import tempfile

import feeds


def limit_files(octets):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (octets, octets))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return limit


def expect_old_stays(folder, say, status=2, **options):
    before = feeds.tree(folder)
    done = feeds.run(folder, feeds.day(1), status=status, **options)
    assert say in done.stderr, done.stderr
    assert feeds.tree(folder) == before


def full_disk(folder):
    for size in (1, 4096, 100_000):  # the zone has 700 kB
        expect_old_stays(folder, "cannot be written: File too large", preexec_fn=limit_files(size))


def full_tmpfs(folder):
    out = os.path.join(folder, "out")
    os.mkdir(out)
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", out], check=False,
                                                   capture_output=True).returncode == 0
    if not mounted:
        print("no tmpfs here: the full disk is only tried by a limit on files")
        return
    try:
        feeds.write_config(folder)
        feeds.run(folder, feeds.day(0))
        with open(os.path.join(out, "ballast"), "wb") as file:
            size = os.statvfs(out).f_bavail * os.statvfs(out).f_frsize
            file.write(b"x" * max(0, size - 150_000))
        expect_old_stays(folder, "No space left on device; make room on the disk")
        os.remove(os.path.join(out, "ballast"))
        feeds.verify(folder)
    finally:
        subprocess.run(["umount", out], check=True)


def lock(folder):
    with open(os.path.join(folder, "out", ".lock"), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        expect_old_stays(folder, "another run works on this feed")


def read_only(folder):
    out = os.path.join(folder, "out")
    if os.geteuid() != 0:
        os.chmod(out, 0o555)
        expect_old_stays(folder, "cannot be written")
        os.chmod(out, 0o755)
        return
    # Root may write everywhere: as nobody, to whom the folder does not belong.
    os.chmod(folder, 0o755)
    try:
        expect_old_stays(folder, "Permission denied", user=65534)
    except PermissionError:
        print("nobody cannot reach the program: the read-only folder is not tried")


def not_ours(folder):
    with tempfile.TemporaryDirectory(prefix="dgacast-other-") as other:
        feeds.write_config(other)
        os.makedirs(os.path.join(other, "out", "current"))
        assert "is not a link" in feeds.run(other, feeds.day(0), status=2).stderr


def edit(path, change):
    with open(path, "r+b") as file:
        octets = change(file.read())
        file.seek(0)
        file.truncate()
        file.write(octets)


def damaged(folder, what, change, whole_delta):
    """`change` spoils the current issue. The next issue is sound, its serial newer."""
    issue = os.path.realpath(os.path.join(folder, "out", "current"))
    serial = feeds.zone_serial(folder)
    change(issue)
    feeds.run(folder, feeds.day(1))
    feeds.verify(folder)
    assert feeds.zone_serial(folder) > serial, (what, feeds.zone_serial(folder), serial)
    zone = feeds.output(folder, "zone")
    assert zone["delta_against_previous"] != whole_delta, (what, zone)


def killed_before_pruning(folder):
    """An issue too many, as after a kill between the switch and the clearing away: the next run clears it."""
    issues = os.path.join(folder, "out", "issues")
    kept = sorted(os.listdir(issues))
    assert len(kept) == feeds.CONFIG["keep"], kept
    shutil.copytree(os.path.join(issues, kept[0]), os.path.join(issues, "00000000-2026-11-22"))
    feeds.run(folder, feeds.day(1))
    assert sorted(os.listdir(issues)) == kept, os.listdir(issues)


def copies(template):
    with tempfile.TemporaryDirectory(prefix="dgacast-state-") as folder:
        shutil.copytree(template, folder, symlinks=True, dirs_exist_ok=True)
        yield folder


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-state-") as template:
        feeds.write_config(template)
        feeds.run(template, feeds.day(0))
        # Far in the future: a serial that is lost and made from the date would go back.
        feeds.run(template, "2026-12-31", "--force", "first day")
        feeds.write_config(template, guards={"selftest": False})
        feeds.run(template, feeds.day(1), "--force", "the clock was wrong")
        assert feeds.output(template, "zone")["serial"] == feeds.output(template, "zone")["previous_serial"] + 1
        for test in (full_disk, lock, read_only):
            for folder in copies(template):
                # feeds.day(1) is what the template has: another configuration makes another issue
                feeds.write_config(folder, horizon={"future_days": 3})
                test(folder)
                feeds.run(folder, feeds.day(1))
                feeds.verify(folder)
        for folder in copies(template):
            killed_before_pruning(folder)
        not_ours(template)
        with tempfile.TemporaryDirectory(prefix="dgacast-full-") as folder:
            full_tmpfs(folder)

        def names(*parts):
            return lambda root: os.path.join(root, *parts)
        manifest, record, zone = names("manifest.json"), names("records", "zone.csv"), names("zone.rpz")
        faults = {
            "manifest is cut": lambda root: edit(manifest(root), lambda text: text[:100]),
            "manifest is empty": lambda root: edit(manifest(root), lambda text: b""),
            "manifest is another JSON": lambda root: edit(manifest(root), lambda text: b'{"outputs": [1, {"name": 2}]}'),
            "manifest is gone": lambda root: os.remove(manifest(root)),
            "record is cut": lambda root: edit(record(root), lambda text: text[:-10]),
            "record is gone": lambda root: os.remove(record(root)),
            "zone is cut": lambda root: edit(zone(root), lambda text: text[:-10]),
            "sums are gone": lambda root: os.remove(os.path.join(root, "SHA256SUMS")),
        }
        for what, change in faults.items():
            for folder in copies(template):
                feeds.write_config(folder, horizon={"future_days": 3})
                damaged(folder, what, change, True)
        # All manifests are gone: the zones themselves tell the serial.
        for folder in copies(template):
            feeds.write_config(folder, horizon={"future_days": 3})

            def lose_all(root):
                for issue in os.listdir(os.path.dirname(root)):
                    os.remove(os.path.join(os.path.dirname(root), issue, "manifest.json"))
            damaged(folder, "all manifests are gone", lose_all, True)
        # The link is gone, or leads nowhere: the newest sound issue is found again.
        for target in (None, "issues/00000099-2027-01-01", "/nowhere"):
            for folder in copies(template):
                feeds.write_config(folder, horizon={"future_days": 3})
                link = os.path.join(folder, "out", "current")
                serial, old = feeds.zone_serial(folder), feeds.current(folder)
                os.remove(link)
                if target:
                    os.symlink(target, link)
                feeds.run(folder, feeds.day(1))
                feeds.verify(folder)
                assert feeds.zone_serial(folder) > serial and feeds.manifest(folder)["previous"] == old
        # What killed runs leave is cleared away.
        for folder in copies(template):
            out = os.path.join(folder, "out")
            feeds.run(folder, feeds.day(1))
            before = feeds.tree(folder)
            for name in (".building/records", ".old/deltas"):
                os.makedirs(os.path.join(out, name))
            # Killed between naming an issue and showing it to readers: .next leads to it as long as none has seen it.
            shutil.copytree(os.path.join(out, "issues", feeds.current(folder)), os.path.join(out, "issues", "00000009-2026-12-01"))
            os.symlink("issues/00000009-2026-12-01", os.path.join(out, ".next"))
            feeds.run(folder, feeds.day(1))
            assert feeds.tree(folder) == before
    print("full disk, lock, %d kinds of damage: the old issue stays, the next run recovers" % (len(faults) + 4))


if __name__ == "__main__":
    main()
