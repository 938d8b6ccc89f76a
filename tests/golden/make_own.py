#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the vectors of seeds for which no independent list is known: tests/golden/make_own.py PROGRAM [--rewrite]

tests/golden/ID.jsonl was made by the bot or by a published implementation, and proves. tests/golden/own/ID.jsonl is made
here, by dgacast itself, and proves nothing: it only holds a list as it is, so that a later change of it is seen.
Without --rewrite only seeds are added that no file has yet; with it all are made anew, and the difference is to be read.
A vector of own/ that tells another `source` than this script's was added by hand, and stays."""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

GOLDEN = pathlib.Path(__file__).resolve().parent
CATALOGUE = GOLDEN.parent.parent / "dga" / "catalogue"
DATES = ("2024-02-29", "2026-12-31")  # a leap day in week 9, and a year's end in week 53
HEAD = 20
SOURCE = "dgacast itself: no independent list of this seed is known"


def vectors_of(path: pathlib.Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def seeds_of(vectors: list[dict]) -> set[str]:
    """The ids of the catalogue's seeds that vectors name: alone, or in an object with further parameters."""
    ids = [vector["seed"]["seed"] if isinstance(vector["seed"], dict) and "seed" in vector["seed"] else vector["seed"]
           for vector in vectors]
    return {seed for seed in ids if isinstance(seed, str)}


def make(program: str, family: dict, seed: str, date: str | None, observation) -> dict:
    command = [program, "generate", f"{family['id']}/{seed}", "--raw", "-q", "--on", date or DATES[0]]
    vector = {"family": family["id"], "seed": seed, "date": date}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        if observation is not None:
            vector["observation"] = observation
            json.dump(observation, file)
            file.flush()
            command += ["--observation", file.name]
        made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    names = made.splitlines()
    return vector | {"count": len(names), "sha256": hashlib.sha256(made.encode()).hexdigest(), "domains": names[:HEAD],
                     "last": names[-1] if names else None, "source": SOURCE}


def main() -> int:
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--rewrite"]):
        sys.exit(__doc__)
    program, rewrite = sys.argv[1], "--rewrite" in sys.argv
    (GOLDEN / "own").mkdir(exist_ok=True)
    for path in sorted(CATALOGUE.glob("*.json")):
        family = json.loads(path.read_text())
        independent, own_path = vectors_of(GOLDEN / f"{family['id']}.jsonl"), GOLDEN / "own" / f"{family['id']}.jsonl"
        own = [vector for vector in vectors_of(own_path) if not rewrite or vector["source"] != SOURCE]
        missing = [] if family.get("unavailable") else [
            seed["id"] for seed in family["seeds"] if seed["id"] not in seeds_of(independent) | seeds_of(
                [vector for vector in own if vector["source"] == SOURCE])]
        # Outside input that is published serves every seed of the family.
        observation = next((vector["observation"] for vector in independent if "observation" in vector), None)
        timed = family["taxonomy"][1] == "D" and any(vector["date"] for vector in independent)
        dates = DATES if timed and observation is None else (
            [next(vector["date"] for vector in independent if "observation" in vector)] if observation else [None])
        own += [make(program, family, seed, date, observation) for seed in missing for date in dates]
        text = "".join(json.dumps(vector) + "\n" for vector in own)
        if text and (not own_path.exists() or own_path.read_text() != text):
            own_path.write_text(text)
            print(f"{own_path.name}: {len(missing)} seeds, {len(own)} vectors")
    return 0


if __name__ == "__main__":
    sys.exit(main())
