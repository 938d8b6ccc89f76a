# SPDX-License-Identifier: Apache-2.0
"""Calls that throw what no place expects, where a twin of them does not: python3 check.py FOLDER

What std::filesystem, nlohmann::json and std::stoul() throw for a file of a stranger is not an InputError: it has no place
and no hint, and nobody up to main() knows it. The twins:

* std::filesystem: the overload with a std::error_code. Loops over directory_iterator use increment(error).
* nlohmann::json: member(), element(), text_of(), number_of(), flag_of() and json_text() of dga/core/json_value.h;
  parse(..., nullptr, false); find().
* std::stoul() and its kin: std::from_chars(). Containers: find().
* std::thread and std::jthread throw where the machine has no more threads: the places that start one say what then.

Looks at the tokens of *.cpp and *.h in blocklists/, dga/ and tools/, without comments and texts. A line that may stay
stands in EXCEPTED with the reason. Prints a line for each fault, `FILE:LINE: WHAT; MEND`, and ends with 1 when there is one.
"""

import pathlib
import re
import sys

FOLDERS = ("blocklists", "dga", "tools")

# (path, text in the line): why it cannot throw there, or is meant to. An entry that fits no line is a fault too.
EXCEPTED = {
    ("dga/core/json_value.h", "value.dump(indent,"): "the twin itself: it replaces what is not UTF-8",
    ("dga/core/threads.cpp", "std::vector<std::jthread> others"): "goes on with the threads that it got",
    ("tools/cli/main.cpp", "watcher_ = std::jthread{"): "inside of a try that tells it",
    ("tools/cli/progress.cpp", "shower_ = std::jthread{"): "inside of a try: without a thread there is no progress",
}

NUMBERS = "stoi stol stoll stoul stoull stof stod stold".split()
FREE_FILE_CALLS = """absolute canonical weakly_canonical relative proximate copy copy_file copy_symlink create_directory
create_directories create_hard_link create_symlink create_directory_symlink current_path equivalent exists file_size
hard_link_count is_block_file is_character_file is_directory is_empty is_fifo is_other is_regular_file is_socket
is_symlink last_write_time permissions read_symlink remove remove_all rename resize_file space status symlink_status
temp_directory_path""".split()
ENTRY_CALLS = """exists is_block_file is_character_file is_directory is_fifo is_other is_regular_file is_socket is_symlink
file_size hard_link_count last_write_time status symlink_status""".split()

