#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Time and memory against the number of names: usage: curve.py PROGRAM [--memory SIZE] [--folder DIR] [--svg FILE] MILLIONS...

Each run makes so many million names (newgoz, 100,000 a day), sorted and unique, into a file. Prints a table; --svg draws it."""
import argparse
import os
import resource
import subprocess
import sys
import time


def run(program, millions, memory, folder):
    """Wall clock, processor time (s), peak memory (MiB), names."""
    path = os.path.join(folder, "dgacast-curve-%d" % os.getpid())
    command = [program, "-q", "generate", "newgoz", "--param", "count=100000", "--from", "1980-01-01", "--days", str(10 * millions),
               "--memory", memory, "--tmpdir", folder, "-o", path]
    ask = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); " \
          "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    try:
        peak = int(subprocess.run([sys.executable, "-c", ask] + command, check=True, stdout=subprocess.PIPE).stdout)
        wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(path, "rb") as file:
            names = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))
    finally:
        if os.path.exists(path):
            os.unlink(path)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak / 1024, names


def draw(rows, path):
    """Two panels: seconds and MiB, both over million names, from zero."""
    width, height, margin = 420, 300, 56
    parts = ["<!-- SPDX-License-Identifier: Apache-2.0 -->",
             '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">' % (2 * width, height),
             '<rect width="100%" height="100%" fill="white"/>']
    most = max(row[0] for row in rows)
    for panel, (title, column) in enumerate((("wall clock, s", 1), ("peak memory, MiB", 3))):
        top = max(row[column] for row in rows) * 1.1
        left = panel * width + margin

        def place(x, y):
            return left + x / most * (width - margin - 20), height - margin + 10 - y / top * (height - margin - 20)
        points = [place(row[0], row[column]) for row in rows]
        parts.append('<path d="M%g %gV%gH%g" fill="none" stroke="black"/>' % (place(0, top) + place(0, 0)[1:] + place(most, 0)[:1]))
        parts.append('<text x="%g" y="16">%s</text>' % (left, title))
        parts.append('<text x="%g" y="%d">million names</text>' % (left, height - 6))
        parts.append('<polyline points="%s" fill="none" stroke="steelblue" stroke-width="2"/>' % " ".join("%g,%g" % p for p in points))
        for row, (x, y) in zip(rows, points):
            parts.append('<circle cx="%g" cy="%g" r="3" fill="steelblue"/><text x="%g" y="%g" text-anchor="end">%.3g</text>' %
                         (x, y, x - 5, y - 5, row[column]))
            parts.append('<text x="%g" y="%d" text-anchor="middle">%g</text>' % (x, height - 26, row[0]))
    parts.append("</svg>")
    with open(path, "w", encoding="ascii") as file:
        file.write("\n".join(parts) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("millions", nargs="+", type=int)
    parser.add_argument("--memory", default="1G")
    parser.add_argument("--folder", default="/tmp")
    parser.add_argument("--svg")
    options = parser.parse_intermixed_args()
    rows = []
    print("| million names | wall, s | processor, s | wall a million, s | peak, MiB |\n|" + " --- |" * 5)
    for millions in options.millions:
        wall, cpu, peak, names = run(os.path.abspath(options.program), millions, options.memory, options.folder)
        rows.append((names / 1e6, wall, cpu, peak))
        print("| %.1f | %.1f | %.1f | %.3f | %.0f |" % (names / 1e6, wall, cpu, wall / names * 1e6, peak), flush=True)
    if options.svg:
        draw(rows, options.svg)


if __name__ == "__main__":
    main()
