# SPDX-License-Identifier: Apache-2.0
"""The mutants of a C++ source: the same text with one integer literal changed."""
import re
from dataclasses import dataclass

# What no literal may be taken from; the first alternative that fits wins.
_SKIPPED = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | ^\#[^\n]*                       # comments, directives
    | "(?:\\.|[^"\\\n])*" | (?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'   # texts and characters, not the marks of 1'000
    | \bstatic_assert\b.*?;                                  # a mutant would not be built
    | \.(?:min|max)\s*=\s*[^,}]*                             # what a parameter may be: no list depends on it
    | \breserve\([^;]*;                                      # room only
    | (?P<literal>(?<![\w.'])(?:0[xX][0-9A-Fa-f']+|0[bB][01']+|[0-9][0-9']*)(?:[uUlLzZ]{0,3})(?![\w.']))""",
    re.MULTILINE | re.DOTALL | re.VERBOSE)


@dataclass(frozen=True)
class Mutant:
    file: str        # from the project's folder
    line: int        # from 1
    before: str      # the line, without spaces around it
    after: str       # the same, mutated
    text: str        # the whole source, mutated

    @property
    def key(self) -> str:
        """What names it in survivors.txt: does not change with the number of the line."""
        return f"{self.file} | {self.before} | {self.after}"


def _changed(literal: str) -> str:
    digits = re.match(r"0[xXbB][0-9A-Fa-f']+|[0-9']+", literal)[0]
    suffix, plain = literal[len(digits):], digits.replace("'", "")
    if plain[:2].lower() == "0x":
        return f"0x{int(plain, 16) ^ 1:X}{suffix}"
    if plain[:2].lower() == "0b":
        return f"0b{int(plain, 2) ^ 1:b}{suffix}"
    return f"{int(plain, 8 if plain[0] == '0' and len(plain) > 1 else 10) + 1}{suffix}"


def mutants_of(file: str, source: str) -> list[Mutant]:
    mutants, seen = [], {}
    for match in _SKIPPED.finditer(source):
        literal = match["literal"]
        if literal is None:
            continue
        begin, end = match.span("literal")
        line_begin, line_end = source.rfind("\n", 0, begin) + 1, source.find("\n", end)
        text = source[:begin] + _changed(literal) + source[end:]
        before = source[line_begin:line_end].strip()
        after = text[line_begin:line_end + len(text) - len(source)].strip()
        # The same line twice in a file: they are told apart by their number among such lines.
        count = seen[before, after] = seen.get((before, after), 0) + 1
        mark = f" ({count})" if count > 1 else ""
        mutants.append(Mutant(file, source.count("\n", 0, begin) + 1, before + mark, after, text))
    return mutants
