# SPDX-License-Identifier: Apache-2.0
"""Links between documents that lead nowhere: python3 check.py FOLDER

Looks at the links and pictures of all *.md under FOLDER, outside of code. A link to a file or folder of the tree must be
relative and lead to one; one with #ANCHOR must lead to a heading of a document. Links to the web are not followed.
Prints a line for each fault, `FILE:LINE: WHAT; HINT`, and ends with 1 when there is one.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))
from tree import files_of  # noqa: E402

LINK = re.compile(r"\]\(([^()\s]+)\)")


def lines_of(path):
    """(number, line) outside of fenced code."""
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"\s*```", line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchors(path):
    """The anchors of a document's headings, as GitHub and GitLab make them; a repeated heading has -1, -2, ..."""
    found, seen = set(), {}
    for _, line in lines_of(path):
        heading = re.match(r"#+ +(.*?) *#*$", line)
        if heading:
            anchor = re.sub(r"[^\w\- ]", "", heading.group(1).lower()).replace(" ", "-")
            seen[anchor] = seen.get(anchor, -1) + 1
            found.add(anchor if seen[anchor] == 0 else f"{anchor}-{seen[anchor]}")
    return found


def fault_of(root, path, link):
    """What is wrong with the link, or None."""
    if re.match(r"[a-z][a-z+.-]*:", link):
        return None
    target, _, anchor = link.partition("#")
    place = (path.parent / target).resolve() if target else path
    if target.startswith("/") or not place.is_relative_to(root):
        return "leads out of the tree; write it relative to the document"
    if not place.exists():
        return "leads to nothing; name a file or folder, relative to the document"
    if anchor and place.suffix != ".md":
        return "has an anchor, and does not lead to a document; leave the anchor out"
    if anchor and anchor not in anchors(place):
        return "leads to a heading that does not exist; name one, in lower case with - for spaces"
    return None


def faults(root):
    for path in (path for path in files_of(root) if path.suffix == ".md"):
        for number, line in lines_of(path):
            for link in LINK.findall(re.sub(r"`[^`]*`", "", line)):
                fault = fault_of(root, path, link)
                if fault:
                    yield f"{path.relative_to(root)}:{number}: '{link}' {fault}"


def main():
    found = list(faults(pathlib.Path(sys.argv[1]).resolve()))
    for fault in found:
        print(fault)
    print(f"{len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
