#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does text that others wrote stay text?

Every text field of every input is given line feeds, tabs, quotes, commas, formulas, escape sequences, NUL and U+202E,
and every format, report, message and terminal line is read back: no control character and no bidirectional control
leaves, what has a grammar parses, and a hostile input makes exactly the rows of a harmless one.

usage: foreign_text_test.py PROGRAM
"""
import concurrent.futures
import csv
import functools
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.dom.minidom

PROGRAM = os.path.abspath(sys.argv[1])
# A row, a record or an owner of this name is one that a stranger has made.
FORGED = "google.com"
SIGNS = ["\n", "\r", "\t", '"', ",", "=", "@", "\x1b[31m", "\x00", "\u202e", "\x7f", "\u009b31m", "\u2066", "\u2028",
         "\ufffe", "'", "\\", "<", "&", ";", "|", "+", "-"]
# The same in fewer runs: what no text may hold one by one, what a text may hold together.
HARD = [sign for sign in SIGNS if len(sign) > 1 or not 0x20 <= ord(sign) < 0x7F]
HARD.append("".join(sign for sign in SIGNS if sign not in HARD))
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufffe\uffff")
faults = []


def hostile(sign):
    return sign + "x" + sign + FORGED


def fault(where, text):
    faults.append("%s: %s" % (where, ascii(text)[:600]))


def check_clean(where, raw, allowed="\n\t"):
    """What reaches a terminal, a journal or a parser holds no control characters but its own separators."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        fault(where, "not UTF-8: %s in %r" % (error, raw[:200]))
        return
    for character in text:
        if (unicodedata.category(character) == "Cc" and character not in allowed) or character in BIDI:
            fault(where, "U+%04X in %s" % (ord(character), text[max(0, text.index(character) - 80):][:200]))
            return


