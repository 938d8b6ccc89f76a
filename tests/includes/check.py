# SPDX-License-Identifier: Apache-2.0
"""The hard rules of the tree, for all files under a folder: python3 check.py FOLDER

* #include "..." names a file from the root and points one way, room by room, as LAYERS has it. Tests may include
  everything; nothing includes tests.
* Sources are ASCII.
* Every file has an SPDX line, or stands in .reuse/dep5.
Prints a line for each fault, `FILE:LINE: WHAT; MEND`, and ends with 1 when there is one.
"""

import fnmatch
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))
from tree import files_of  # noqa: E402

# A room may include itself and the rooms in its list; the first entry that a path begins with is its room.
DGA = ["dga/"]
OPTIONS = [*DGA, "blocklists/options/"]
ENGINE = [*OPTIONS, "blocklists/names/", "blocklists/io/", "blocklists/engine/"]
JUDGES = [*ENGINE, "blocklists/lists/", "blocklists/judge/"]
WRITERS = [*JUDGES, "blocklists/formats/", "blocklists/write/"]
LAYERS = {
    "dga/include/": DGA,
    "blocklists/include/": [*DGA, "blocklists/"],
    "blocklists/answers/include/": [*DGA, "blocklists/"],
    "dga/random/": [],
    "dga/core/": ["dga/random/"],
    "dga/families/": ["dga/core/", "dga/random/"],
    "dga/searches/": ["dga/core/", "dga/random/", "dga/families/shared/"],
    "dga/plugins/": ["dga/core/", "dga/random/"],
    "blocklists/options/": DGA,
    "blocklists/names/": DGA,
    "blocklists/io/": DGA,
    "blocklists/engine/": ENGINE,
    "blocklists/lists/": ENGINE,
    "blocklists/judge/": JUDGES,
    "blocklists/formats/": JUDGES,
    "blocklists/write/": WRITERS,
    "blocklists/sign/": [*DGA, "blocklists/io/"],
    "blocklists/feed/": [*WRITERS, "blocklists/sign/"],
    "blocklists/answers/": JUDGES,
    "tools/cli/": ["dga/", "blocklists/"],
    "tests/": ["dga/", "blocklists/", "tools/"],
}
SOURCES = {".h", ".cpp", ".c", ".py", ".cmake", ".sh", ".in", ".S"}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
# What dga/CMakeLists.txt makes, and the one file that includes it.
MADE_BY_BUILD = {("families.inc", "dga/core/family_table.cpp"), ("searches.inc", "dga/searches/seed_search.cpp")}



# Where an entry header "dgacast/NAME.h" lies. What one of them reaches is installed, and is public.
ENTRIES = {
    "dgacast/dga.h": "dga/include/dgacast/dga.h",
    "dgacast/blocklists.h": "blocklists/include/dgacast/blocklists.h",
    "dgacast/answers.h": "blocklists/answers/include/dgacast/answers.h",
}
VISIBLE = 'namespace [[gnu::visibility("default")]] dgacast {'
# Libraries whose headers no public header includes: a program that uses ours needs none of them to compile.
PRIVATE_LIBRARIES = re.compile(r'#\s*include\s*<(hwy/|xxhash|simdjson|unicode/|openssl/|libpsl|fmt/|zstd|lua)')


def layer_of(path):
    return next((layer for layer in LAYERS if path.startswith(layer)), None)


def may_include(source, target):
    """Whether the file `source` may include the file `target`, both named from the root."""
    from_layer, to_layer = layer_of(source), layer_of(target)
    if from_layer is None or to_layer is None:
        return False
    return any(target.startswith(allowed) for allowed in [from_layer, *LAYERS[from_layer]])


def licensed_patterns(root):
    """The file patterns of .reuse/dep5."""
    patterns, inside = [], False
    dep5 = root / ".reuse/dep5"
    for line in dep5.read_text().splitlines() if dep5.exists() else []:
        if line.startswith("Files:"):
            inside, line = True, line[len("Files:"):]
        elif not line.startswith(" "):
            inside = False
        if inside:
            patterns += line.split()
    return patterns


def faults(root):
    patterns = licensed_patterns(root)
    for path in files_of(root):
        name = path.relative_to(root).as_posix()
        octets = path.read_bytes()
        is_source = path.suffix in SOURCES or path.name == "CMakeLists.txt" or octets.startswith(b"#!")
        if is_source:
            for number, line in enumerate(octets.split(b"\n"), 1):
                if not line.isascii():
                    yield f"{name}:{number}: has characters beyond ASCII; write them in ASCII, or as escapes in strings"
        listed = any(fnmatch.fnmatch(name, pattern) for pattern in patterns)
        if not listed and name not in {"LICENSE", ".reuse/dep5"}:
            if not re.search(rb"SPDX-License-Identifier: \S", octets[:1000]):
                yield (f"{name}:1: has no SPDX line; begin it with 'SPDX-License-Identifier: Apache-2.0' in a comment, "
                       "or list it in .reuse/dep5")
        if path.suffix in {".h", ".cpp", ".c"}:
            for number, line in enumerate(octets.decode("ascii", "replace").splitlines(), 1):
                match = INCLUDE.match(line)
                if not match:
                    continue
                target = ENTRIES.get(match.group(1), match.group(1))
                if (target, name) in MADE_BY_BUILD:
                    continue
                if layer_of(target) is None or not (root / target).is_file():
                    yield f'{name}:{number}: "{target}" is not a file of the tree; name it from the root, or use <>'
                elif not may_include(name, target):
                    allowed = ", ".join([layer_of(name) or "nothing", *LAYERS.get(layer_of(name), [])])
                    yield f'{name}:{number}: includes "{target}", which lies above it; it may include {allowed}'


def public_headers(root):
    """The headers that the entry headers include, and what these include, and so on."""
    reached, todo = set(), [entry for entry in ENTRIES.values() if (root / entry).is_file()]
    while todo:
        name = todo.pop()
        if name in reached or not (root / name).is_file():
            continue
        reached.add(name)
        for line in (root / name).read_text().splitlines():
            if match := INCLUDE.match(line):
                todo.append(ENTRIES.get(match.group(1), match.group(1)))
    return reached - set(ENTRIES.values())


def visibility_faults(root):
    public = public_headers(root)
    for path in files_of(root):
        name = path.relative_to(root).as_posix()
        if path.suffix != ".h" or not name.startswith(("dga/", "blocklists/")) or name in ENTRIES.values():
            continue
        text = path.read_text()
        number = text[:text.find("namespace ")].count("\n") + 1
        if name in public and "\nnamespace dgacast {" in text:
            yield f"{name}:{number}: is public, and its names are not exported; write '{VISIBLE}'"
        if name not in public and VISIBLE in text:
            yield f"{name}:{number}: exports its names, and is not installed; write 'namespace dgacast {{'"
        for line, content in enumerate(text.splitlines(), 1):
            if name in public and PRIVATE_LIBRARIES.match(content):
                yield f"{name}:{line}: is public, and needs a library of the inside; include it in a .cpp file"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    count = 0
    for fault in [*faults(root), *visibility_faults(root)]:
        count += 1
        print(fault)
    print(f"{count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
