# SPDX-License-Identifier: Apache-2.0
"""Names, texts, ranges and defaults of options are written once, in their records: python3 check.py FOLDER

The records are in blocklists/options/*.h. Elsewhere in the sources (dga/, blocklists/, tools/):

* no option is declared with CLI11 but from a record (tools/cli/arguments.cpp, and what every command has in main.cpp);
* no string has the explanation of an option, or says what a default or a range is;
* no string is the name of an option with a dash in it ("epp-batch"), and "--NAME" is the name of an option there is;
* in tools/cli and where keys of a feed are declared no number is a bound or a default of an option (small ones apart).
Prints a line for each fault, `FILE:LINE: WHAT; HINT`, and ends with 1 when there is one.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "common"))
from tree import files_of  # noqa: E402

RECORDS = "blocklists/options/"
DECLARES = {"tools/cli/arguments.cpp", "tools/cli/main.cpp"}
# Numbers that mean too many things to look for.
COMMON = {0, 1, 2, 4, 7, 8, 14, 50, 64, 100, 128, 300, 600, 1000, 1024, 4096, 86400, 100000, 0xFFFFFFFF}
# "--NAME" of other programs, in examples and in what is run.
FOREIGN = {"keyring", "export"}
TEXT = r'"(?:[^"\\\n]|\\.)*"'
COMMENT = re.compile(rf"{TEXT}|'(?:[^'\\\n]|\\.)'|//[^\n]*|/\*.*?\*/", re.DOTALL)


def without_comments(text):
    """The text with comments as spaces, so that lines and columns stay."""
    return COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()) if found.group()[0] == "/" else found.group(), text)


def strings_of(code):
    """(line, text) of each string; those next to each other are one."""
    for found in re.finditer(rf"{TEXT}(?:\s*{TEXT})*", code):
        if re.search(r"#\s*include\s*$", code[:found.start()].rsplit("\n", 1)[-1]):
            continue
        text = "".join(part[1:-1] for part in re.findall(TEXT, found.group()))
        yield code.count("\n", 0, found.start()) + 1, text.replace('\\"', '"')


def number_of(text):
    try:
        return int(text.replace("'", "").rstrip("uUlL"), 0)
    except ValueError:
        return None


def records_of(root):
    """Each record as a dict of its fields, strings joined."""
    records = []
    for path in sorted((root / RECORDS).glob("*.h")):
        code = without_comments(path.read_text(encoding="ascii"))
        for name, body in re.findall(r"inline constexpr Option (\w+)\{(.*?)\};", code, re.DOTALL):
            record = {"id": name}
            for field, value in re.findall(rf"\.(\w+) = ((?:{TEXT}\s*)+|[^,]+)", body):
                record[field] = next((text for _, text in strings_of(value)), value.strip())
            records.append(record)
    return records


def faults(root):
    records = records_of(root)
    names = {record["name"] for record in records if "." not in record["name"]}
    aliases = {record["alias"] for record in records if "alias" in record}
    told = {record[field] for record in records for field in ("brief", "more", "otherwise")
            if field in record and len(record[field]) > 20 and "." not in record[field].split(" ")[0]}
    numbers = {number_of(record[field]) for record in records for field in ("min", "max", "fallback") if field in record}
    numbers -= COMMON | {None}
    assert len(records) > 90 and len(told) > 90 and len(numbers) > 5, (len(records), len(told), numbers)
    for path in files_of(root):
        name = path.relative_to(root).as_posix()
        if not name.startswith(("dga/", "blocklists/", "tools/")) or name.startswith(RECORDS) or path.suffix not in {".h", ".cpp"}:
            continue
        code = without_comments(path.read_text(encoding="ascii"))
        in_cli = name.startswith("tools/cli/")
        if name not in DECLARES:
            for found in re.finditer(r"\badd_(?:option|flag|subcommand|option_function)\w*\s*[(<]", code):
                yield f"{name}:{code.count(chr(10), 0, found.start()) + 1}: declares an option; make it of a record, with Arguments::add"
        for line, text in strings_of(code):
            if any(one in text for one in told):
                yield f"{name}:{line}: says what a record of {RECORDS} says; take it from there"
            if in_cli and re.search(r"\bdefaults?(?: is|:) \S|\bby default[:,]? \d", text):
                yield f"{name}:{line}: says a default; the record of the option has it"
            if "-" in text and text in names:
                yield f"{name}:{line}: has the name of an option, {text!r}; take option::{text.replace('-', '_')}.name"
            if in_cli:
                for word in re.findall(r"(?<![\w-])--([a-z][a-z-]*[a-z])(?![\w-])", text):
                    if word not in names | aliases | FOREIGN:
                        yield f"{name}:{line}: names --{word}, and there is no such option; correct it"
        if in_cli or name == "blocklists/feed/feed_keys.cpp":
            for found in re.finditer(r"(?<![\w.'])\d[\d']*(?![\w.'])", re.sub(TEXT, '""', code)):
                if number_of(found.group()) in numbers:
                    yield (f"{name}:{code.count(chr(10), 0, found.start()) + 1}: has {found.group()}, a bound or a default of an "
                           "option; take it from the record, or name it in a comment of COMMON")


def main():
    count = 0
    for fault in faults(pathlib.Path(sys.argv[1]).resolve()):
        count += 1
        print(fault)
    print(f"{count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