def run(folder, *arguments, stdin=b"", environment=None, statuses=(0, 1, 2)):
    arguments = [a.replace("\x00", "") if isinstance(a, str) else a for a in arguments]  # no argument can hold one
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, input=stdin, capture_output=True, timeout=120, check=False,
                          env=dict(os.environ, **(environment or {})))
    where = ascii(" ".join(a if isinstance(a, str) else repr(a) for a in arguments))[:160]
    if done.returncode not in statuses:
        fault(where, "status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
    check_clean(where + " 2>", done.stderr, "\n")
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        if not re.match("(<[3-5]>)?dgacast: ", line):
            fault(where + " 2>", "a line of another beginning: " + line)
        if "json.exception" in line:
            fault(where + " 2>", "a name of a library's class: " + line)
    return done


def write(folder, name, text):
    with open(os.path.join(folder, name), "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return name


@functools.cache
def all_formats():
    done = subprocess.run([PROGRAM, "formats", "--json"], capture_output=True, check=True)
    return [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]


def documents_of(folder, output):
    """The files of an output: one, or those of a folder, by name."""
    path = os.path.join(folder, output)
    if not os.path.isdir(path):
        return {output: open(path, "rb").read()}
    found = {}
    for base, _, names in os.walk(path):
        for name in names:
            with open(os.path.join(base, name), "rb") as file:
                found[os.path.relpath(os.path.join(base, name), path)] = file.read()
    return found


def parse(where, name, raw):
    """Reads what has a grammar by that grammar; gives the values that name hosts."""
    text = raw.decode("utf-8", "replace")
    if name.endswith(".json") or name in ("dgarchive", "srw-summary-json"):
        json.loads(text)
    elif "jsonl" in name or name == "intelmq":
        for line in text.splitlines():
            if json.loads(line).get("domain") == FORGED or json.loads(line).get("source.fqdn") == FORGED:
                fault(where, "a forged record " + line)
    elif name.endswith(".xml"):
        xml.dom.minidom.parseString(raw)
    elif "csv" in name or name in ("bambenek", "threatfox", "splunk"):
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
                if row and not row[0].startswith("#")]
        if len({len(row) for row in rows}) > 1:
            fault(where, "rows of %s columns" % {len(row) for row in rows})
        for row in rows:
            for value in row:
                if value == FORGED or re.match("[=+@\t\r]", value) or "\n" in value:
                    fault(where, "a value %s in %s" % (value, row))
    elif name == "netlab" or name == "zeek":
        if len({line.count("\t") for line in text.splitlines() if not line.startswith("#")}) != 1:
            fault(where, "rows of different columns")


def skeleton(raw):
    """How many lines, and which of our names in which order: a hostile list has those of a harmless one."""
    text = raw.decode("utf-8", "replace")
    return text.count("\n"), re.findall(r"\bn\d\d-[a-z]+\.[a-z]+", text)


def write_all_formats(folder, command, tag):
    """By format, the documents that `command` writes; each is clean and parses."""
    os.chmod(os.path.join(folder, write(folder, "epp.json", '{"auth_info": "a secret"}')), 0o600)

    def one(format_id):
        output = "out-%s-%s" % (tag, format_id)
        more = ["--epp-config", "epp.json"] if format_id.startswith("epp-") else []
        done = run(folder, "-q", *command, "--format", format_id, "-o", output, *more, statuses=(0,))
        where = "%s as %s" % (tag, format_id)
        if done.returncode != 0:
            return format_id, {}
        documents = documents_of(folder, output)
        for name, raw in documents.items():
            check_clean(where + " " + name, raw)
            shown = format_id if name == output else name
            try:
                parse(where, shown, raw)
            except Exception as error:  # whatever a parser says
                fault(where + " " + name, "does not parse: %s" % error)
            # Seeds and the facts of a catalogue may say such a word; a name, a family or an owner may not be one.
            if format_id not in ("csv", "jsonl", "stix", "misp", "intelmq", "threatfox") and name == output:
                for line in raw.decode("utf-8", "replace").splitlines():
                    if FORGED in re.split(r"[^A-Za-z0-9._-]+", line):
                        fault(where, "a forged line " + line)
        return format_id, documents

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return dict(pool.map(one, all_formats()))


def compare(harmless, other, tag):
    for format_id, documents in harmless.items():
        before = sorted(skeleton(raw) for raw in documents.values())
        after = sorted(skeleton(raw) for raw in other.get(format_id, {}).values())
        if format_id in ("misp", "dgarchive", "stix"):  # families are keys or digests there, and set the order
            before = [(lines, sorted(names)) for lines, names in before]
            after = [(lines, sorted(names)) for lines, names in after]
            if format_id == "misp":
                before, after = (sorted(name for _, names in x for name in names) for x in (before, after))
        if before != after:
            fault("%s as %s" % (tag, format_id), "other rows than a harmless one: %s, not %s" % (after, before))


def imports(folder, tag, make):
    """Files of each form, with a row a sign; `make(sign)` is the text of every field that is a stranger's own."""
    window = ["2026-11-24", "2026-12-24"]
    name = lambda form, i: "n%02d-%s.com" % (i, form)
    texts = [make(sign) for sign in SIGNS]
    rows_of = lambda cannot: [(i, text) for i, text in enumerate(texts) if not re.search(cannot, SIGNS[i])]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["domain", "family", "seed", "valid_from", "valid_until", "note"])
    for i, text in rows_of("[\n\r]"):  # a value of a CSV ends with its line here
        rows.writerow([name("csv", i), "f%02d%s" % (i, text), text, *window, text])
    files = [write(folder, tag + ".csv", out.getvalue())]
    lines = [json.dumps({"domain": name("jsonl", i), "family": "f%02d%s" % (i, text), "seed": text, "note": text,
                         "valid_from": window[0], "valid_until": window[1]}) for i, text in enumerate(texts)]
    files.append(write(folder, tag + ".jsonl", "\n".join(lines) + "\n"))
    lines = ["f%02d%s\t%s\t2026-11-24 00:00:00\t2026-12-23 23:59:59" % (i, text, name("netlab", i))
             for i, text in rows_of("[\n\t\r\"]")]
    files.append(write(folder, tag + ".tsv", "\n".join(lines) + "\n"))
    lines = ['%s,"Domain used by f%02d%s for 24 Nov 2026",2026-11-24,"http://%s"'
             % (name("bambenek", i), i, text.replace('"', '""'), text.replace('"', '""'))
             for i, text in rows_of("[\n\r]")]
    files.append(write(folder, tag + ".bambenek", "\n".join(lines) + "\n"))
    archive = {"f%02d%s_dga" % (i, text.replace("_", "")): [name("archive", i)] for i, text in enumerate(texts)}
    files.append(write(folder, tag + ".archive", json.dumps(archive)))
    attributes = [{"type": "domain", "value": name("misp", i), "comment": "f%02d/%s index 5" % (i, text),
                   "category": text, "uuid": text, "first_seen": "2026-11-24T00:00:00.000000+00:00",
                   "last_seen": "2026-12-23T00:00:00.000000+00:00"} for i, text in enumerate(texts)]
    for i, text in enumerate(texts):
        event = {"Event": {"info": text, "Tag": [{"name": 'misp-galaxy:malpedia="f%02d%s"' % (i, text)}],
                           "Attribute": [{"type": "domain", "value": name("galaxy", i)}] + (attributes if i == 0 else [])}}
        files.append(write(folder, "%s.%d.misp" % (tag, i), json.dumps(event, ensure_ascii=False)))
    return files


