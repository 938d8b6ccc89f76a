# SPDX-License-Identifier: Apache-2.0
"""The check of plain words finds each of its patterns in prose, on its line, and passes over code."""

import pathlib
import sys
import tempfile

import check

FOUND = {
    "This is no host name.": "is no host",
    "These are no names of ours.": "are no names",
    "Left out is what is no name.": "what is no",
    "`--raw` stands beside `--format`.": "stands beside",
    "The reason stands in the file.": "stands in the file",
    "They put their rule in the place of ours.": "in the place of",
    "A name has 253 octets at most.": "octets",
    "Octet by octet.": "Octet",
    "The answer for a name of nobody is empty.": "of nobody",
    "Names that may be somebody's are left out.": "somebody's",
    "A seed that nobody published.": "nobody published",
    "The hint tells how to mend it.": "mend",
    "A handful is mostly enough.": "is mostly",
    "Such names are put aside.": "put aside",
    "It puts them aside.": "puts them aside",
    "Such a name goes out only with a flag.": "goes out only with",
    "They go the same way alone.": "go the same way",
    "# To those who use it": "To those who",
    "The old issue stays.": "old issue",
    "It is told verdict by verdict.": "verdict by verdict",
    "Only what lies deeper is reduced.": "lies deeper",
    "An input of a stranger.": "a stranger",
    "What breaks a rule is refused.": "What breaks a rule is refused",
    "It ends. Who reads it goes on.": "Who reads it goes on",
    "- Whoever asks, gets 3.5 answers.": "Whoever asks, gets 3.5 answers",
    "| a cell | a row of octets |": "octets",
    "1. A number is\n   mostly enough.": "is mostly",
}
PASSED = [
    "This is not a host name, and is no longer one.",
    "Which bot makes a name? What makes it?",
    "| folder | what it does |",
    "Write `is no octet` or ``mend``.",
    "```\nWhat is no name stands beside octets.\n```",
    "Text:\n\n    What is no name stands beside octets.",
    "<!-- What is no name\nstands beside octets. -->",
    "<!-- formats: begin (made by a program) -->\n| octets |\n<!-- formats: end -->",
    "A recommended amendment.",
    "The issue tracker has old reports.",
    "The flag is set; it tells what is missing.",
]
MAN_PASSED = ".TH DGACAST 1\n.SH OCTETS\n.\\\" What is no name.\n.EX\n.B mend\n.EE\nA plain sentence.\n"


def found(text, name="one.md", not_yet=(), excepted=None):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        return list(check.faults(pathlib.Path(folder), not_yet, excepted or {}))


def main():
    for text, words in FOUND.items():
        faults = found(text)
        assert any(f"says '{words}'" in fault for fault in faults), (text, faults)
    for text in PASSED:
        assert found(text) == [], (text, found(text))
    every = "\n\n".join(FOUND)
    for pattern, _ in check.COMPILED:
        assert pattern.search(every) or any(pattern.search(text.lstrip("-#| ")) for text in FOUND), pattern.pattern

    # Lines are those where the words begin, also when a sentence goes over several.
    assert found("One.\n\nTwo is\nmostly enough.\nMany octets.")[0].startswith("one.md:3: ")
    assert found("One.\n\nTwo is\nmostly enough.\nMany octets.")[1].startswith("one.md:5: ")
    assert found("```\noctets\n```\noctets")[0].startswith("one.md:4: ")

    assert found(MAN_PASSED, "man/dgacast.1") == [], found(MAN_PASSED, "man/dgacast.1")
    assert found(MAN_PASSED + "Some \\fBbold\\fR octets.", "man/dgacast.1")[0].startswith("man/dgacast.1:8: ")
    assert found("octets", "build/one.md") == [] and found("octets", "one.txt") == []

    assert found("octets", not_yet={"one.md": "later"}) == []
    assert "take it out of NOT_YET" in found("bytes", not_yet={"one.md": "later"})[0]
    assert "no such document" in found("bytes", not_yet={"two.md": "later"})[0]
    assert found("As the RFC says, octets.", excepted={("one.md", "As the RFC says"): "a quotation"}) == []
    assert "no pattern needs" in found("bytes", excepted={("one.md", "RFC"): "a quotation"})[0]
    print(f"{len(FOUND)} sentences found and {len(PASSED)} passed")


if __name__ == "__main__":
    sys.exit(main())
