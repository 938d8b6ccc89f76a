#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The process that a plugin runs in: what it has, and when it ends.

usage: process_test.py PROGRAM FAULTS     FAULTS: the folder with busy.so and wait.so
"""
import ctypes
import errno
import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, FAULTS = (os.path.abspath(path) for path in sys.argv[1:3])
SCRIPT = """
function describe() return {abi = 1, id = "faulty", taxonomy = "TID", period = "for ever", most_names = 10} end
function generate(values, first, after, add) add("a.example") end
"""


def start(plugin, **options):
    return subprocess.Popen([PROGRAM, "generate", "faulty", "--on", "2026-11-24", "--threads", "1", "--plugin", plugin,
                             "-o", "list.txt"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, **options)


def worker_of(program):
    """The process of the plugin that the process `program` runs, once it computes."""
    for _ in range(400):
        for task in pathlib.Path(f"/proc/{program}/task").iterdir():
            for child in (task / "children").read_text().split():
                folder = pathlib.Path("/proc") / child
                if "Seccomp_filters:\t2" in (folder / "status").read_text():
                    return folder
        time.sleep(0.05)
    raise AssertionError("no process of a plugin")


def ended(folder, seconds):
    for _ in range(int(seconds * 100)):
        try:
            if "State:\tZ" in (folder / "status").read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.01)
    return False


class Process(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="dgacast-plugin-")
        self.addCleanup(folder.cleanup)
        os.chdir(folder.name)

    def run_to_worker(self, plugin, **options):
        program = start(plugin, **options)
        self.addCleanup(program.communicate)
        self.addCleanup(program.kill)
        return program, worker_of(program.pid)

    def test_what_it_has(self):
        with open("secret", "w+", encoding="ascii") as file:
            os.set_inheritable(file.fileno(), True)
            _, worker = self.run_to_worker(f"{FAULTS}/wait.so", close_fds=False, env={"SECRET": "x"})
            self.assertEqual(sorted(os.listdir(worker / "fd"), key=int), list("012345"))
            for stream in "012":
                self.assertEqual(os.readlink(worker / "fd" / stream), "/dev/null")
            self.assertEqual((worker / "environ").read_bytes(), b"")
            # No family and nothing of what families need: that is memory, and milliseconds of each start.
            program = (worker / "exe").resolve().read_bytes()
            self.assertNotIn(b"newgoz", program)
            self.assertNotIn(b"libhwy", program)
            status = (worker / "status").read_text()
            self.assertIn("NoNewPrivs:\t1", status)
            self.assertIn("Seccomp:\t2", status)
            self.assertIn("SigBlk:\t0000000000000000", status)
            limits = (worker / "limits").read_text()
            for limit in ("Max core file size        0 ", "Max file size             0 ",
                          "Max address space         1073741824 ", "Max cpu time              3600 "):
                self.assertIn(limit, limits)

    def test_interrupt(self):
        for plugin in ("busy", "wait"):
            for number in (signal.SIGINT, signal.SIGTERM):
                program, worker = self.run_to_worker(f"{FAULTS}/{plugin}.so")
                begin = time.monotonic()
                program.send_signal(number)
                out, err = program.communicate(timeout=20)
                self.assertLess(time.monotonic() - begin, 1.9)
                self.assertEqual((program.returncode, out, err), (128 + number, "", ""))
                self.assertTrue(ended(worker, 1))
                self.assertEqual(os.listdir(), [])

    def test_killed(self):
        """A plugin does not outlive the program that runs it."""
        for plugin in ("busy", "wait"):
            program, worker = self.run_to_worker(f"{FAULTS}/{plugin}.so")
            program.kill()
            self.assertTrue(ended(worker, 5), plugin)

    def test_worker_killed(self):
        program, worker = self.run_to_worker(f"{FAULTS}/wait.so")
        os.kill(int(worker.name), signal.SIGKILL)
        _, err = program.communicate(timeout=20)
        self.assertEqual(program.returncode, 2)
        self.assertEqual(err, f"dgacast: {FAULTS}/wait.so: its process was killed in its generate function; see whether "
                              "the system is out of memory\n")

    def test_no_filter(self):
        """Where system calls cannot be filtered nothing runs."""
        library = ctypes.CDLL("libseccomp.so.2")
        library.seccomp_init.restype = ctypes.c_void_p
        library.seccomp_load.argtypes = [ctypes.c_void_p]
        library.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint,
                                                   ctypes.c_void_p]
        equal, set_seccomp = 4, 22  # SCMP_CMP_EQ, PR_SET_SECCOMP
        test = struct.pack("IiQQ", 0, equal, set_seccomp, 0)

        def forbid():
            rules = library.seccomp_init(0x7fff0000)
            for call, count in ((b"seccomp", 0), (b"prctl", 1)):
                number = library.seccomp_syscall_resolve_name(call)
                assert library.seccomp_rule_add_array(rules, 0x00050000 | errno.EPERM, number, count, test) == 0
            assert library.seccomp_load(rules) == 0

        for name, content in (("x.lua", SCRIPT), ("x.json", '{"id": "faulty", "taxonomy": "TID", "seeds": [{"id": "s"}]}')):
            with open(name, "w", encoding="ascii") as file:
                file.write(content)
        for plugin in ("x.lua", f"{FAULTS}/none.so"):
            program = start(plugin, preexec_fn=forbid)
            _, err = program.communicate(timeout=20)
            self.assertEqual(program.returncode, 2, err)
            self.assertRegex(err, "^dgacast: " + plugin + ": is not run, because its system calls cannot be filtered "
                                  "here: .*; run dgacast where seccomp is allowed.*\n$")
            self.assertFalse(os.path.exists("list.txt"))
        program = start("x.lua")
        program.communicate(timeout=20)
        self.assertEqual(program.returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
