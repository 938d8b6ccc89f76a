#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What bash, zsh and fish offer for dgacast is what dgacast takes.

usage: completion_test.py PROGRAM SCRIPTS options   every command, option and value of --help, against `complete`
       completion_test.py PROGRAM SCRIPTS SHELL     bash, zsh or fish, asked as a user does: by TAB
Exit status 77 when there is no such shell.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM, SCRIPTS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
TIME_LIMIT = 60

# Of these types there is nothing to offer: what the user writes is not known.
OPEN = {"DATE", "N", "NAME", "NAME=VALUE", "SIZE", "K/N", "REASON", "DIGITS", "WORD", "LIST", "ZONE", "ADDRESS[/PREFIX]",
        "time=COLUMN,client=COLUMN,name=COLUMN"}
FILES = {"FILE", "FILE|FOLDER", "CONFIG.json", "KEY", "OLD", "NEW"}
FOLDERS = {"DIR", "FOLDER", "FEED", "SOURCE"}
NAMED = {"FAMILY": "necurs", "FAMILY[/SEED]": "necurs", "FORMAT": "rpz", "FORM": "bind", "FLAG": "too_short"}


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, errors="replace",
                          timeout=TIME_LIMIT, check=False)


def offers(*words):
    """The words that complete offers, without what is said of them."""
    answer = run("complete", "--", *words)
    assert answer.returncode == 0 and answer.stderr == "", (words, answer)
    return [line.split("\t")[0] for line in answer.stdout.splitlines()]


def help_of(*command):
    """The sub-commands, the arguments as (words, type), and the options as name: (fixed values, type), type "" for a flag."""
    text = run(*command, "--help").stdout
    sections = re.split(r"^([A-Z].*):\n(?=  \S)", text.split("\nExamples:\n")[0], flags=re.MULTILINE)
    commands, positionals, options = [], [], {}
    for title, body in zip(sections[1::2], sections[2::2]):
        if title == "Commands":
            commands = re.findall(r"^  ([a-z]+)  ", body, re.MULTILINE)
            continue
        for usage, told in re.findall(r"^  (\S.*)\n((?:      .*\n)*)", body, re.MULTILINE):
            values = re.search(r"Values: ([^.]*)\.", " ".join(told.split()))
            words = values.group(1).split(", ") if values else []
            name = re.fullmatch(r"(?:-[a-z], )?(--[a-z-]+)(?: (\S+))?", usage)
            if title == "Arguments":
                positionals.append((words, usage.removesuffix("...")))
            elif name:
                options[name.group(1)] = (words, name.group(2) or "")
    return commands, positionals, options


def check_values(words, value):
    """What is offered behind `words` is what a value of this type may be."""
    shown, (fixed, kind) = offers(*words, ""), value
    if fixed:
        assert shown == [word for word in fixed if word == word.lower()], (words, fixed, shown)
        return
    if kind in FILES or kind in FOLDERS:
        assert shown == [":file" if kind in FILES else ":folder"], (words, kind, shown)
    elif kind in NAMED:
        assert NAMED[kind] in shown and ":file" not in shown, (words, kind, shown)
    else:
        assert kind in OPEN, f"{words}: nothing is known of {kind}; tools/cli/complete.cpp or OPEN should know it"
        assert shown == [], (words, kind, shown)


def check_options():
    commands, _, program_options = help_of()
    assert len(commands) > 10 and offers("") == commands, (commands, offers(""))
    everywhere = set(program_options)
    assert set(offers("-")) == everywhere, offers("-")
    paths, checked = [[command] for command in commands], 0
    while paths:
        path = paths.pop()
        below, positionals, options = help_of(*path)
        paths += [path + [command] for command in below]
        wrong = set(offers(*path, "-")) ^ (set(options) | everywhere)
        assert not wrong, (path, wrong)
        for option, value in options.items():
            if not value[1]:
                continue
            check_values([*path, option], value)
            checked += 1
        if below:
            assert offers(*path, "") == below, (path, offers(*path, ""))
        for index, value in enumerate(positionals):
            check_values([*path, *["x"] * index], value)
    assert checked > 100, checked

    # The words that are offered are words that are taken.
    words = ["import", "--family", "necurs", "--on", "2026-11-24", "names.txt"]
    fitting = {"--rpz-action": ["--format", "rpz"], "--tlp": ["--format", "intelmq"], "--split": ["-o", "split"],
               "--on-collision": ["--allow", "none.txt"]}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in (("names.txt", "one.example\n"), ("none.txt", "other.example\n")):
            with open(name, "w", encoding="ascii") as file:
                file.write(text)
        tried = 0
        for option, (fixed, kind) in help_of("import")[2].items():
            if not fixed and kind != "FLAG":
                continue
            for value in offers("import", option, ""):
                shutil.rmtree("split", ignore_errors=True)
                extra = ["--review-file", "review.csv"] if value == "review" else []
                answer = run(*words, option, value, *fitting.get(option, []), *extra)
                assert answer.returncode == 0, (option, value, answer.stderr)
                tried += 1
        for command in (["scan", "names.txt", "--on", "2026-11-24", "--log-format"], ["forecast", "chinad", "--by"]):
            for value in offers(*command, ""):
                answer = run(*command, value)
                # A list of names is not a log of every form: only the word itself must be known.
                fits = answer.returncode in (0, 1) if command[0] != "scan" else "--log-format" not in answer.stderr.split(";")[0]
                assert fits, (command, value, answer.stderr)
                tried += 1
        for value in offers("generate", "--format", ""):
            assert run("formats", value).returncode == 0, value
        os.chdir("/")
    assert tried > 35, tried
    for family in offers("families", ""):
        assert run("families", family).returncode == 0, family
    assert "necurs/magic9" in offers("generate", "necurs/")
    assert offers("generate", "--format=rp") == ["--format=rpz"]
    assert offers("generate", "--format", "=", "rp") == ["rpz"] and "rpz" in offers("generate", "--format", "=")  # bash
    # A list is completed behind its last comma, and what -- ends is no option any more.
    assert offers("generate", "--without", "too_short,digits") == ["too_short,digits_only"]
    assert offers("generate", "--authority=registry,pro") == ["--authority=registry,provider"]
    # Old names are taken and not offered, and no user is shown what is for the program's own scripts.
    assert offers("generate", "--actor=res") == ["--actor=resolver"] and offers("generate", "--act") == ["--action"]
    assert "complete" not in offers("") and "man" not in offers(""), offers("")
    assert "ramnit" in offers("generate", "--", "-x", "ramni") and offers("generate", "--", "-") == []
    assert offers("--quiet", "stat") == ["status"]
    print(f"{checked} options with values, {tried} values tried")


