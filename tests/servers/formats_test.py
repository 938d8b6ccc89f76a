# SPDX-License-Identifier: Apache-2.0
"""A list of a real day in the program that reads its format: python3 formats_test.py FORMAT DGACAST FOLDER

FOLDER: what zones.py made. The reader's own check takes the list without a word, and refuses it when it is spoilt; the
running program denies what is listed, what is below it where the format says so, and nothing else.
Ends with 0, with 1 on a failure, with 77 when the reader is not installed.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import zones
from driver import SHOWN, expect, expect_no_complaints
from readers import READERS
from resolvers import Failure
from upstream import run_test


def check(reader, path, work):
    if reader.spoil is None:
        return
    taken, said = reader.check(work, path)
    if not taken:
        raise Failure(f"its own check does not take the list:\n{said}")
    spoilt = work / "spoilt"
    spoilt.write_bytes(reader.spoil(path.read_bytes()))
    taken, said = reader.check(work, spoilt)
    if taken:
        raise Failure(f"its own check takes a spoilt list, so it checks nothing:\n{said}")
    spoilt.unlink()
    print(f"checked; as it must, it refused a spoilt list: {said.splitlines()[0]}")


def test(world):
    format_id, dgacast, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    reader = READERS[format_id]
    facts = json.loads(subprocess.run([dgacast, "formats", format_id, "--json"], capture_output=True, check=True).stdout)
    asked = json.loads((folder / "today.json").read_text())
    blocked = asked["blocked"]
    # What lies below a name that ends the list of labels at 253 octets cannot be asked for.
    children = [f"{child}.{name}" for name in blocked for child in ["www", "a.b"] if len(name) < 200]
    with tempfile.TemporaryDirectory(prefix=f"dgacast-{format_id}-") as temporary:
        work = pathlib.Path(temporary)
        path = work / "list"
        zones.generate(dgacast, *zones.TODAY, "--format", format_id, "-o", str(path), "--quiet")
        check(reader, path, work)
        with reader(world.port, [("dga", path)]) as server:
            seconds = server.wait_until(lambda: server.ask(blocked[-1]) == reader.denied)
            print(f"{asked['zone_names']} names in force {seconds:.1f} s after the port was open")
            world.asked.clear()
            expect(server, {name: reader.denied for name in blocked})
            if facts["children"] == "yes":
                expect(server, {name: reader.denied for name in children})
            asked_for = {name.to_text(omit_final_dot=True).lower() for name in world.asked}
            if leaks := {name for name in asked_for if zones.covered(name, set(blocked))}:
                raise Failure(f"listed names were asked for upstream: {sorted(leaks)[:SHOWN]}")
            if facts["children"] == "no":
                expect(server, {name: reader.open for name in children})
            expect(server, {name: reader.open for name in asked["open"]})
            expect_no_complaints(server)
    print(f"{len(blocked)} names denied, {len(children)} below them as the format says, {len(asked['open'])} others open")


if __name__ == "__main__":
    sys.exit(run_test(test))
