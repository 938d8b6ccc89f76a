#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A feed among operators, other users and odd machines: usage: disturbed_test.py PROGRAM

What cannot be cleared away stops nothing; `current` that is switched back by hand; a clock that jumps; numbers that end;
umask; exit statuses that say what readers see; programs that do not outlive a killed run."""
import contextlib
import datetime
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time

import feeds

CONFIG = {key: value for key, value in feeds.WHOLE.items() if key != "sign"}
NOBODY = 65534


@contextlib.contextmanager
def feed(days=4, **changes):
    with tempfile.TemporaryDirectory(prefix="dgacast-disturbed-") as folder:
        feeds.write_config(folder, CONFIG, **changes)
        for number in range(days):
            feeds.run(folder, feeds.day(number))
        yield folder


def issues(folder):
    return sorted(os.listdir(os.path.join(folder, "out", "issues")))


def hidden(folder):
    return sorted(set(os.listdir(os.path.join(folder, "out"))) - {"current", "issues", ".lock"})


def chattr(sign, path):
    return subprocess.run(["chattr", sign + "i", path], capture_output=True, check=False).returncode == 0


def stuck_issue():
    """An old issue with a file that cannot be removed: each day is published, and says so."""
    with feed() as folder:
        oldest = os.path.join(folder, "out", "issues", issues(folder)[0], "zone.rpz")
        if os.geteuid() != 0 or not chattr("+", oldest):
            print("no chattr +i here: what cannot be removed is only tried by a mount")
            return
        try:
            for number in range(4, 9):
                for trace in ("after-ran", "feed.prom"):
                    os.remove(os.path.join(folder, trace))
                said = feeds.run(folder, feeds.day(number), status=4).stderr
                assert "cannot be cleared away: Operation not permitted; remove it by hand" in said, said
                assert feeds.manifest(folder)["date"] == feeds.day(number)
                assert os.path.exists(os.path.join(folder, "after-ran")) and os.path.exists(os.path.join(folder, "feed.prom"))
                assert len(issues(folder)) == 3, issues(folder)
                feeds.verify(folder)
        finally:
            subprocess.run(["chattr", "-R", "-i", folder], check=False, capture_output=True)  # links have no flags: not all is well
        feeds.run(folder, feeds.day(9))
        assert not hidden(folder), hidden(folder)


def stuck_mount():
    """The same with what is in use: a mount below what a killed run left, and below an old issue."""
    if os.geteuid() != 0:
        return
    with feed() as folder:
        out = os.path.join(folder, "out")
        places = [os.path.join(out, ".building", "records"), os.path.join(out, ".old", "x"), os.path.join(out, ".old.x"),
                  os.path.join(out, "issues", issues(folder)[0], "records")]
        mounted = []
        try:
            for place in places:
                os.makedirs(place, exist_ok=True)
                if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False).returncode != 0:
                    print("no mount here: what is in use is not tried")
                    return
                mounted.append(place)
            for number in (4, 5):
                feeds.run(folder, feeds.day(number), status=4)
                assert feeds.manifest(folder)["date"] == feeds.day(number)
                feeds.verify(folder)
        finally:
            for place in mounted:  # also where the mount was renamed to
                subprocess.run(["umount", "-l", place], capture_output=True, check=False)
            for base, _, _ in os.walk(out):
                if os.path.ismount(base):
                    subprocess.run(["umount", "-l", base], capture_output=True, check=False)
        feeds.run(folder, feeds.day(6))
        assert not hidden(folder), hidden(folder)


def rolled_back():
    """`current` is switched back by hand: the newer issue stays, its number and serials never come again."""
    for newer_is_removed in (False, True):
        with feed() as folder:
            old, newer = issues(folder)[-2:]
            serials = {one["name"]: one["serial"] for one in feeds.manifest(folder)["outputs"]}
            link = os.path.join(folder, "out", "current")
            os.remove(link)
            os.symlink("issues/" + old, link)
            if newer_is_removed:
                shutil.rmtree(os.path.join(folder, "out", "issues", newer))
            before = feeds.tree(folder, "out/issues/" + old)
            feeds.write_config(folder, CONFIG, families=["chinad", "ramdo"], outputs=CONFIG["outputs"][:3])
            done = subprocess.run([feeds.PROGRAM, "feed", "feed.json", "--date", feeds.day(3)], cwd=folder,
                                  capture_output=True, text=True, check=False)
            assert done.returncode == 0 and "rolled back: readers see issue " + old in done.stderr, done
            assert feeds.current(folder) == "00000005-" + feeds.day(3), issues(folder)
            assert (newer in issues(folder)) != newer_is_removed, issues(folder)
            assert feeds.tree(folder, "out/issues/" + old) == before
            manifest = feeds.manifest(folder)
            assert manifest["previous"] == old
            for one in manifest["outputs"]:
                assert one["serial"] > serials[one["name"]] >= one["previous_serial"], (one, serials)
            feeds.verify(folder)
            # Nothing more to say on the next day.
            done = feeds.run(folder, feeds.day(4))
            assert done.stderr == "" and feeds.current(folder).startswith("00000006-")


def rolled_back_to_the_same():
    """Rolled back, and the next issue has what the old one had: secondaries must still see a newer serial."""
    with feed(2) as folder:
        serial, zone = feeds.zone_serial(folder), feeds.output(folder, "zone")
        link = os.path.join(folder, "out", "current")
        os.remove(link)
        os.symlink("issues/" + issues(folder)[0], link)
        feeds.run(folder, feeds.day(0))
        assert feeds.zone_serial(folder) > serial, (zone, feeds.output(folder, "zone"))
        assert feeds.current(folder) == "00000003-" + feeds.day(0)


def copied_and_restored():
    """A copy goes on where the feed was; so does a folder that was restored without its lock file."""
    with feed() as folder, tempfile.TemporaryDirectory(prefix="dgacast-copy-") as copy:
        shutil.copytree(folder, copy, symlinks=True, dirs_exist_ok=True)
        os.remove(os.path.join(copy, "out", ".lock"))
        for one in (folder, copy):
            feeds.run(one, feeds.day(4))
        assert feeds.tree(folder) == feeds.tree(copy)
        assert feeds.current(copy) == "00000005-" + feeds.day(4)


def last_number():
    with feed(1) as folder:
        out = os.path.join(folder, "out", "issues")
        for junk in ("99999999-xxxxxxxxxx", "99999999", "1", "0000000000-2026-11-23"):
            with open(os.path.join(out, junk), "w", encoding="ascii"):
                pass
        feeds.run(folder, feeds.day(1))
        assert feeds.current(folder) == "00000002-" + feeds.day(1)
        os.mkdir(os.path.join(out, "99999998-2026-11-23"))
        feeds.run(folder, feeds.day(2))
        assert feeds.current(folder) == "99999999-" + feeds.day(2)
        before = feeds.tree(folder)
        said = feeds.run(folder, feeds.day(3), status=2).stderr
        assert "issue 100000000: cannot be made: the number of an issue has 8 digits" in said, said
        assert feeds.tree(folder) == before


def planted():
    """Links where a run works: only the links go. One that looks like an issue takes its number, and stays."""
    with feed(2) as folder:
        victim, out = os.path.join(folder, "victim"), os.path.join(folder, "out")
        os.mkdir(victim)
        with open(os.path.join(victim, "file"), "w", encoding="ascii"):
            pass
        for name in (".building", ".old", ".next", ".building.1", ".old.x", "issues/00000009-2026-12-01"):
            os.symlink(victim, os.path.join(out, name))
        feeds.run(folder, feeds.day(2))
        assert os.listdir(victim) == ["file"] and not hidden(folder)
        assert feeds.current(folder) == "00000010-" + feeds.day(2)
        os.mkdir(os.path.join(out, ".next"))
        feeds.run(folder, feeds.day(3))
        feeds.verify(folder)
        assert os.listdir(victim) == ["file"] and not hidden(folder)


def unreadable_issue():
    """An old issue that cannot be read at all is told, and stops nothing; a current one gives no delta."""
    with feed(3) as folder:
        root = os.path.join(folder, "out", "issues", issues(folder)[0])
        for name in ("manifest.json", "SHA256SUMS"):
            os.remove(os.path.join(root, name))
            os.symlink(name, os.path.join(root, name))
        os.remove(os.path.join(root, "zone.rpz"))
        os.symlink("zone.rpz", os.path.join(root, "zone.rpz"))
        feeds.run(folder, feeds.day(3))
        feeds.verify(folder)


def other_file_system():
    if os.geteuid() != 0:
        return
    for linked in (False, True):
        with feed(1) as folder, tempfile.TemporaryDirectory(prefix="dgacast-mount-") as mount:
            place, moved = os.path.join(folder, "out", "issues"), os.path.join(folder, "moved")
            os.rename(place, moved)
            if linked:
                os.symlink(mount, place)
            else:
                os.mkdir(place)
            target = mount if linked else place
            if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", target], capture_output=True, check=False).returncode != 0:
                print("no mount here: issues on another file system are not tried")
                return
            try:
                shutil.copytree(moved, target, symlinks=True, dirs_exist_ok=True)
                for number in range(1, 5):
                    feeds.run(folder, feeds.day(number))
                    feeds.verify(folder)
                assert len(os.listdir(target)) == 3 and not hidden(folder), os.listdir(target)
            finally:
                subprocess.run(["umount", target], check=True)


def clock():
    """Forward by more than a week, and beyond the years that dates have."""
    with feed(1) as folder:
        week = str(feeds.FIRST_DAY + datetime.timedelta(days=8))
        for date in (week, "2027-01-03", "2106-02-08", "2199-12-31"):
            said = feeds.run(folder, date, status=3).stderr
            assert "days later, and max_forward_days is 7: is the clock right" in said, said
        assert feeds.current(folder) == "00000001-" + feeds.day(0)
        feeds.run(folder, str(feeds.FIRST_DAY + datetime.timedelta(days=7)))
        # What a wrong clock made is gone back from by force; the days after need none.
        feeds.run(folder, "2027-06-01", "--force", "the clock was wrong")
        said = feeds.run(folder, feeds.day(8), status=3).stderr
        assert "is the clock right; if it was wrong then, force this issue" in said, said
        feeds.run(folder, feeds.day(8), "--force", "the clock was wrong")
        feeds.run(folder, feeds.day(9))
    with feed(1, guards={"selftest": False, "max_forward_days": 100}) as folder:
        feeds.run(folder, "2027-01-03")
    # The clock's own date is checked as one of --date is.
    with feed(0) as folder:
        source, library = os.path.join(folder, "clock.c"), os.path.join(folder, "clock.so")
        for instant, status in ((feeds.INSTANT, 0), (7_289_654_400, 2), (-86_400, 2)):  # 2201-01-01, 1969-12-31
            with open(source, "w", encoding="ascii") as file:
                file.write("#include <time.h>\nint clock_gettime(clockid_t clock, struct timespec *at) {\n"
                           "  (void)clock; at->tv_sec = %dLL; at->tv_nsec = 0; return 0;\n}\n" % instant)
            subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
            done = subprocess.run([feeds.PROGRAM, "-q", "feed", os.path.join(folder, "feed.json")], cwd=folder, capture_output=True,
                                  text=True, check=False, env=dict(os.environ, LD_PRELOAD=library))
            assert done.returncode == status and (status == 0 or "dates go from 1970 to 2199" in done.stderr), (instant, done)
            assert feeds.current(folder) == "00000001-" + feeds.day(0)


def churn():
    """Without a word in the configuration: all new names under a horizon that explains a part of them, and sizes."""
    week = {"past_days": 0, "future_days": 6}
    outputs = [{"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}}]
    with feed(2, families=["chinad"], horizon=week, outputs=outputs) as folder:
        feeds.write_config(folder, CONFIG, families=["necurs"], horizon=week, outputs=outputs)
        said = feeds.run(folder, feeds.day(2), status=3).stderr
        assert "and max_churn_percent is 128" in said, said
    # A daily family with a horizon of one day is another every day.
    with feed(4, families=["chinad"], horizon={}, outputs=outputs) as folder:
        feeds.write_config(folder, CONFIG, families=["chinad"], horizon={"future_days": 3}, outputs=outputs)
        said = feeds.run(folder, feeds.day(4), status=3).stderr
        assert "and max_size_factor is 3" in said, said
        feeds.run(folder, feeds.day(4), "--force", "a longer horizon")
        feeds.write_config(folder, CONFIG, families=["chinad"], horizon={}, outputs=outputs)
        said = feeds.run(folder, feeds.day(5), status=3).stderr
        assert "and max_size_factor is 3" in said, said


def statuses():
    with feed(0, metrics="missing/feed.prom") as folder:
        said = feeds.run(folder, feeds.day(0), status=4).stderr
        assert "warning: metrics: missing" in said.replace(folder + "/", ""), said
        feeds.write_config(folder, CONFIG, metrics="missing/feed.prom", guards={"selftest": False, "min_names": 999_999})
        said = feeds.run(folder, feeds.day(1), status=3).stderr
        assert "min_names is 999999" in said and "warning: metrics: " in said, said
    with feed(0, after=[{"command": ["false"]}, {"command": ["touch", "second"]}]) as folder:
        said = feeds.run(folder, feeds.day(0), status=4).stderr
        assert "after: false ended with 1" in said and os.path.exists(os.path.join(folder, "second")), said
    with feed(0) as folder, open("/dev/full", "wb") as full:
        done = subprocess.run(feeds.command(folder, feeds.day(0)), cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False)
        assert done.returncode == 4 and feeds.current(folder), done


def open_umask():
    with tempfile.TemporaryDirectory(prefix="dgacast-umask-") as folder:
        feeds.write_config(folder, CONFIG)
        feeds.run(folder, feeds.day(0), umask=0)
        for base, folders, files in os.walk(os.path.join(folder, "out")):
            for path in (os.path.join(base, name) for name in folders + files):
                mode = stat.S_IMODE(os.lstat(path).st_mode)
                assert os.path.islink(path) or mode & 0o022 == 0, (path, oct(mode))
        assert stat.S_IMODE(os.stat(os.path.join(folder, "feed.prom")).st_mode) == 0o644


def reader_with_lock():
    """Who may only read a feed cannot stop it."""
    python = "/usr/bin/python3"  # one that others can run too
    if os.geteuid() != 0 or not os.path.exists(python):
        print("only root can be somebody else here: a reader that takes locks is not tried")
        return
    with feed(1) as folder:
        os.chmod(folder, 0o755)
        hold = ("import fcntl, os, sys, time\n"
                "for base, _, files in os.walk(sys.argv[1]):\n"
                "    for name in files + ['.']:\n"
                "        try: fcntl.flock(os.open(os.path.join(base, name), os.O_RDONLY), fcntl.LOCK_EX)\n"
                "        except OSError: pass\n"
                "print('held', flush=True)\ntime.sleep(60)\n")
        process = subprocess.Popen([python, "-c", hold, os.path.join(folder, "out")], stdout=subprocess.PIPE, user=NOBODY,
                                   group=NOBODY, extra_groups=[])
        try:
            assert process.stdout.readline() == b"held\n"
            feeds.run(folder, feeds.day(1))
        finally:
            process.kill()
            process.wait()


def processes(words):
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open("/proc/%s/cmdline" % number, "rb") as file:
            if file.read().decode("utf-8", "replace").split("\0")[:-1] == words:
                found.append(int(number))
    return found


def orphans():
    """A program of a killed run ends with it, and what that program has started."""
    seconds = "61.%d" % os.getpid()
    script = "sleep %s; true" % seconds
    cases = {"after": {"after": [{"command": ["sh", "-c", script]}]},
             "validate": {"outputs": [dict(CONFIG["outputs"][0], validate={"command": ["sh", "-c", script]})]}}
    for change in cases.values():
        with feed(0, **change) as folder:
            process = subprocess.Popen(feeds.command(folder, feeds.day(0)), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            end = time.monotonic() + 60
            while not processes(["sleep", seconds]) and time.monotonic() < end:
                time.sleep(0.02)
            assert processes(["sleep", seconds]), "the program did not start"
            process.send_signal(signal.SIGKILL)
            process.wait()
            end = time.monotonic() + 10
            while processes(["sleep", seconds]) and time.monotonic() < end:
                time.sleep(0.02)
            assert not processes(["sleep", seconds])
            feeds.write_config(folder, CONFIG)
            feeds.run(folder, feeds.day(0))


def commands():
    """How programs end, as the report says it."""
    ends = {"ended with 3": ["sh", "-c", "exit 3"], "was ended by signal 9": ["sh", "-c", "kill -9 $$"],
            "cannot be started: No such file or directory": ["/no/such/program"],
            "cannot be started: Permission denied": ["./feed.json"], "was killed after 1 s": ["sleep", "60"]}
    after = [{"command": words, "timeout_seconds": 1} for words in ends.values()]
    with feed(0, after=after) as folder:
        said = feeds.run(folder, feeds.day(0), status=4).stderr
        for text, words in ends.items():
            assert "after: %s %s\n" % (words[0], text) in said, (text, said)
    # Signals to its own group, standard input, and a child that stays behind are the program's own affair.
    with feed(0, after=[{"command": ["sh", "-c", "trap : TERM; kill -TERM 0; cat; echo out; sleep 5 & exit 0"]}]) as folder:
        done = feeds.run(folder, feeds.day(0), stdin=subprocess.PIPE)
        assert "out\n" in done.stderr and "out\n" not in done.stdout, done


def main():
    tests = [stuck_issue, stuck_mount, rolled_back, rolled_back_to_the_same, copied_and_restored, last_number, planted,
             unreadable_issue, other_file_system, clock, churn, statuses, open_umask, reader_with_lock, orphans, commands]
    for test in tests:
        began = time.monotonic()
        test()
        print("%s: %.1f s" % (test.__name__, time.monotonic() - began))


if __name__ == "__main__":
    main()