def test_imports(folder):
    command = ["import", "--from", "2026-11-24", "--days", "30"]
    harmless = write_all_formats(folder, command + imports(folder, "harmless", lambda _: "x"), "harmless")
    others = write_all_formats(folder, command + imports(folder, "hostile", hostile), "hostile")
    compare(harmless, others, "hostile")
    # Names are host names or left out, whatever stands around them, in every form.
    for sign in SIGNS:
        row = json.dumps({"domain": "a%sb.com" % sign, "family": "x", "valid_from": hostile(sign)})
        write(folder, "date.jsonl", row)
        run(folder, "import", "date.jsonl", "--format", "csv")
        write(folder, "name.txt", "a.com\na%sb.com\n%s\n" % (sign, hostile(sign)))
        done = run(folder, "import", "name.txt", "--family", "x", "--format", "csv")
        check_clean("names of an import", done.stdout)
        write(folder, "name.json", json.dumps({"list": ["a.com", "a%sb.com" % sign]}, ensure_ascii=False))
        check_clean("names of a list", run(folder, "import", "name.json", "--family", "x").stdout)
        run(folder, "import", "name.json", "--family", "x" + sign, "--seed", "x" + sign)


CATALOGUE_TEXTS = [
    {"malware": "@"}, {"aliases": ["@"]}, {"malpedia": {"id": "@"}}, {"malpedia": {"id": "win.x", "name": "@"}},
    {"malpedia": {"id": "win.x", "uuid": "@"}}, {"summary": "@"}, {"taxonomy": "@"}, {"scheme": "@"}, {"period": "@"},
    {"names": {"note": "@"}}, {"suffixes": ["@"]}, {"label": {"min": 1, "max": 9, "alphabet": "@"}}, {"first_seen": "@"},
    {"sources": ["@"]}, {"uncertainty": {"text": "@"}}, {"verified": "@"}, {"parameters": [{"name": "@", "meaning": "@"}]},
    {"parameters": [{"name": "base", "meaning": "m", "default": "@"}]}, {"@": "x"}, {"id": "@"},
    {"seeds": [{"id": "@"}]}, {"seeds": [{"id": "s", "note": "@"}]}, {"seeds": [{"id": "s", "values": {"@": 1}}]},
    {"seeds": [{"id": "s", "values": {"base": "@"}}]}]


def filled(value, text):
    if isinstance(value, dict):
        return {filled(key, text): filled(one, text) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, text) for one in value]
    return text if value == "@" else value


