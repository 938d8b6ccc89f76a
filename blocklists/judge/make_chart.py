#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes blocklists/judge/forecast.svg, the chart of a forecast that the documents show.

usage: make_chart.py PROGRAM [--check]
With --check it writes nothing, and ends with status 1 when the chart is not what the program draws."""
import pathlib
import subprocess
import sys
import tempfile

CHART = pathlib.Path(__file__).resolve().parent / "forecast.svg"
FORECAST = ["--tld", "top", "--from", "2027-01-01", "--to", "2027-12-31", "--by", "family"]


def main():
    with tempfile.TemporaryDirectory(prefix="dgacast-chart-") as folder:
        drawn = pathlib.Path(folder) / "forecast.svg"
        subprocess.run([sys.argv[1], "-q", "forecast", *FORECAST, "--svg", drawn], stdout=subprocess.DEVNULL, check=True)
        text = drawn.read_bytes()
    if CHART.exists() and CHART.read_bytes() == text:
        return 0
    if "--check" in sys.argv:
        print("blocklists/judge/forecast.svg: not what the program draws; run blocklists/judge/make_chart.py PROGRAM")
        return 1
    CHART.write_bytes(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
