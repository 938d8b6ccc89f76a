#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs cases of the command line as a user would type them.

A .case file holds blocks, separated by empty lines:

  # a comment
  > seeds.json            a file for the commands that follow in this case file
  | {"id": "srizbi"}      ... its lines
  $ dgacast generate ...  a command for sh, run in a fresh folder of the case file
  name.example            what it prints on standard output
  2> dgacast: warning     what it prints on standard error
  ? 2                     its exit status (0 unless given)
  ...                     any lines, in either stream (2> ...)

In a Markdown file the blocks between ```console and ``` are the cases: what a document shows is what the program does.

usage: run_cases.py PROGRAM CASE... [--rewrite]
--rewrite puts what the program does in place of what the cases expect: read it as a diff before you believe it.
"""
import os
import re
import subprocess
import sys
import tempfile

TIME_LIMIT = 120


class Step:
    def __init__(self, line_number, command):
        self.line_number, self.command = line_number, command
        self.out, self.err, self.status = [], [], 0


def parse(path):
    """The file as a list of ("text", line), ("file", name, lines) and ("step", Step)."""
    items, step, file = [], None, None
    inside = not path.endswith(".md")
    with open(path, encoding="utf-8") as handle:
        for number, line in enumerate(handle.read().splitlines(), 1):
            if path.endswith(".md") and (not inside or line == "```"):
                inside, step, file = line == "```console", None, None
                items.append(("text", line))
            elif line.startswith("$ "):
                step, file = Step(number, line[2:]), None
                items.append(("step", step))
            elif line.startswith("> "):
                step, file = None, []
                items.append(("file", line[2:], file))
            elif file is not None and line.startswith("|"):
                file.append(line[2:])
            elif step is not None and line.startswith("2> "):
                step.err.append(line[3:])
            elif step is not None and line.startswith("? "):
                step.status = int(line[2:])
            elif step is not None and line != "" and not line.startswith("# "):
                step.out.append(line)
            else:
                step, file = (step, file) if line.startswith("# ") and step is None else (None, None)
                items.append(("text", line))
    return items


def matches(expected, actual):
    pattern = "".join("(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


def run(step, folder, environment):
    done = subprocess.run(["sh", "-c", step.command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=TIME_LIMIT, check=False)
    return done.stdout.decode().splitlines(), done.stderr.decode().splitlines(), done.returncode


def show(step, out, err, status):
    return ["$ " + step.command] + out + ["2> " + line for line in err] + (["? %d" % status] if status else [])


def check(path, environment, rewrite):
    failed, text = 0, []
    with tempfile.TemporaryDirectory(prefix="dgacast-case-") as folder:
        for item in parse(path):
            if item[0] == "text":
                text.append(item[1])
            elif item[0] == "file":
                with open(os.path.join(folder, item[1]), "w", encoding="utf-8") as handle:
                    handle.write("".join(line + "\n" for line in item[2]))
                text += ["> " + item[1]] + ["| " + line if line else "|" for line in item[2]]
            else:
                step = item[1]
                out, err, status = run(step, folder, environment)
                good = matches(step.out, out) and matches(step.err, err) and status == step.status
                if not good:
                    failed += 1
                    print("FAIL %s:%d" % (path, step.line_number))
                    print("  expected:\n    " + "\n    ".join(show(step, step.out, step.err, step.status)))
                    print("  got:\n    " + "\n    ".join(show(step, out, err, status)[:60]))
                text += show(step, step.out, step.err, step.status) if good else show(step, out, err, status)
    if rewrite:
        with open(path, "w", encoding="utf-8") as handle:
            handle.write("\n".join(text) + "\n")
    return failed


def main():
    arguments = [a for a in sys.argv[1:] if a != "--rewrite"]
    program, cases = os.path.abspath(arguments[0]), arguments[1:]
    environment = dict(os.environ, PATH=os.path.dirname(program) + ":" + os.environ["PATH"], LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    failed = sum(check(case, environment, "--rewrite" in sys.argv) for case in cases)
    print("%d case file(s), %d step(s) failed" % (len(cases), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