def test_catalogues(folder):
    def one(number):
        field, sign = CATALOGUE_TEXTS[number // len(HARD)], HARD[number % len(HARD)]
        name = "c%d.json" % number
        entry = dict({"id": "charbot"}, **filled(field, hostile(sign)))
        write(folder, name, json.dumps(entry, ensure_ascii=False))
        for more in (["families", "charbot"], ["families"], ["families", "charbot", "--json"]):
            done = run(folder, *more, "--catalogue", name)
            check_clean("catalogue %s" % ascii(entry), done.stdout)
            if done.returncode == 2:
                break
            if more[-1] == "--json":
                json.loads(done.stdout)
        # What is refused is refused with its line; nothing else than a sign that a list can carry is let in.
        if done.returncode == 2 and not done.stderr.startswith(b"dgacast: %s:1: " % name.encode()):
            fault("catalogue %s" % ascii(entry), done.stderr.decode("utf-8", "replace"))

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(len(CATALOGUE_TEXTS) * len(HARD))))


def test_facts_in_formats(folder):
    """Texts that a catalogue may give, with all that means something to a format, in every format."""
    text = "=x\",'<&>;|@+-\\ " + FORGED
    entry = {"id": "chinad", "malware": text, "aliases": [text], "malpedia": {"id": "win.x", "name": text}, "summary": text,
             "sources": [text], "uncertainty": {"text": text}, "verified": text, "period": text, "unavailable": ""}
    write(folder, "facts.json", json.dumps(entry))
    command = ["generate", "chinad", "--on", "2026-11-24", "--tld", "cn"]

    def rows(documents):
        return {format_id: sorted(raw.decode().count("\n") for raw in one.values())
                for format_id, one in documents.items()}
    plain = rows(write_all_formats(folder, command, "facts0"))
    told = rows(write_all_formats(folder, command + ["--catalogue", "facts.json"], "facts1"))
    if plain != told:
        fault("facts of a catalogue", "make rows: %s" % {k: (v, told[k]) for k, v in plain.items() if told[k] != v})
    for more in ([], ["chinad"], ["chinad", "--json"]):
        check_clean("families", run(folder, "families", *more, "--catalogue", "facts.json").stdout)


SCRIPT = """function describe() return {abi = 1, id = "%s", taxonomy = "TDD", period = "%s", most_names = 10,
  parameters = {{name = "%s", type = "%s", optional = true}}} end
function period(values, instant) return instant // 86400 * 86400, instant // 86400 * 86400 + 86400 end
function generate(values, first, after, add) add("%s") %s end
"""


def test_plugins(folder):
    texts = ["mine", "1 day", "p", "u32", "n.com", ""]

    def one(number):
        sign, position = HARD[number // 7], number % 7
        literal = "".join("\\%03d" % byte for byte in hostile(sign).encode())
        words = list(texts)
        if position < 6:
            words[position] = 'error("%s")' % literal if position == 5 else literal
        name = "p%d" % number
        write(folder, name + ".lua", SCRIPT % tuple(words))
        facts = {"id": "mine", "taxonomy": "TDD", "malware": hostile(sign) if position == 6 else "Mine", "seeds": [{"id": "s"}]}
        write(folder, name + ".json", json.dumps(facts, ensure_ascii=False))
        for more in (["families", "mine"], ["generate", "mine", "--on", "2026-11-24", "--format", "csv"]):
            check_clean("plugin %d" % number, run(folder, *more, "--plugin", name + ".lua").stdout)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(7 * len(HARD))))


