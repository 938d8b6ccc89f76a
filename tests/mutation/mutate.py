#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mutation by constants: would a test notice if one number of a family were wrong?

tests/mutation/mutate.py BUILD [--sample SECONDS] [--seed TEXT] [--family ID...] [--log FILE] [--jobs N]

Changes one integer literal of dga/families/*.cpp and dga/families/shared/* at a time, links the changed family before the
library of BUILD (an ordinary build without sanitizers) and expects a failure: of the family's golden vectors, or else of
the comparison of all ways in which lists can be asked for (run_mutants.cpp). A mutant that nothing notices must be told in
survivors.txt, with the reason. One that does not compile, crashes, or does not come to an end counts as noticed.

All mutants of a family are compiled as one source, each in a namespace of its own; the environment says which one runs.
--sample takes families in an order drawn from --seed (default: the date) until the time is over; CI does that. --log keeps
results, and a run that is given the same log again goes on where it stopped, where sources and vectors are the same."""
import argparse
import concurrent.futures
import datetime
import hashlib
import json
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from mutants import Mutant, mutants_of  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
FAMILIES = PROJECT / "dga" / "families"
INCLUDE = re.compile(r'^#include [<"](.*?)[>"].*\n', re.MULTILINE)


class Build:
    """Compiles and links as the build does, but cheaply: -O1, no warnings."""

    def __init__(self, folder: pathlib.Path, scratch: str):
        self.scratch = scratch
        self.library = folder / "dga" / "libdgacast-dga.a"
        if not self.library.exists():
            sys.exit(f"mutate.py: {self.library}: not built; run cmake --build {folder} --target dga")
        self.commands = {}
        for entry in json.loads((folder / "compile_commands.json").read_text()):
            self.commands[entry["file"]] = (entry["directory"], shlex.split(entry["command"]))
        block = re.search(r"^build tools/dgacast-plugin-worker: .*?\n\n", (folder / "build.ninja").read_text(),
                          re.MULTILINE | re.DOTALL)[0]
        self.libraries = [word for word in re.search(r"LINK_LIBRARIES = (.*)", block)[1].split() if not word.endswith(".a")]
        self.runner = self.scratch + "/run_mutants.o"
        said = self.compile(PROJECT / "dga" / "core" / "golden.cpp", HERE / "run_mutants.cpp", self.runner)
        if said:
            sys.exit("mutate.py: run_mutants.cpp does not compile:\n" + said)

    def compile(self, like: pathlib.Path, source: pathlib.Path, target: str, *more: str) -> str:
        """Compiles with the flags of the project's source `like`. Gives what the compiler says; nothing when all is well."""
        directory, words = self.commands[str(like)]
        words = words[pathlib.Path(words[0]).name == "ccache":]
        kept = [word for before, word in zip(words, words[1:])
                if not {word, before} & {"-o", "-c"} and not re.match(r"-O\d|-W", word)]
        done = subprocess.run([words[0], *more, *kept, "-O1", "-w", "-fno-diagnostics-show-caret", "-o", target, "-c", str(source)],
                              cwd=directory, capture_output=True, text=True)
        return done.stderr or "failed" if done.returncode else ""

    def run(self, unit: "Unit", objects: list[str], folder: str, numbers: list[int]) -> dict[int, str]:
        """What run_mutants.cpp says of each number."""
        program = folder + "/program"
        done = subprocess.run(["c++", "-o", program, *objects, self.runner, str(self.library), *self.libraries],
                              capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{unit.source}: does not link\n{done.stderr[:2000]}")
        said = subprocess.run([program, ",".join(unit.families), ",".join(map(str, numbers)), *map(str, unit.vectors)],
                              capture_output=True, text=True, check=True).stdout
        return {int(number): result for number, result in map(str.split, said.splitlines())}


class Unit:
    """One source that is compiled, the texts of shared/ that become part of it, its vectors and its mutants."""

    def __init__(self, source: pathlib.Path):
        self.source, self.id = source, source.stem
        self.texts = {}
        self._read(source)
        self.families = [self.id]
        self.whole = source.parent != FAMILIES  # is compiled anew for each mutant, with its header
        if self.whole:
            header = source.with_suffix(".h")
            self._read(header, own=True)
            self.families = [path.stem for path in sorted(FAMILIES.glob("*.cpp")) if f'/{header.name}"' in path.read_text()]
        golden = PROJECT / "tests" / "golden"
        self.vectors = [path for id in self.families for path in (golden / f"{id}.jsonl", golden / "own" / f"{id}.jsonl") if path.exists()]
        self.mutants = [mutant for path, text in self.texts.items()
                        for mutant in mutants_of(str(path.relative_to(PROJECT)), text)]
        self.digest = hashlib.sha256("".join(self.texts.values()).encode() + b"".join(
            path.read_bytes() for path in self.vectors)).hexdigest()[:16]

    def _read(self, path: pathlib.Path, own: bool = False) -> None:
        """Headers of shared/ are part of the source, but those that have a source of their own."""
        if path in self.texts or (path.suffix == ".h" and path.with_suffix(".cpp").exists() and not own):
            return
        self.texts[path] = path.read_text()
        for include in INCLUDE.findall(self.texts[path]):
            if include.startswith("dga/families/shared/"):
                self._read(PROJECT / include)

    def one_text(self, mutant: Mutant | None, done: set | None = None, path: pathlib.Path | None = None) -> str:
        """The source with the headers of shared/ in their places, and without other includes."""
        path, done = path or self.source, done if done is not None else set()
        done.add(path)
        text = mutant.text if mutant and PROJECT / mutant.file == path else self.texts[path]

        def include(match: re.Match) -> str:
            header = PROJECT / match[1]
            if header not in self.texts or header in done:
                return "\n"
            return self.one_text(mutant, done, header)
        return INCLUDE.sub(include, text).replace("#pragma once", "")

    def all_texts(self, mutants: dict[int, Mutant]) -> str:
        """The unchanged source as number 0 and all mutants, each in a namespace, and the function that chooses."""
        includes = {line[0] for text in self.texts.values() for line in INCLUDE.finditer(text)
                    if PROJECT / line[1] not in self.texts}
        copies = {0: self.one_text(None)} | {number: self.one_text(mutant) for number, mutant in mutants.items()}
        parts = ["#include <cstdlib>\n", *sorted(includes)]
        for number, text in copies.items():
            parts += [f'#line 1 "mutant_{number}"\n', re.sub(r"^namespace dgacast\b", f"namespace dgacast::mutant_{number}", text,
                                                           flags=re.MULTILINE)]
        cases = "".join(f"case {number}: return mutant_{number}::{self.id}();\n" for number in copies)
        parts.append(f'#line 1 "choice"\nnamespace dgacast {{\nconst Family& {self.id}() noexcept {{\n'
                     f'switch (std::atoi(std::getenv("DGACAST_MUTANT"))) {{\n{cases}}}\nstd::abort();\n}}\n}}\n')
        return "".join(parts)


def run_unit(build: Build, unit: Unit, wanted: list[Mutant]) -> dict[str, str]:
    """Who notices each mutant, by its key: compile, golden, ways, or survived. A RuntimeError if the unchanged source fails."""
    with tempfile.TemporaryDirectory(dir=build.scratch) as folder:
        return (run_whole if unit.whole else run_together)(build, unit, wanted, folder)


def run_together(build: Build, unit: Unit, wanted: list[Mutant], folder: str) -> dict[str, str]:
    mutants, results = dict(enumerate(wanted, 1)), {}
    source, target = pathlib.Path(folder, "all.cpp"), folder + "/all.o"
    while True:
        source.write_text(unit.all_texts({number: mutant for number, mutant in mutants.items() if mutant.key not in results}))
        said = build.compile(unit.source, source, target)
        if not said:
            break
        bad = {int(number) for number in re.findall(r"^(?:In file included from )?mutant_(\d+):\d+", said, re.MULTILINE)}
        if not bad or 0 in bad:
            raise RuntimeError(f"{unit.source}: does not compile in parts:\n{said[:2000]}")
        results |= {mutants[number].key: "compile" for number in bad}
    numbers = [0, *(number for number, mutant in mutants.items() if mutant.key not in results)]
    said = build.run(unit, [target], folder, numbers)
    if said.pop(0) != "survived":
        raise RuntimeError(f"{unit.source}: the unchanged source fails")
    return results | {mutants[number].key: result for number, result in said.items()}


def run_whole(build: Build, unit: Unit, wanted: list[Mutant], folder: str) -> dict[str, str]:
    """Sources that include themselves, once for each instruction set: a changed text lies before the true one. All that
    includes a changed header is compiled with it."""
    results, overlay = {}, pathlib.Path(folder, "overlay")
    header = unit.source.with_suffix(".h")
    for mutant in [None, *wanted]:
        file = PROJECT / mutant.file if mutant else unit.source
        changed = overlay / file.relative_to(PROJECT)
        changed.parent.mkdir(parents=True, exist_ok=True)
        changed.write_text(mutant.text if mutant else file.read_text())
        users = [path for path in sorted(FAMILIES.glob("*.cpp")) if f'/{header.name}"' in path.read_text()]
        objects, failed = [], ""
        for source in [unit.source, *(users if file == header else [])]:
            objects.append(f"{folder}/{source.stem}.o")
            failed = failed or build.compile(source, changed if source == file else source, objects[-1], f"-I{overlay}")
        result = "compile" if failed else build.run(unit, objects, folder, [0])[0]
        changed.unlink()
        if mutant:
            results[mutant.key] = result
        elif result != "survived":
            raise RuntimeError(f"{unit.source}: the unchanged source fails ({result})\n{failed[:2000]}")
    return results


class Survivors:
    """survivors.txt: `FILE | LINE | MUTATED LINE | reason`, and comments. A reason that begins with "by machine: " may
    fail to hold on another processor: the mutant may be noticed there."""

    def __init__(self, path: pathlib.Path):
        self.places, self.by_machine, self.faults = {}, set(), []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            key, _, reason = line.rpartition(" | ")
            if key.count(" | ") < 2 or not reason.strip():
                self.faults.append(f"{path.name}:{number}: not FILE | LINE | MUTATED LINE | reason")
            self.places[key] = f"{path.name}:{number}"
            if reason.startswith("by machine: "):
                self.by_machine.add(key)

    def judge(self, mutants: list[Mutant], results: dict[str, str]) -> list[str]:
        """The faults."""
        faults, keys = list(self.faults), {mutant.key for mutant in mutants}
        faults += [f"{place}: no such mutant: the line has changed: {key}" for key, place in self.places.items() if key not in keys]
        for mutant in mutants:
            result, place = results.get(mutant.key), self.places.get(mutant.key)
            if result == "survived" and not place:
                faults.append(f"{mutant.file}:{mutant.line}: no test notices: {mutant.before}  ->  {mutant.after}")
            elif result not in (None, "survived") and place and mutant.key not in self.by_machine:
                faults.append(f"{place}: is noticed now ({result}): remove the line")
        return faults


def combined(results: dict[str, list[str]]) -> dict[str, str]:
    """A header's mutant is noticed if one of the families with it notices; it survives only if all do."""
    return {key: next((result for result in of if result != "survived"), "survived") for key, of in results.items()}


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--sample", type=float, default=float("inf"))
    parser.add_argument("--seed", default=datetime.datetime.now(datetime.timezone.utc).date().isoformat())
    parser.add_argument("--family", nargs="+", default=[])
    parser.add_argument("--log", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def main() -> int:
    options, begin = options_of(), time.monotonic()
    units = [Unit(path) for path in sorted(FAMILIES.rglob("*.cpp"))]
    units = [unit for unit in units if unit.mutants and unit.vectors]
    everything = list({mutant.key: mutant for unit in units for mutant in unit.mutants}.values())
    holders = {mutant.key: {unit.id for unit in units if mutant in unit.mutants} for mutant in everything}
    chosen = [unit for unit in units if not options.family or unit.id in options.family]
    if options.sample != float("inf"):
        random.Random(options.seed).shuffle(chosen)
        print(f"sample of --seed {options.seed}", flush=True)

    results, faults, done = {}, [], set()
    if options.log and options.log.exists():
        known = {(entry["unit"], entry["digest"]): entry["results"] for entry in map(json.loads, options.log.read_text().splitlines())}
        for unit in chosen:
            for key, result in known.get((unit.id, unit.digest), {}).items():
                results.setdefault(key, []).append(result)
                done.add(unit.id)

    def one(unit: Unit) -> tuple[Unit, dict[str, str] | str | None]:
        if unit.id in done or time.monotonic() - begin > options.sample:
            return unit, None
        try:
            return unit, run_unit(build, unit, unit.mutants)
        except RuntimeError as error:
            return unit, str(error)

    with tempfile.TemporaryDirectory(prefix="dgacast-mutation-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        build = Build(options.build.resolve(), scratch)
        for unit, found in pool.map(one, chosen):
            if isinstance(found, str):
                faults.append(found)
            elif found is not None:
                done.add(unit.id)
                for key, result in found.items():
                    results.setdefault(key, []).append(result)
                if options.log:
                    with options.log.open("a") as log:
                        log.write(json.dumps({"unit": unit.id, "digest": unit.digest, "results": found}) + "\n")
    # Of a header's mutant nothing is known before all families with it were run.
    final = combined({key: of for key, of in results.items()
                      if holders.get(key, set()) <= done or any(result != "survived" for result in of)})
    faults += Survivors(HERE / "survivors.txt").judge(everything, final)
    print("\n".join(faults))
    counts = {kind: sum(result == kind for result in final.values()) for kind in ("compile", "golden", "ways", "survived")}
    print(f"{len(done)} of {len(units)} sources, {len(final)} of {len(everything)} mutants: noticed by the compiler {counts['compile']}, by "
          f"golden vectors {counts['golden']}, by other ways to the same list {counts['ways']}; not noticed {counts['survived']}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
