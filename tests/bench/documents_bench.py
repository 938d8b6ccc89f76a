# SPDX-License-Identifier: Apache-2.0
"""Does the memory of stix and misp grow with the number of names?

python3 documents_bench.py DGACAST

Writes 100,000 and 1,000,000 names as csv, stix and misp. What csv takes is the collection itself (and it grows); what the
others take beyond it is theirs and must not. Prints the table of RESULTS.md; ends with 1 when it does.
"""

import os
import subprocess
import sys
import tempfile
import time

ALLOWED = 16 << 20  # octets by which a format's own memory may differ: the allocator's granularity


def run(command):
    """Seconds and peak octets of a command."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command}: status {process.returncode}")
    return time.monotonic() - begin, usage.ru_maxrss * 1024


def main():
    own = {}
    print("| names | format | s | peak MiB | beyond csv |\n| --- | --- | --- | --- | --- |")
    for days in (391, 3907):  # 256 names a day
        base = 0
        for form in ("csv", "stix", "misp"):
            with tempfile.TemporaryDirectory() as folder:
                seconds, peak = run([sys.argv[1], "generate", "chinad", "--from", "2026-11-24", "--days", str(days),
                                     "--threads", "1", "--format", form, "--output", os.path.join(folder, "out")])
            base = base or peak
            own.setdefault(form, []).append(peak - base)
            print(f"| {days * 256:,} | {form} | {seconds:.1f} | {peak >> 20} | {(peak - base) / (1 << 20):.0f} |")
    return 0 if all(large - small <= ALLOWED for small, large in own.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