def test_logs(folder):
    run(folder, "-q", "index", "build", "-o", "s.idx", "srizbi", "--on", "2008-11-13", statuses=(0,))
    bot = "yrytdyip.com"
    time = "13-Nov-2008 09:00:00.000"
    forms = {
        "bind": lambda n, c: time + " queries: info: client @0x7f %s#53 (%s): query: %s IN A + (192.0.2.53)" % (c, n, n),
        "unbound": lambda n, c: "[1226577600] unbound[1:0] info: %s %s. A IN" % (c, n),
        "dnsmasq": lambda n, c: "Nov 13 11:20:47 dnsmasq[12]: query[A] %s from %s" % (n, c),
        "dnstap": lambda n, c: time + " CQ %s:53123 -> 192.0.2.53:53 UDP 40b %s/IN/A" % (c, n),
        "plain": lambda n, c: n,
        "zeek": lambda n, c: "#fields\tts\tid.orig_h\tquery\n1226577600.0\t%s\t%s" % (c, n),
        "json": lambda n, c: "\n".join(json.dumps(one, ensure_ascii=False) for one in (
            {"ts": 1226577600.0, "id.orig_h": c, "query": n},
            {"timestamp": "2008-11-13T12:00:00.000000+0000", "event_type": "dns", "src_ip": c,
             "dns": {"type": "query", "rrname": n, "rrtype": "A"}},
            {"rrname": n, "rrtype": "A", "time_first": 1226577600, "time_last": 1226577601, "rdata": ["192.0.2.9"]})),
    }
    row = "\n2008-11-13T12:00:00Z\t192.168.9.9\t%s\tsrizbi/x\t2008-11-13T00:00:00Z\t2008-11-16T00:00:00Z\t0\t0\n" % bot
    signs = SIGNS + [row]

    def one(number):
        form, in_client = list(forms)[number % len(forms)], number // len(forms)
        lines = []
        for sign in signs:
            client = "10.0.0.1" + sign + "x" if in_client else "10.0.0.1"
            name = bot if in_client else "x" + sign + "." + bot
            lines.append(forms[form](name, client) + "\n")
        write(folder, "l%d" % number, "".join(lines))
        done = run(folder, "scan", "--index", "s.idx", "--all", "--log-format", form, "l%d" % number, statuses=(0, 1, 2))
        where = "scan of %s, %s" % (form, "clients" if in_client else "names")
        check_clean(where, done.stdout)
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            if "192.168.9.9" in line and form == "json" or line.count("\t") not in (7, 9):
                fault(where, "a forged row " + line)
        done = run(folder, "scan", "--index", "s.idx", "--all", "--json", "--log-format", form, "l%d" % number,
                   statuses=(0, 1, 2))
        check_clean(where, done.stdout, "\n")
        for line in done.stdout.splitlines():
            json.loads(line)

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(2 * len(forms))))
    asked = "".join("x%s.%s\n" % (sign, bot) for sign in SIGNS)
    for more in ([], ["--json"]):
        done = run(folder, "lookup", "--index", "s.idx", *more, "-", stdin=asked.encode())
        check_clean("lookup", done.stdout)
        for line in done.stdout.decode().splitlines():
            if more:
                json.loads(line)
            elif line.count("\t") != 4:
                fault("lookup", "a row of other columns " + line)
    for sign in HARD:
        if "\x00" not in sign:
            name = "x%s.%s" % (sign, bot)
            check_clean("explain", run(folder, "explain", "--family", "srizbi", "--on", "2008-11-13", name).stdout)
            check_clean("explain", run(folder, "explain", "--family", "srizbi", "--on", "2008-11-13", "--json", name).stdout)


def test_lists_to_compare(folder):
    for i, sign in enumerate(HARD):
        write(folder, "old%d" % i, "a.com,x\nb.com,x\n")
        write(folder, "new%d" % i, "a.com,%s\nb%s.com,x\n" % (hostile(sign).replace("\n", ""), sign))
        write(folder, "changed%d" % i, "a.com,%s\nb.com,x\n" % hostile(sign).replace("\n", ""))
        check_clean("diff", run(folder, "diff", "old%d" % i, "new%d" % i).stdout)
        check_clean("diff", run(folder, "diff", "old%d" % i, "changed%d" % i).stdout)