TOKEN = re.compile(r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<raw>R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)")
  | (?P<text>"(?:\\.|[^"\\\n])*")
  | (?P<character>'(?:\\.|[^'\\\n])+')
  | (?P<number>\.?\d(?:'?[\w.])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>::|->|[^\s\w])
  | (?P<feed>\n)
""", re.VERBOSE | re.DOTALL)


def tokens_of(text):
    """(kind, text, line) without comments and preprocessor lines; texts keep their kind only."""
    tokens, line, skip_line = [], 1, None
    for match in TOKEN.finditer(text):
        kind, word = match.lastgroup, match.group()
        kind = "raw" if kind == "mark" else kind
        if kind == "sign" and word == "#" and (not tokens or tokens[-1][2] != line):
            skip_line = line
        if kind not in ("comment", "feed") and line != skip_line:
            kind = {"raw": "text"}.get(kind, kind)
            tokens.append((kind, '""' if kind == "text" else word, line))
        line += word.count("\n")
    return tokens


def arguments_after(tokens, i):
    """The tokens of each argument of the call whose '(' is tokens[i]."""
    depth, arguments = 0, [[]]
    for _, word, _ in tokens[i:]:
        if word in "([{":
            depth += 1
            if depth == 1:
                continue
        elif word in ")]}":
            depth -= 1
            if depth == 0:
                return [] if arguments == [[]] else arguments
        if word == "," and depth == 1:
            arguments.append([])
        else:
            arguments[-1].append(word)
    return arguments


def has_error_code(arguments):
    return any(argument[-1:] in (["error"], ["ec"], ["ignored"]) for argument in arguments)


def is_file_call(tokens, i):
    """Whether tokens[i] is a function of std::filesystem, by its qualification."""
    before = [word for _, word, _ in tokens[max(0, i - 2):i]]
    return before in (["filesystem", "::"], ["fs", "::"])


def faults_of(text):
    """(line, what, mend) for each banned call."""
    tokens = tokens_of(text)
    words = [word for _, word, _ in tokens]
    for i, (kind, word, line) in enumerate(tokens):
        before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
        member = before in (".", "->")
        if kind == "word" and word in NUMBERS and after == "(" and before == "::":
            yield line, f"std::{word}() throws", "use std::from_chars()"
        elif kind == "word" and is_file_call(tokens, i) and after == "(" and word in FREE_FILE_CALLS:
            arguments = arguments_after(tokens, i + 1)
            # A file_status was looked up before: exists(status) asks nobody.
            if not has_error_code(arguments) and arguments != [["status"]]:
                yield line, f"std::filesystem::{word}() without std::error_code throws", "give one"
        elif kind == "word" and word.endswith("directory_iterator") and "for" in words[max(0, i - 12):i]:
            head = words[max(0, i - 12):i]
            head = head[len(head) - 1 - head[::-1].index("for"):]
            if ":" in head and ";" not in head:
                yield line, f"a range-for over {word} throws when a step fails", "use increment(error)"
            elif not has_error_code(brace_arguments(tokens, i)):
                yield line, f"{word} without std::error_code throws", "give one"
        elif kind == "word" and member and word in ENTRY_CALLS and after == "(":
            if not has_error_code(arguments_after(tokens, i + 1)) and before == "." and words[i - 2] in ("item", "entry_"):
                yield line, f"directory_entry::{word}() without std::error_code throws", "give one"
        elif kind == "word" and member and word in ("get", "get_ref") and after == "<":
            yield line, f"{word}<>() of JSON throws for another type", "use text_of(), number_of(), flag_of()"
        elif kind == "word" and member and word == "get_to" and after == "(":
            yield line, "get_to() of JSON throws for another type", "use text_of(), number_of(), flag_of()"
        elif kind == "word" and member and word == "at" and after == "(":
            yield line, "at() throws", "use find(), or member() for JSON"
        elif kind == "word" and member and word == "value" and after == "(" and arguments_after(tokens, i + 1):
            yield line, "value() of JSON throws for another type", "use flag_of(member()) and the like"
        elif kind == "word" and member and word == "dump" and after == "(":
            yield line, "dump() of JSON throws for what is not UTF-8", "use json_text()"
        elif kind == "word" and word == "parse" and before == "::" and words[i - 2].lower().endswith("json"):
            arguments = arguments_after(tokens, i + 1)
            if len(arguments) < 3 or arguments[2] != ["false"]:
                yield line, "parse() of JSON throws", "give it nullptr, false"
        elif kind == "text" and before == "[" and after == "]" and (words[i - 2].isidentifier() or words[i - 2] in ")]"):
            if words[i + 2] not in ("=", "[") and words[i + 2:i + 4] not in ([".", "push_back"], [".", "emplace_back"]):
                yield line, "operator[] of JSON throws, or worse, where there is no such key", "use member()"
        elif kind == "word" and word in ("thread", "jthread") and before == "::" and starts_thread(words, i):
            yield line, f"std::{word} throws when the machine has no more threads", "say what then, and except the line"


def starts_thread(words, i):
    """Whether a thread, a variable with a thread or a container of threads begins at words[i]."""
    after = words[i + 1:i + 3]
    return after[:1] in (["{"], ["("], [">"]) or (len(after) == 2 and after[0].isidentifier() and after[1] in ("{", "("))


def brace_arguments(tokens, i):
    for j in range(i + 1, min(i + 4, len(tokens))):
        if tokens[j][1] in ("(", "{"):
            return arguments_after(tokens, j)
    return []


def faults(root, excepted):
    used = set()
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".cpp", ".h"):
                continue
            name = path.relative_to(root).as_posix()
            text = path.read_text()
            lines = text.splitlines()
            for line, what, mend in faults_of(text):
                fitting = [key for key in excepted if key[0] == name and key[1] in lines[line - 1]]
                used.update(fitting)
                if not fitting:
                    yield f"{name}:{line}: {what}; {mend}"
    for path, part in sorted(set(excepted) - used):
        yield f"{path}: EXCEPTED has {part!r}, which no banned call needs; remove it there"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    count = 0
    for fault in faults(root, EXCEPTED):
        count += 1
        print(fault)
    print(f"{count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
