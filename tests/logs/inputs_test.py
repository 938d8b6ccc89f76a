#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs as users have them, in inputs/: each is read to its last line, or is refused with exit status 2.

usage: inputs_test.py PROGRAM

Most hold four questions, three of them for names of chinad of 2026-11-24 by 192.0.2.7.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent / "inputs"
BOT = [("bot", "192.0.2.7", 3)]
# file, options, questions, hits, clients as (verdict, client, names)
CASES = [
    ("01-coredns-banner.log", [], 4, 3, BOT),
    ("02-passivedns.log", [], 4, 3, BOT),
    ("05-word-then-bind.log", [], 4, 3, BOT),
    ("06-urls.txt", [], 4, 3, [("bot", "", 3)]),
    ("09-unbound-tagged.log", [], 4, 3, BOT),
    ("09-unbound-tagged.log", ["--log-format", "unbound"], 4, 3, BOT),
    ("10-pfsense-no-pid.log", [], 4, 3, BOT),
    ("12-unbound-identity.log", [], 4, 3, BOT),
    ("13-unbound-rpz-applied.log", ["--log-format", "unbound"], 4, 3, BOT),
    ("15-unbound-queries-and-replies.log", [], 4, 3, BOT),
    ("16-dnsmasq-dhcp-then-unbound.log", [], 4, 3, BOT),
    ("17-infoblox-priority.log", [], 4, 3, BOT),
    ("17-infoblox-priority.log", ["--clock-error", "1"], 4, 0, []),  # 53 days off
    ("19-journalctl-short-full.log", [], 4, 3, BOT),
    ("19-journalctl-short-full.log", ["--clock-error", "1"], 4, 0, []),
    ("21-zeek-millis.json", [], 4, 3, BOT),
    ("21-zeek-millis.json", ["--clock-error", "1"], 4, 0, []),
    ("23-bind-local-time.log", ["--clock-error", "0"], 2, 0, []),
    ("23-bind-local-time.log", ["--clock-error", "0", "--log-timezone", "Asia/Shanghai"], 2, 2, [("bot", "192.0.2.7", 2)]),
    ("23-bind-local-time.log", ["--clock-error", "0", "--log-timezone", "+08:00"], 2, 2, [("bot", "192.0.2.7", 2)]),
    ("24-dnstap-all.log", [], 4, 3, BOT),
    ("25-zeek-nested-id.json", [], 2, 2, [("suspect", "192.0.2.7", 1), ("suspect", "192.0.2.8", 1)]),
    ("27-v4-mapped.log", [], 2, 2, [("bot", "192.0.2.7", 2)]),
    ("28-bind-ecs32.log", [], 2, 2, [("bot", "192.0.2.99", 2)]),
    ("28-bind-ecs32.log", ["--forwarder", "192.0.2.99"], 2, 2, [("suspect", "198.51.100.7", 1), ("suspect", "198.51.100.8", 1)]),
    ("28-bind-ecs32.log", ["--forwarder", "0.0.0.0/0,::/0"], 2, 2, [("suspect", "198.51.100.7", 1), ("suspect", "198.51.100.8", 1)]),
    ("30-eve-v3-several-queries.json", [], 4, 3, BOT),
    ("31-pdns-recursor.log", [], 4, 3, BOT),
    ("32-adguard-querylog.json", [], 4, 3, BOT),
    ("33-windows-dns-debug.log", [], 4, 3, BOT),
    ("35-dnscrypt-proxy.tsv", [], 4, 3, BOT),
    ("36-docker-json-bind.log", [], 4, 3, BOT),
    ("38-technitium.log", [], 4, 3, BOT),
]


def main():
    program = os.path.abspath(sys.argv[1])
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        index = os.path.join(folder, "c.idx")
        subprocess.run([program, "-q", "index", "build", "-o", index, "chinad", "--on", "2026-11-24"], check=True)

        def scan(*arguments):
            return subprocess.run([program, *arguments], capture_output=True, text=True)

        for name, options, questions, hits, clients in CASES:
            for summary in ([], ["--summary"]):
                done = scan("-q", "scan", "--index", index, "--json", *summary, *options, FOLDER / name)
                rows = [json.loads(line) for line in done.stdout.splitlines()]
                found = sorted((row["verdict"], row["client"], row["names"]) for row in rows if row["type"] == "client")
                log = [row for row in rows if row["type"] == "log"]
                end = [row for row in rows if row["type"] == "scan"]
                shown = [row for row in rows if row["type"] == "hit"]
                good = (done.returncode == (0 if hits else 1) and found == sorted(clients) and len(log) == len(end) == 1
                        and end[0]["questions"] == log[0]["questions"] == questions and end[0]["hits"] == hits
                        and len(shown) == (0 if summary else hits) and not done.stderr)
                if not good:
                    faults += 1
                    print(f"{name} {options}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        # What could not be read does not look like a log without bots, with -q either.
        unread = {"empty.log": (b"", 1), "words.log": b"one\ntwo words\n", "other.log": b"Nov 24 09:00:00 gw sshd[1]: Accepted\n",
                  "headers.tsv": b"#separator \\x09\n#fields\tts\tquery\n", "long.log": b"x" * 2_000_000, "binary.log": bytes(range(256)),
                  "blank.log": b"\n\n", "answers.log": b"Nov 24 09:00:00 gw dnsmasq[1]: reply a.example is 192.0.2.9\n"}
        for name, data in unread.items():
            data, status = data if isinstance(data, tuple) else (data, 2)
            path = os.path.join(folder, name)
            pathlib.Path(path).write_bytes(data)
            for quiet in ([], ["-q"]):
                done = scan(*quiet, "scan", "--index", index, "--summary", path)
                lines = [line for line in done.stderr.splitlines() if not line.startswith(("dgacast: note: ", "dgacast: warning: "))]
                good = done.returncode == status and len(lines) == (1 if status == 2 else 0) and all(name in line for line in lines)
                if not good:
                    faults += 1
                    print(f"{name} {quiet}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        # Beside a log that is read: its clients are told, and the exit status is 2.
        done = scan("-q", "scan", "--index", index, "--summary", os.path.join(folder, "words.log"), os.path.join(folder, "nothing.log"),
                    FOLDER / "02-passivedns.log")
        if done.returncode != 2 or "bot\t192.0.2.7" not in done.stdout or len(done.stderr.splitlines()) != 2:
            faults += 1
            print(f"beside others: exit {done.returncode}\n{done.stdout}{done.stderr}")
        # Half a line at the end of one file is not glued to the next.
        half = os.path.join(folder, "half.log")
        whole = (FOLDER / "05-word-then-bind.log").read_text()
        pathlib.Path(half).write_text(whole[:whole.index("0lzsz7b41fm4prec.cn IN A") + 4])
        done = scan("-q", "scan", "--index", index, "--json", "--summary", half, FOLDER / "05-word-then-bind.log")
        if json.loads(done.stdout.splitlines()[-1])["hits"] != 4:
            faults += 1
            print(f"half a line: {done.stdout}{done.stderr}")
        # All questions without a time, and --clock-error: nothing could be judged.
        done = scan("-q", "scan", "--index", index, "--clock-error", "1", FOLDER / "01-coredns-banner.log")
        if done.returncode != 2 or "no question has a time" not in done.stderr or done.stdout:
            faults += 1
            print(f"without times: exit {done.returncode}\n{done.stdout}{done.stderr}")
    print(f"{len(CASES)} logs, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
