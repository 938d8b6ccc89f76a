# SPDX-License-Identifier: Apache-2.0
"""How long, and with how much memory, does `generate --registered` read a registry's whole zone?

python3 registered_bench.py DGACAST [MILLIONS]   default: 100

The zone is made here and goes through a pipe: master-file form, a delegation a name, sorted as zones are transferred.
One name in a million is one that the day's list has too: the run must hold back each of them and no other. Prints the
figures of RESULTS.md; ends with 1 when a name was missed.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time

COMMAND = ["generate", "necurs", "chinad", "pykspa_improved", "--from", "2026-11-24", "--days", "90", "--tld", "cn,com,net,ru"]
BLOCK = 100_000
MARK = b"@@@@"


def main():
    dgacast, millions = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100
    names = subprocess.run([dgacast, *COMMAND], capture_output=True, check=True).stdout.split()
    names = [name for name in names if name.count(b".") == 1]
    step = max(len(names) // millions, 1)
    held = names[::step][:millions]
    # A block is made once and only its mark replaced: Python must not be what is measured.
    rows = (b"%s%05d.cn.\t86400\tIN\tNS\tns1.example.net.\n" % (MARK, number) for number in range(BLOCK))
    block = b"".join(rows)
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        begin = time.monotonic()
        process = subprocess.Popen([dgacast, *COMMAND, "--registered", "-", "--on-collision", "drop", "--output", out],
                                   stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        zone = process.stdin
        zone.write(b"$ORIGIN cn.\n$TTL 86400\n@ IN SOA a.dns.cn. root.dns.cn. 1 2 3 4 5\n")
        for number in range(millions * 1_000_000 // BLOCK):
            zone.write(block.replace(MARK, b"%04d" % number))
            if number % (1_000_000 // BLOCK) == 0 and held:
                zone.write(held.pop() + b". 86400 IN NS ns1.example.net.\n")
        zone.close()
        status = process.wait()
        seconds = time.monotonic() - begin
        left = sum(1 for _ in open(out, "rb")) if status == 0 else -1
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    expected = millions if len(names) >= millions else len(names)
    all_names = len(subprocess.run([dgacast, *COMMAND], capture_output=True, check=True).stdout.split())
    print(f"{millions} million registered names, {all_names} candidates, {all_names - left} held back: {seconds:.1f} s "
          f"({millions / seconds:.2f} million names/s), processor {usage.ru_utime + usage.ru_stime:.1f} s, "
          f"peak {usage.ru_maxrss / 1024:.0f} MiB")
    return 0 if status == 0 and all_names - left == expected else 1


if __name__ == "__main__":
    sys.exit(main())