def test_manifests(folder):
    for i, sign in enumerate(HARD):
        text = hostile(sign)
        feed = os.path.join(folder, "feed%d" % i)
        os.makedirs(os.path.join(feed, "records"))
        write(feed, "manifest.json", json.dumps(
            {"feed": text, "issue": text, "date": "2026-11-24", "forced": {"reason": text},
             "outputs": [{"name": text, "file": text, "names": text, "serial": text, "sha256": text}]},
            ensure_ascii=False))
        write(feed, "SHA256SUMS", "%064d  %s\n%064d  manifest.json\n" % (0, text, 0))
        write(feed, "SHA256SUMS.minisig", "untrusted comment: %s\n%s\ntrusted comment: %s\n%s\n" % (text, text, text, text))
        if "\x00" not in sign:
            write(feed, "records/a%s.csv" % sign, "domain,family\nb.com,%s\nx%s.com,x\n" % (text.replace("\n", ""), sign))
            write(feed, "added" + sign, "")
        write(feed, "records/b.csv", "domain,family\nb.com,x\n")
        os.makedirs(os.path.join(folder, "empty%d" % i, "records"))
        write(folder, "empty%d/manifest.json" % i, "{}")
        write(folder, "empty%d/records/b.csv" % i, "domain,family\nb.com,%s\n" % text.replace("\n", ""))
        for arguments in (["status"], ["status", "--json"], ["verify"], ["verify", "--key", text.replace("\x00", "")],
                          ["diff", "empty%d" % i]):
            done = run(folder, "-q", *arguments, "feed%d" % i)
            check_clean(" ".join(arguments), done.stdout)
            if arguments[-1] == "--json" and done.returncode == 0:
                json.loads(done.stdout)
        write(folder, "status.json", json.dumps({"date": text}))


def test_feeds(folder):
    write(folder, "list.csv", "domain,family,seed,valid_from,valid_until\n" + "".join(
        'n%02d-feed.cn,f%02d,"%s",2026-11-20,2026-12-30\n' % (i, i, hostile(sign).replace('"', '""'))
        for i, sign in enumerate(SIGNS) if not re.search("[\n\r]", sign)) + "0cl643pge57ubgy6.cn,suppobox,x,2020-01-01,2099-12-30\n")
    config = {"feed": "test", "folder": "out", "families": ["chinad"], "tlds": ["cn"], "imports": ["list.csv"],
              "guards": {"selftest": False}, "outputs": [
                  {"name": "zone", "format": "rpz", "rpz": {"origin": "x.example", "actions": {"suppobox": "passthru"}}},
                  {"name": "rows", "format": "csv"}, {"name": "lines", "format": "registry-jsonl"}]}
    write(folder, "feed.json", json.dumps(config))
    for day in ("2026-11-24", "2026-11-25"):
        check_clean("feed", run(folder, "feed", "feed.json", "--date", day, statuses=(0,)).stdout)
    documents = documents_of(folder, "out/current")
    for name, raw in documents.items():
        check_clean("issue " + name, raw)
        if name.endswith(".csv"):
            parse("issue " + name, name, raw)
    zone = documents["zone.rpz"].decode()
    if "passthru" in zone:
        fault("feed", "the claim of an import lifts a block: " + re.search(".*passthru.*", zone)[0])
    for sign in HARD:
        if "\x00" not in sign:
            run(folder, "feed", "feed.json", "--date", "2026-11-26", "--force", hostile(sign), "--dry-run")
        for key in ("feed", "folder", "families", "horizon", sign):
            other = {**config, "folder": "never", key: [hostile(sign)] if key == "families" else hostile(sign)}
            write(folder, "other.json", json.dumps(other, ensure_ascii=False))
            check_clean("feed", run(folder, "feed", "other.json", "--date", "2026-11-24", "--dry-run", "--json").stdout)
        for where in ("name", "format", "families"):
            output = {**config["outputs"][1], where: [hostile(sign)] if where == "families" else hostile(sign)}
            other = {**config, "folder": "never", "outputs": [output]}
            write(folder, "other.json", json.dumps(other, ensure_ascii=False))
            check_clean("feed", run(folder, "feed", "other.json", "--date", "2026-11-24", "--dry-run").stdout)
        epp = {"auth_info": hostile(sign), "registrant": "r%s1" % sign, "contacts": {"admin": "c%s1" % sign}}
        for key in epp:
            write(folder, "epp1.json", json.dumps(dict({"auth_info": "x"}, **{key: epp[key]}), ensure_ascii=False))
            done = run(folder, "-q", "generate", "chinad", "--on", "2026-11-24", "--tld", "cn", "--format", "epp-create",
                       "--epp-config", "epp1.json", "--split", "none", "-o", "epp-out")
            if done.returncode == 0:
                for name, raw in documents_of(folder, "epp-out").items():
                    check_clean("EPP", raw)
                    if name.endswith(".xml"):
                        xml.dom.minidom.parseString(raw)


