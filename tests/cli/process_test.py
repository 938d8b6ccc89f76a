#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The surroundings that a run may find: usage: process_test.py PROGRAM

Closed standard streams, a full device, limits of the size of files and of threads, a umask of 0, and input that once
led to an exception which nobody caught. Whatever happens is one line and an exit status, and leaves nothing behind."""
import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
DAY = ["--on", "2026-11-24"]
CONFIG = {"feed": "test", "folder": "out", "families": ["chinad"],
          "outputs": [{"name": "zone", "format": "rpz", "rpz": {"origin": "dga.rpz.example"}},
                      {"name": "rows", "format": "csv"}]}


def run(folder, *arguments, closed=(), stdout=subprocess.PIPE, before=None, **options):
    """Runs it with these descriptors closed. An abort or another signal is never right."""
    def prepare():
        for descriptor in closed:
            os.close(descriptor)
        if before is not None:
            before()
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout,
                          stderr=subprocess.PIPE, preexec_fn=prepare, timeout=120, check=False, **options)
    assert done.returncode >= 0, (arguments, done)
    done.stderr = done.stderr.decode(errors="replace")
    return done


def one_line(done, status, *words):
    """It ended with `status` and one line with all `words`."""
    lines = done.stderr.splitlines()
    assert done.returncode == status and len(lines) == 1, (status, words, done)
    assert lines[0].startswith("dgacast: ") and all(word in lines[0] for word in words), (words, lines)
    assert "internal error" not in lines[0], lines


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def list_of(folder):
    return sorted(os.listdir(os.fsencode(folder)))


def make(folder):
    """What the commands below look at: a feed of two days, an index, lists."""
    write(folder, "feed.json", json.dumps(CONFIG))
    for date in ("2026-11-23", "2026-11-24"):
        assert run(folder, "-q", "feed", "feed.json", "--date", date).returncode == 0
    assert run(folder, "index", "build", "-o", "i.idx", "--from", "2026-11-23", "--days", "2", "chinad").returncode == 0
    write(folder, "a.txt", "a.com\n")
    write(folder, "b.txt", "b.com\n")
    write(folder, "list.csv", "domain,family\na.com,chinad\n")
    write(folder, "log.txt", "Nov 24 11:20:47 dnsmasq[12]: query[A] example.com from 10.0.0.1\n")


# Each command that prints, and its status when that gets lost: 2, always.
FEED_RUN = ["feed", "feed.json"]
PRINTING = [
    ["--help"], ["--version"], ["generate", "--help"], ["generate", "chinad", *DAY], ["families"], ["families", "--json"],
    ["formats"], ["formats", "rpz"], ["lookup", "0cl643pge57ubgy6.cn", "--family", "chinad", *DAY], ["diff", "a.txt", "b.txt"],
    ["explain", "0cl643pge57ubgy6.cn", *DAY], ["forecast", "chinad", *DAY], ["index", "info", "i.idx"],
    ["index", "info", "i.idx", "--json"], ["status", "out"], ["status", "out", "--json"], ["verify", "out"],
    ["import", "list.csv", *DAY], ["selftest", "--vectors", "vectors.jsonl"], ["scan", "--index", "i.idx", "--all", "log.txt"],
    ["feed", "--help-config"], ["feed", "--print-schema"], ["feed", "feed.json", "--date", "2026-11-24"],
    ["feed", "feed.json", "--date", "2026-11-24", "--json"], ["complete", "--", "dgacast", "gen"],
]


def lost_output(folder):
    """A full device or a closed standard output: one line, status 2 (4 where a feed is published); a pipe that closes is
    not a fault."""
    golden = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../golden/chinad.jsonl")
    shutil.copy(golden, os.path.join(folder, "vectors.jsonl"))
    for command in PRINTING:
        told = run(folder, *command)
        assert told.returncode in (0, 1), told
        if not told.stdout:
            assert command[0] in ("complete", "scan"), command
            continue
        status = 4 if command[:2] == FEED_RUN else 2  # readers have the edition, whatever becomes of the report
        with open("/dev/full", "wb") as full:
            one_line(run(folder, "-q", *command, stdout=full), status, "standard output", "No space left on device")
        one_line(run(folder, "-q", *command, closed=[1]), status, "standard output", "Bad file descriptor")
        reader, writer = os.pipe()
        os.close(reader)
        done = run(folder, "-q", *command, stdout=writer)
        os.close(writer)
        assert done.returncode == told.returncode and not done.stderr, (command, done)
    # What the run did stays done, and a guard stays a guard.
    config = dict(CONFIG, guards={"min_names": 10 ** 6})
    write(folder, "guard.json", json.dumps(config))
    with open("/dev/full", "wb") as full:
        done = run(folder, "feed", "guard.json", "--date", "2026-11-25", "--json", stdout=full)
    assert done.returncode == 3 and "guard" in done.stderr and "No space left" in done.stderr, done


def closed_streams(folder):
    """No file that is written gets the number of a stream, and so no message."""
    write(folder, "top.csv", "1,google.com\n47182,pushover.net\n")
    command = ["generate", "suppobox/suppobox-2", "--on", "2027-03-18T14:02:40Z", "--allow", "top.csv", "--review-file", "r.csv",
               "-o", "l.rpz", "--format", "rpz", "--rpz-origin", "x.example"]
    assert "put into r.csv" in run(folder, *command).stderr
    with open(os.path.join(folder, "l.rpz"), "rb") as file:
        wanted = file.read()
    for closed in ([2], [0, 2], [1, 2], [0, 1, 2]):
        os.remove(os.path.join(folder, "l.rpz"))
        assert run(folder, *command, closed=closed).returncode == 0
        with open(os.path.join(folder, "l.rpz"), "rb") as file:
            assert file.read() == wanted, closed
    one_line(run(folder, "diff", "a.txt", "-", closed=[0]), 2, "standard input", "Bad file descriptor")


def limits(folder):
    def file_size():
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    one_line(run(folder, "-q", "generate", "chinad", "--on", "2026-11-24", "--format", "jsonl", "-o", "big.jsonl",
                 before=file_size), 2, "big.jsonl", "File too large")
    before = list_of(folder)
    done = run(folder, "-q", "feed", "feed.json", "--date", "2026-11-25", before=file_size)
    assert done.returncode == 2 and "File too large" in done.stderr, done
    assert list_of(folder) == before and b".building" not in list_of(folder + "/out")
    assert run(folder, "-q", "verify", "out").returncode == 0

    # No threads, or few: slower, or one line.
    want = run(folder, "-q", "generate", "chinad", "ramdo", *DAY).stdout
    for size in range(120 << 20, 620 << 20, 20 << 20):
        for threads in ("4", "64", "1024"):
            done = run(folder, "-q", "generate", "chinad", "ramdo", *DAY, "--threads", threads,
                       before=lambda size=size: resource.setrlimit(resource.RLIMIT_AS, (size, size)))
            assert (done.returncode, done.stdout) == (0, want) or done.returncode == 2, done
            assert done.returncode == 0 or len(done.stderr.splitlines()) == 1, done
    if os.geteuid() != 0:
        return print("RLIMIT_NPROC is not tried: it needs another user")
    os.chmod(folder, 0o755)
    shutil.copy(PROGRAM, folder + "/program")
    for threads in (1, 2, 3, 5):
        # The limit counts all processes of the user: nobody, who has none here but this.
        done = subprocess.run(["setpriv", "--reuid", "64998", "--regid", "64998", "--clear-groups", "prlimit",
                               f"--nproc={threads}", folder + "/program", "-q", "generate", "chinad", "ramdo", *DAY, "--threads", "8"],
                              cwd=folder, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0 and done.stdout == want or \
            done.returncode == 2 and b"no thread can be started" in done.stderr, (threads, done)


def rights(folder):
    """The umask decides, but never lets others write."""
    for mask, mode in ((0o000, 0o644), (0o002, 0o644), (0o022, 0o644), (0o077, 0o600)):
        name = f"mask{mask}"
        run(folder, "-q", "generate", "chinad", *DAY, "-o", name, umask=mask)
        run(folder, "-q", "generate", "chinad", *DAY, "--format", "stix", "-o", name + ".stix", umask=mask)
        write(folder, "mask.json", json.dumps(dict(CONFIG, folder=name + ".feed")))
        run(folder, "-q", "feed", "mask.json", "--date", "2026-11-24", umask=mask)
        assert stat.S_IMODE(os.stat(f"{folder}/{name}").st_mode) == mode, name
        found = {path for base, folders, files in os.walk(folder) for path in
                 [os.path.join(base, one) for one in folders + files]
                 if not os.path.islink(path) and os.stat(path).st_mode & stat.S_IWOTH}
        assert not found, found
        assert stat.S_IMODE(os.stat(f"{folder}/{name}.stix").st_mode) == mode | (mode & 0o444) >> 2, name


def misp(folder):
    """Values of other types in MISP's JSON."""
    event = {"Event": {"Attribute": [{"type": "domain", "value": "a.com", "deleted": True},
                                     {"type": "domain", "value": "b.com"}]}}
    for deleted, names in ((True, b"b.com\n"), (False, b"a.com\nb.com\n"), ("0", b"a.com\nb.com\n"), (1, b"b.com\n"),
                           ("1", b"b.com\n"), (0, b"a.com\nb.com\n"), (None, b"a.com\nb.com\n")):
        event["Event"]["Attribute"][0]["deleted"] = deleted
        write(folder, "event.json", json.dumps(event, indent=1))
        done = run(folder, "-q", "import", "event.json", "--family", "x", *DAY)
        assert done.returncode == 0 and done.stdout == names, (deleted, done)
    event["Event"]["Attribute"][0]["deleted"] = [2]
    write(folder, "event.json", json.dumps(event, indent=1))
    one_line(run(folder, "-q", "import", "event.json", "--family", "x", *DAY), 2, "event.json:", "deleted", "true or false")

    make_feed = ["-q", "generate", "vidro", "--format", "misp", "--producer", "X", "--tlp", "clear"]
    assert run(folder, *make_feed, "--on", "2024-03-04", "-o", "m1").returncode == 0
    (name,) = [one for one in os.listdir(folder + "/m1") if one.count("-") == 4]
    with open(f"{folder}/m1/{name}", encoding="ascii") as file:
        text = file.read()
    value, seen = json.loads(text)["Event"]["Attribute"][0]["value"], '"last_seen":"'
    end = text.index('"', text.index(seen) + len(seen)) + 1
    for spoilt in (text.replace(f'"value":"{value}"', '"value":5', 1), text.replace(f'"value":"{value}"', '"value":null', 1),
                   text[:text.index(seen)] + '"last_seen":7' + text[end:],
                   text.replace('"to_ids":true', '"to_ids":true,"deleted":"no"', 1)):
        assert spoilt != text
        write(folder, f"m1/{name}", spoilt)
        before = list_of(folder)
        one_line(run(folder, *make_feed, "--on", "2024-03-05", "-o", "m2", "--misp-previous", "m1"), 2, name, "previous feed")
        assert list_of(folder) == before


