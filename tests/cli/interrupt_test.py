#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is left when a run does not end by itself: usage: interrupt_test.py PROGRAM

A signal ends the run soon, by its own status, and leaves neither a half-written nor a temporary file; an older list stays
as it was. A full disk (here: a limit on the size of files) is told in one line, and leaves nothing either."""
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
LONG = [PROGRAM, "-q", "generate", "chinad", "--from", "1970-01-01", "--days", "80000", "-o", "list.txt"]


def heeds_signals(process):
    """True once the program has taken its signals in hand: they are blocked for the thread that waits for them."""
    with open("/proc/%d/status" % process.pid, encoding="ascii") as file:
        blocked = next(line.split()[1] for line in file if line.startswith("SigBlk:"))
    return int(blocked, 16) >> (signal.SIGINT - 1) & 1 == 1


def run_and_signal(folder, number, after):
    process = subprocess.Popen(LONG, cwd=folder)
    patience = time.monotonic() + 20
    while not heeds_signals(process):
        assert time.monotonic() < patience, "the program does not start"
        time.sleep(0.01)
    time.sleep(after)
    assert process.poll() is None, "the run was over before the signal came"
    process.send_signal(number)
    began = time.monotonic()
    status = process.wait(timeout=20)
    return status, time.monotonic() - began


def limit_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def spilled_octets(process, temporary):
    """Octets in the temporary file that the program has open, if it has one so far."""
    total = 0
    for fd in os.listdir("/proc/%d/fd" % process.pid):
        path = "/proc/%d/fd/%s" % (process.pid, fd)
        try:
            if os.readlink(path).startswith(temporary):
                total += os.stat(path).st_size
        except FileNotFoundError:  # it was another file, that is closed again
            pass
    return total


def spill(folder):
    """Temporary data leave nothing behind, however the run ends, and a disk that they fill is told in one line."""
    temporary = os.path.join(folder, "temporary")
    os.mkdir(temporary)
    # 100,000 names a day: more than 128 MiB can hold.
    large = [PROGRAM, "-q", "generate", "newgoz", "--param", "count=100000", "--from", "2026-01-01", "--days", "200", "--memory", "128M",
             "--tmpdir", temporary, "-o", "/dev/null"]
    for number in (signal.SIGKILL, signal.SIGTERM):
        process = subprocess.Popen(large)
        spilled = 0
        while process.poll() is None and spilled == 0:
            time.sleep(0.01)
            spilled = spilled_octets(process, temporary)
        assert spilled > 0, "the run ended before anything was spilled"
        assert os.listdir(temporary) == [], os.listdir(temporary)
        process.send_signal(number)
        process.wait(timeout=20)
        assert os.listdir(temporary) == [], os.listdir(temporary)
    full = subprocess.run(large, preexec_fn=limit_files, capture_output=True, check=False)
    assert full.returncode == 2, full
    assert full.stderr == ("dgacast: %s: temporary data cannot be written: File too large; choose a temporary folder "
                           "with more room, or give the run more memory\n" % temporary).encode(), full.stderr
    os.rmdir(temporary)


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-interrupt-") as folder:
        with open(os.path.join(folder, "list.txt"), "w", encoding="ascii") as file:
            file.write("the list of yesterday\n")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            for after in (0, 0.5):
                status, seconds = run_and_signal(folder, number, after)
                assert status == (-number if number == signal.SIGKILL else 128 + number), (number, status)
                assert seconds < 10, seconds
                assert os.listdir(folder) == ["list.txt"], os.listdir(folder)
        full = subprocess.run([PROGRAM, "-q", "generate", "chinad", "--from", "2026-01-01", "--days", "300", "-o", "list.txt"],
                              cwd=folder, preexec_fn=limit_files, capture_output=True, check=False)
        assert full.returncode == 2, full
        assert full.stderr.startswith(b"dgacast: list.txt: cannot be written: File too large;"), full.stderr
        assert os.listdir(folder) == ["list.txt"], os.listdir(folder)
        with open(os.path.join(folder, "list.txt"), encoding="ascii") as file:
            assert file.read() == "the list of yesterday\n"
        spill(folder)
        early = subprocess.run("%s generate chinad --from 1970-01-01 --days 20000 2>err | head -n 1 >/dev/null; cat err" % PROGRAM,
                               cwd=folder, shell=True, capture_output=True, check=False)
        assert early.stdout == b"", early.stdout
    print("interrupted, full disk, closed pipe: nothing half-written")


if __name__ == "__main__":
    main()