def test_file_names(folder):
    for i, sign in enumerate(sign for sign in HARD + ["=", "@", "+"] if "\x00" not in sign):
        name = "%d%s.json" % (i, hostile(sign))
        lead = "%s%d.csv" % (sign, i)  # a formula, where a file's name begins a field
        write(folder, name, "{")
        write(folder, lead, "1,0cl643pge57ubgy6.cn\n")
        for arguments in (["families", "--catalogue", name], ["generate", "chinad", "--plugin", name], ["import", name],
                          ["feed", name], ["lookup", "--index", name, "a.com"], ["verify", name], ["status", name],
                          ["diff", name, lead], [name], ["--" + name], ["generate", name],
                          ["generate", "chinad", "--format", name], ["generate", "chinad", "--param", name]):
            check_clean(" ".join(arguments), run(folder, *arguments).stdout)
        for format_id in ("csv", "jsonl"):
            done = run(folder, "generate", "chinad", "--on", "2026-11-24", "--tld", "cn", "--allow", lead,
                       "--on-collision", "flag", "--format", format_id)
            check_clean("evidence", done.stdout)
            parse("evidence", format_id, done.stdout)
        check_clean("evidence", run(folder, "explain", "0cl643pge57ubgy6.cn", "--family", "chinad", "--on", "2026-11-24",
                                    "--allow", lead).stdout)
    os.makedirs(os.path.join(folder, "bytes"))
    path = os.path.join(folder.encode(), b"b\xff\x1b.csv")
    write(os.fsencode(folder), b"b\xff\x1b.csv", b"1,0cl643pge57ubgy6.cn\n")
    for format_id in ("csv", "jsonl"):
        done = run(folder, "generate", "chinad", "--on", "2026-11-24", "--tld", "cn", "--allow", path, "--on-collision",
                   "flag", "--format", format_id)
        check_clean("bytes", done.stdout)
    run(folder, "generate", "chinad", "--on", "2026-11-24", "--tld", "cn", "--allow", path, "--split", "suffix", "-o", "split")


def test_journal(folder):
    """No file name forges a line, or a level, of the journal."""
    name = "x\n<0>dgacast: kernel panic"
    write(folder, name, "{")
    with open(os.path.join(folder, "journal"), "w+b") as journal:
        status = os.fstat(journal.fileno())
        subprocess.run([PROGRAM, "families", "--catalogue", name], cwd=folder, stderr=journal, check=False,
                       env=dict(os.environ, JOURNAL_STREAM="%d:%d" % (status.st_dev, status.st_ino)))
        journal.seek(0)
        lines = journal.read().splitlines()
    if len(lines) != 1 or not lines[0].startswith(b"<3>dgacast: x\\x0a<0>dgacast"):
        fault("journal", repr(lines))


def main():
    for test in (test_imports, test_catalogues, test_facts_in_formats, test_plugins, test_logs, test_lists_to_compare,
                 test_manifests, test_feeds, test_file_names, test_journal):
        before = len(faults)
        with tempfile.TemporaryDirectory(prefix="dgacast-text-") as folder:
            test(folder)
        print("%-22s %s" % (test.__name__, "ok" if len(faults) == before else "%d faults" % (len(faults) - before)))
    for one in faults[:40]:
        print("FAIL " + one)
    print("%d faults" % len(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