class Terminal:
    """An interactive shell that prints its line, in < and >, when it is asked for by control-X P."""

    def __init__(self, command, setup):
        self.child, self.file = pty.fork()
        if self.child == 0:
            os.environ.update(TERM="dumb", PATH=os.path.dirname(PROGRAM) + ":" + os.environ["PATH"], LC_ALL="C.UTF-8")
            os.execvp(command[0], command)
        os.set_blocking(self.file, False)
        for line in setup:
            os.write(self.file, line.encode() + b"\n")
        self.line("")  # all of it is done

    def line(self, keys):
        """The line that these keys make. Afterwards it is empty again."""
        os.write(self.file, b"\x15" + keys.encode() + b"\x18p")
        seen, end = b"", time.monotonic() + TIME_LIMIT
        while True:
            found = re.search(rb"<<([^<>]*)>>\r?\n", seen)
            if found:
                return found.group(1).decode()
            assert time.monotonic() < end, (keys, seen)
            if select.select([self.file], [], [], 0.1)[0]:
                try:
                    seen += os.read(self.file, 65536)
                except OSError:
                    raise AssertionError(f"the shell ended: {seen!r}") from None

    def close(self):
        os.close(self.file)
        os.waitpid(self.child, 0)


def typed_cases():
    """(what is typed before TAB, what stands there afterwards)"""
    return [("dgacast gen", "dgacast generate "),
            ("dgacast generate --compr", "dgacast generate --compress "),
            ("dgacast generate --format rp", "dgacast generate --format rpz "),
            ("dgacast generate --format=knot", "dgacast generate --format=knot-resolver "),
            ("dgacast generate necurs/magic9", "dgacast generate necurs/magic9 "),
            ("dgacast generate --without too_short,digits", "dgacast generate --without too_short,digits_only "),
            ("dgacast feed conf", r"dgacast feed config\ of\ mine.json "),
            ("dgacast generate -o conf", r"dgacast generate -o config\ of\ mine.json "),
            ("dgacast generate --review-file=conf", r"dgacast generate --review-file=config\ of\ mine.json "),
            ("dgacast status fee", "dgacast status feeds/"),
            ("dgacast index app", "dgacast index append "),
            ("dgacast generate --on 2026", "dgacast generate --on 2026")]


def check_terminal(terminal):
    for keys, wanted in typed_cases():
        made = terminal.line(keys + "\t")
        assert made.rstrip() == wanted.rstrip(), (keys, made, wanted)
    terminal.close()


def check_bash():
    check_terminal(Terminal(["bash", "--noprofile", "--norc", "-i"],
                            ["PS1=; bind 'set bell-style none'; bind 'set enable-bracketed-paste off'",
                             r"""bind -x '"\C-xp": printf "<<%s>>\n" "$READLINE_LINE"'""",
                             f". {SCRIPTS}/dgacast.bash"]))


def check_zsh():
    check_terminal(Terminal(["zsh", "-f", "-i"],
                            ["PS1=; unsetopt prompt_cr prompt_sp; unset zle_bracketed_paste; bindkey -e",
                             f"fpath=({SCRIPTS} $fpath); autoload -U compinit; compinit -u -d ./zcompdump",
                             r"""show() { print -r -- "<<$BUFFER>>" > /dev/tty }; zle -N show; bindkey '^Xp' show""",
                             "LISTMAX=0; unsetopt auto_menu auto_list list_ambiguous"]))


def check_fish():
    script = f"set -x PATH {os.path.dirname(PROGRAM)} $PATH; source {SCRIPTS}/dgacast.fish; complete -C $argv[1]"
    for keys, wanted in typed_cases():
        made = subprocess.run(["fish", "--no-config", "-c", script, keys], capture_output=True, text=True,
                              timeout=TIME_LIMIT, check=True)
        assert made.stderr == "", made.stderr
        shown = [line.split("\t")[0] for line in made.stdout.splitlines()]
        last = wanted.replace("\\ ", "_").split()[-1].replace("_of_", " of ").replace("of_mine", "of mine")
        assert last in shown or wanted == keys and shown == [], (keys, last, shown)


def main():
    what = sys.argv[3]
    if what == "options":
        check_options()
        return
    if shutil.which(what) is None:
        print(f"there is no {what}")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("feeds")
        os.environ["HOME"] = folder
        with open("config of mine.json", "w", encoding="ascii"):
            pass
        {"bash": check_bash, "zsh": check_zsh, "fish": check_fish}[what]()
        os.chdir("/")


if __name__ == "__main__":
    main()