def odd_bytes(folder):
    """Names and reasons that are not UTF-8, which is what JSON is made of."""
    odd = b"b\xff.csv"
    write(folder, os.fsdecode(odd), "google.com\n")
    done = run(folder, "-q", "generate", "chinad", *DAY, "--split", "suffix", "--allow", odd, "-o", "split")
    assert done.returncode == 0, done
    with open(folder + "/split/manifest.json", encoding="utf-8") as file:
        assert json.load(file)["basis"]["name_lists"][0]["name"] == "b\ufffd.csv"
    done = run(folder, "-q", "generate", "chinad", *DAY, "--shard", "1/1", "--allow", odd, "-o", "part")
    assert done.returncode in (0, 2) and b"terminate" not in done.stderr.encode(), done
    write(folder, "force.json", json.dumps(dict(CONFIG, folder="forced", guards={"min_names": 10 ** 6})))
    one_line(run(folder, "-q", "feed", "force.json", "--date", "2026-11-24", "--force", b"caf\xe9"), 2, "--force")
    assert run(folder, "-q", "feed", "force.json", "--date", "2026-11-24", "--force", "caf\xe9").returncode == 0
    with open(folder + "/forced/current/manifest.json", encoding="utf-8") as file:
        assert json.load(file)["forced"]["reason"] == "caf\xe9"
    done = run(folder, "-q", "feed", "force.json", "--date", "2026-11-25", "--force", "caf\xe9", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["manifest"]["forced"], done
    done = run(folder, "-q", "status", "forced", "--json")
    assert json.loads(done.stdout)["forced"], done


def broken_feeds(folder):
    """States of a feed's folder that the file system answers with an error."""
    assert run(folder, "-q", "verify", "out", "--key", "k" * 300).returncode == 1
    assert run(folder, "-q", "selftest", "--plugin", "p" * 300 + ".lua").returncode == 2
    for manifest in ("{", "5", "[]", '{"outputs":5}', '{"outputs":[{"file":1}],"date":1,"feed":2,"issue":3}',
                     '{"outputs":[],"date":"2026-11-24","feed":"f","issue":{}}'):
        os.makedirs(folder + "/odd", exist_ok=True)
        write(folder, "odd/manifest.json", manifest)
        one_line(run(folder, "-q", "status", "odd"), 2, "odd/manifest.json")
        assert run(folder, "-q", "verify", "odd").returncode in (1, 2)
    write(folder, "loop.json", json.dumps(dict(CONFIG, folder="loop")))
    assert run(folder, "-q", "feed", "loop.json", "--date", "2026-11-24").returncode == 0
    (issue,) = os.listdir(folder + "/loop/issues")
    manifest = f"{folder}/loop/issues/{issue}/manifest.json"
    os.remove(manifest)
    os.symlink("manifest.json", manifest)
    done = run(folder, "-q", "feed", "loop.json", "--date", "2026-11-25")
    assert done.returncode in (0, 2) and "internal error" not in done.stderr, done
    assert not [name for name in list_of(folder + "/loop") if name == b".building"]
    if os.geteuid() == 0:
        return print("a folder without rights is not tried: root has them all")
    os.chmod(f"{folder}/loop/issues/{issue}", 0)
    done = run(folder, "-q", "feed", "loop.json", "--date", "2026-11-26")
    assert done.returncode in (0, 2) and "internal error" not in done.stderr, done
    os.chmod(f"{folder}/loop/issues/{issue}", 0o755)


def main():
    for part in (lost_output, closed_streams, limits, rights, misp, odd_bytes, broken_feeds):
        with tempfile.TemporaryDirectory(prefix="dgacast-process-") as folder:
            make(folder)
            part(folder)
            print(part.__name__, "is right")


if __name__ == "__main__":
    main()
