# SPDX-License-Identifier: Apache-2.0
"""Patterns that plain technical English does not need, in the documents: python3 check.py FOLDER

Readers of the documents are engineers whose first language need not be English: subject, verb, object; one fact a
sentence; the term of the field. PATTERNS has what often goes wrong, each with what to write instead.

Looks at the prose of all *.md and of the man pages under FOLDER, paragraph by paragraph, so that a line break hides
nothing. Code (fenced, indented by four, in backticks), comments and tables that a program makes are passed over, for they
quote what a program says. Documents that do not pass yet stand in NOT_YET, sentences that may stay in EXCEPTED, each
with the reason. Prints a line for each fault, `FILE:LINE: WHAT; HINT`, and ends with 1 when there is one.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))
from tree import files_of  # noqa: E402

# (pattern, what to write instead). They are found in any case.
PATTERNS = [
    (r"\b(?:is|are|was|were) no (?!longer\b|more\b|less\b|later\b|earlier\b)\w+", "write 'is not a ...' or 'is an invalid ...'"),
    (r"\bwhat is no\b", "write 'what is not a ...'"),
    (r"\bstands? (?:beside|behind|for|where|here|there|in (?:the )?place|in (?:a|its|the) file)\b",
     "write 'is', 'is next to', 'replaces' or 'cannot be combined with'"),
    (r"\bin the place of\b", "write 'instead of'"),
    (r"\boctets?\b", "write 'byte'"),
    (r"\b(?:of nobody|nobody's|somebody's|somebody else's)\b", "say whose: 'registered', 'in use', 'that no family generates'"),
    (r"\bnobody (?:has|gives|knows|needs|wants|makes|published)\b", "say what is missing: 'cannot be registered', 'not published'"),
    (r"\b(?:mend|mends|mended|mending)\b", "write 'fix' or 'hint'"),
    (r"\b(?:is|are) mostly\b", "write 'usually'"),
    (r"\b(?:put|set|sets|lay|laid) aside\b|\bputs? \w+ aside\b", "write 'for review'"),
    (r"\bgo(?:es)? out (?:only )?with\b", "write 'is included with' or 'is left out by'"),
    (r"\bgo(?:es)? the same way\b", "write 'is processed in the same way'"),
    (r"\bto those who\b|\bfor those who\b|\bfor who(?:ever)? \b", "name them: 'consumers', 'operators'"),
    (r"\b(?:old|older|new|newer|newest|next|last|day's|every|each) issues?\b", "an issue of a feed is an 'edition'"),
    (r"\bverdict by verdict\b", "write 'with the result of each check'"),
    (r"\blies? deeper\b", "write 'deeper names'"),
    (r"\b(?:strangers|a stranger)\b", "write 'unrelated parties' or 'others'"),
    (r"(?:^|[.;:!?] )(?:What|Whoever|Who) (?:[^.?]|\.(?! |$))*\.(?= |$)", "begin the sentence with its subject, not with 'What' or 'Who'"),
]
COMPILED = [(re.compile(pattern, re.IGNORECASE if not pattern.startswith("(?:^") else 0), hint) for pattern, hint in PATTERNS]

# Documents that do not pass yet: the reason. One that passes is a fault too: it is to be taken out of here.
NOT_YET = {
    "tests/bench/RESULTS.md": "a record of measurements, in the words of its day",
    "tests/bench/SCALE.md": "a record of measurements, in the words of its day",
}

# (path, text of the sentence): why it may stay. An entry that fits nothing is a fault too.
EXCEPTED = {}


def documents(root):
    """All documents below a folder: Markdown files and man pages."""
    for path in files_of(root):
        if path.suffix == ".md" or (path.parent.name == "man" and re.fullmatch(r".*\.[1-8](\.in)?", path.name)):
            yield path


def paragraphs(text, is_man):
    """(line number, line) lists, one for each paragraph, list item, heading and row of a table; without code."""
    if not is_man:  # comments but the marks of tables that a program makes
        text = re.sub(r"<!--(?! \w+: (?:begin|end)).*?-->", lambda match: "\n" * match.group().count("\n"), text, flags=re.DOTALL)
    paragraph, fenced, made = [], False, False
    for number, line in enumerate(text.splitlines() + [""], 1):
        if is_man:
            line = man_line(line)
        if re.match(r"\s*```", line):
            fenced, line = not fenced, ""
        if re.match(r"<!-- \w+: (begin|end)", line):
            made, line = "begin" in line, ""
        if fenced or made or line.startswith("    ") and not paragraph:
            line = ""
        starts = re.match(r"\s*(?:[-*] |\d+\. |\||#|$)", line)
        if starts and paragraph:
            yield paragraph
            paragraph = []
        if line.strip():
            paragraph.append((number, line))


def man_line(line):
    """The text of a line of a man page: requests and escapes taken out; those that show commands are code."""
    if line.startswith((".\\\"", ".TH", ".SH", ".SS", ".TP", ".EX", ".EE", ".nf", ".fi", ".RS", ".RE", ".B ", ".BR ", ".I ", ".IR ")):
        return ""
    if line.startswith("."):
        return ""
    return re.sub(r"\\f[BIR]|\\&|\\\|", "", line).replace("\\-", "-")


def prose(paragraph):
    """The paragraph as one line, and the line number of each of its characters."""
    text, numbers = "", []
    for number, line in paragraph:
        line = re.sub(r"^\s*(?:[-*] |\d+\. |#+ |\| )", "", line).strip() + " "
        text += line
        numbers += [number] * len(line)
    # Code spans keep their length, so that numbers still fit.
    return re.sub(r"`[^`]*`", lambda match: "_" * len(match.group()), text), numbers


def faults_of(text, is_man=False):
    """(line, the words, hint) for each pattern that occurs."""
    for paragraph in paragraphs(text, is_man):
        line, numbers = prose(paragraph)
        matches = [(match, hint) for pattern, hint in COMPILED for match in pattern.finditer(line)]
        for match, hint in sorted(matches, key=lambda found: found[0].start()):
            words = match.group().strip(" .;:")
            begin = match.start() + match.group().index(words)
            yield numbers[begin], words if len(words) < 60 else words[:57] + "...", hint, line.strip()


def faults(root, not_yet, excepted):
    used, met = set(), set()
    for path in documents(root):
        name = path.relative_to(root).as_posix()
        met.add(name)
        count = 0
        for number, words, hint, sentence in faults_of(path.read_text(encoding="utf-8"), path.suffix != ".md"):
            fitting = {key for key in excepted if key[0] == name and key[1] in sentence}
            used |= fitting
            if not fitting:
                count += 1
                if name not in not_yet:
                    yield f"{name}:{number}: says '{words}'; {hint}"
        if count == 0 and name in not_yet:
            yield f"{name}:1: passes; take it out of NOT_YET"
    for name in sorted(set(not_yet) - met):
        yield f"{name}: NOT_YET has it, but there is no such document; remove it there"
    for name, text in sorted(set(excepted) - used):
        yield f"{name}: EXCEPTED has {text!r}, which no pattern needs; remove it there"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    count = 0
    for fault in faults(root, NOT_YET, EXCEPTED):
        count += 1
        print(fault)
    print(f"{count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
