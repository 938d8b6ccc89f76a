# SPDX-License-Identifier: Apache-2.0
"""What the tests of this folder share: the formats, and how the program writes them."""
import os
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
NAMES = HERE / "names.csv"
SUFFIXES = HERE / "suffixes.dat"
FIRST = ["--from", "2026-11-24", "--days", "7"]  # the first day of the list, and thereby its time and serial

# It has authInfo, and a checkout is for all to read.
PRIVATE = tempfile.TemporaryDirectory(prefix="dgacast-epp-")
(pathlib.Path(PRIVATE.name) / "epp.json").write_bytes((HERE / "epp.json").read_bytes())
(pathlib.Path(PRIVATE.name) / "epp.json").chmod(0o600)
CONFIG = ["--epp-config", f"{PRIVATE.name}/epp.json"]

FILES = {
    "bambenek": [], "dgarchive": [], "intelmq": ["--tlp", "amber+strict"], "netlab": [], "registry-csv": [],
    "registry-jsonl": [], "srw-summary": ["--action", "reserve"], "srw-summary-json": [], "threatfox": [],
}
FOLDERS = {
    "epp-check": ["--epp-batch", "2"], "epp-create": CONFIG, "epp-hold": [], "misp": ["--producer", "Example CERT"],
    "nomulus": [], "stix": ["--stix-chunk", "5", "--tlp", "green"],
}


def run(program, *arguments, status=0, environment=None):
    """Runs the program; its standard output and error as text."""
    done = subprocess.run([program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, timeout=120,
                          check=False, env=dict(os.environ, **(environment or {})))
    if done.returncode != status:
        raise AssertionError("dgacast %s: status %d: %s" % (" ".join(map(str, arguments)), done.returncode,
                                                           done.stderr.decode()))
    return done.stdout.decode(), done.stderr.decode()


def write(program, form, output, *more):
    run(program, "import", NAMES, *FIRST, "--psl", SUFFIXES, "--format", form, *{**FILES, **FOLDERS}[form], *more, "-q",
        "-o", output)


def tree(path):
    """The files below a path by their names, or the one file as ""."""
    path = pathlib.Path(path)
    if path.is_file():
        return {"": path.read_bytes()}
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}
