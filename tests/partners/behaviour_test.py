#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a list for others must keep besides its syntax: folders that appear whole, ids and octets that stay the same,
withdrawal, framing, and that we read what we wrote.

usage: behaviour_test.py PROGRAM
"""
import hashlib
import json
import os
import pathlib
import sys
import tempfile

import lists

PROGRAM = sys.argv[1]


def generate(*arguments, **more):
    return lists.run(PROGRAM, "generate", *arguments, "-q", **more)


def import_(*arguments, **more):
    return lists.run(PROGRAM, "import", *arguments, **more)


def names_file(folder, *rows):
    path = folder / "in.csv"
    path.write_text("domain,family,seed,valid_from,valid_until\n" + "".join(row + "\n" for row in rows))
    return path


def test_manifests_tell_the_age_of_what_they_rest_on(folder):
    popular, own, out = folder / "top.csv", folder / "own.txt", folder / "out"
    popular.write_text("1,example.com\n")
    own.write_text("# as of 2025-01-02\nexample.com\n")  # what a list says of itself comes first
    for path in (popular, own):
        os.utime(path, (1700000000, 1700000000))  # 2023-11-14
    generate("chinad", "--on", "2026-11-24", "--psl", lists.SUFFIXES, "--allow", popular, "--allow", own, "--format", "plain", "--split",
             "suffix", "-o", out)
    basis = json.loads((out / "manifest.json").read_text())["basis"]
    assert basis["public_suffix_list"] == "2026-11-23"
    assert basis["name_lists"] == [{"name": "top.csv", "date": "2023-11-14"},
                                   {"name": "own.txt", "date": "2025-01-02"}]
    assert all(len(basis[key]) == 10 for key in ["delegated_tlds", "registry_rules", "provider_zones"])


def test_folders_appear_whole(folder):
    out = folder / "out"
    generate("chinad", "--on", "2026-11-24", "--format", "registry-csv", "--split", "suffix", "-o", out)
    manifest = json.loads((out / "manifest.json").read_text())
    assert [item["key"] for item in manifest["lists"]] == ["biz", "cn", "com", "info", "net", "org", "ru"]
    total = 0
    for item in manifest["lists"]:
        for file in item["files"]:
            octets = (out / file["name"]).read_bytes()
            assert (len(octets), hashlib.sha256(octets).hexdigest()) == (file["octets"], file["sha256"])
        rows = (out / (item["key"] + ".registry.csv")).read_text().splitlines()[1:]
        assert len(rows) == item["names"] and all(row.split(",")[2] == item["key"] for row in rows)
        total += len(rows)
    assert total == 256
    sums = dict(reversed(line.split("  ")) for line in (out / "SHA256SUMS").read_text().splitlines())
    assert sums == {name: hashlib.sha256(octets).hexdigest() for name, octets in lists.tree(out).items()
                    if name != "SHA256SUMS"}
    # the next list takes its place, and nothing of the old one stays
    generate("chinad", "--on", "2026-11-25", "--tld", "cn", "--format", "plain", "--split", "none", "-o", out)
    assert sorted(lists.tree(out)) == [".dgacast", "SHA256SUMS", "all.txt", "manifest.json"]
    # what we did not write is not ours to remove
    (out / "notes.txt").write_text("mine")
    error = generate("chinad", "--on", "2026-11-25", "--split", "none", "-o", out, status=2)[1]
    assert "notes.txt" in error and (out / "notes.txt").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["out"]  # nor is anything left beside it
    error = generate("chinad", "--on", "2026-11-25", "--split", "none", status=2)[1]
    assert "needs a folder" in error


def test_split_by_family(folder):
    out = folder / "out"
    import_(lists.NAMES, *lists.FIRST, "--format", "jsonl", "--split", "family", "-q", "-o", out)
    made = {name: [json.loads(line) for line in octets.decode().splitlines()]
            for name, octets in lists.tree(out).items() if name.endswith(".jsonl")}
    assert [name.partition(".")[0] for name in sorted(made)] == ["conficker_c", "my_own_family", "necurs", "ramnit",
                                                                 "suppobox"]
    for name, rows in made.items():
        assert all(source["family"] + ".jsonl" == name for row in rows for source in row.get("sources", [row]))
    assert sum(row["domain"] == "two.cn" for rows in made.values() for row in rows) == 2


def test_split_by_actor(folder):
    """Who can act on a name gets it; what nobody can register is in no registry's list, of whatever format."""
    rows = [name + ",necurs,s,2026-11-24,2026-11-28" for name in ("a.cn", "b.mooo.com", "c.bit", "d.e.cn", "com.cn")]
    names = names_file(folder, *rows)
    import_(names, "--split", "actor", "-q", "-o", folder / "out")
    made = {actor: (folder / "out" / (actor + ".txt")).read_text().split()
            for actor in ("registry", "provider", "resolver")}
    assert made == {"registry": ["a.cn", "d.e.cn"], "provider": ["b.mooo.com"], "resolver": ["c.bit", "com.cn"]}, made
    for form in ("registry-csv", "registry-jsonl", "nomulus", "epp-check", "epp-hold"):
        split = ["--split", "none"] if form.startswith("registry-") else []
        import_(names, "--format", form, *split, "-q", "-o", folder / form)
        text = b"".join(lists.tree(folder / form).values()).decode()
        assert "bit" not in text and "e.cn" not in text and "com.cn" not in text, form
    assert sorted(lists.tree(folder / "nomulus")) == [".dgacast", "SHA256SUMS", "cn_dgacast.txt", "mooo.com_dgacast.txt"]


def test_same_octets(folder):
    for form in ("stix", "misp", "epp-check"):
        for threads in ("1", "2"):
            generate("gozi", "srizbi", "--on", "2026-11-24", "--format", form, "--threads", threads, "-o",
                     folder / (form + threads), environment={"TZ": "Asia/Tokyo" if threads == "1" else "UTC"})
        assert lists.tree(folder / (form + "1")) == lists.tree(folder / (form + "2")), form


def test_ids_last(folder):
    """A name has the same ids in the list of the next day; another producer's are others."""
    def objects(*arguments):
        generate("necurs/magic9", "--tld", "cm", *arguments, "--format", "stix", "-o", folder / "out")
        return {item["id"]: item for path in (folder / "out").glob("bundle-*")
                for item in json.loads(path.read_text())["objects"] if item["type"] in ("indicator", "relationship")}
    # both days lie in one window of four days
    first, second = objects("--on", "2026-11-25"), objects("--on", "2026-11-26")
    assert first and set(first) == set(second)
    assert all(second[i]["created"] == first[i]["created"] for i in first)
    assert all(first[i]["created"] <= first[i]["modified"] < second[i]["modified"] for i in first)
    assert not set(first) & set(objects("--on", "2026-11-25", "--producer", "Another CERT"))
    generate("necurs/magic9", "--on", "2026-11-25", "--format", "stix", "-o", folder / "out",
             environment={"SOURCE_DATE_EPOCH": "1795600000"})
    assert b'"modified":"2026-11-25T09:46:40.000Z"' in (folder / "out/bundle-000001.json").read_bytes()


def test_framing(folder):
    command = ["chinad", "--on", "2026-11-24", "--tld", "cn", "--format", "epp-check", "--epp-batch", "7", "-o"]
    generate(*command, folder / "framed", "--epp-frame")
    generate(*command, folder / "out")
    framed = (folder / "framed").read_bytes()
    documents = [path.read_bytes() for path in sorted((folder / "out").glob("*.xml"))]
    assert len(documents) > 1
    for document in documents:
        assert document.count(b"<domain:name>") <= 7
        length = int.from_bytes(framed[:4], "big")
        assert framed[4:length] == document
        framed = framed[length:]
    assert framed == b""


def test_epp_needs_its_configuration(folder):
    error = generate("chinad", "--on", "2026-11-24", "--format", "epp-create", "-o", folder / "out", status=2)[1]
    assert "auth_info" in error and not (folder / "out").exists()
    for text, told in (('{"registrant": "x"}', ":1: \"registrant\""), ('{"hold": "ok"}', "clientHold"),
                       ('{\n"authinfo": "x"}', ":2:"), ('{"name_servers": ["no_host"]}', "no host")):
        (folder / "epp.json").write_text(text)
        error = generate("chinad", "--on", "2026-11-24", "--format", "epp-hold", "--epp-config", folder / "epp.json",
                         "-o", folder / "out", status=2)[1]
        assert told in error and error.count("\n") == 1, error
    assert "belongs to" in generate("--format", "plain", "--epp-frame", status=2)[1]


def events(folder):
    return {uuid: (entry, json.loads((folder / (uuid + ".json")).read_text())["Event"])
            for uuid, entry in json.loads((folder / "manifest.json").read_text()).items()}


def test_misp_withdraws(folder):
    def feed(output, day, *rows, previous=None):
        more = ["--misp-previous", previous] if previous else []
        import_(names_file(folder, *rows), "--from", day, "--days", "30", "--format", "misp", *more, "-q",
                "-o", folder / output)
        got = events(folder / output)
        for uuid, (entry, event) in got.items():
            octets = (folder / output / (uuid + ".json")).read_bytes()
            assert entry["integrity:sha256"] == hashlib.sha256(octets).hexdigest() and event["uuid"] == uuid
            assert entry["timestamp"] == event["timestamp"]
            values = [attribute["value"] for attribute in event["Attribute"]]
            assert values == sorted(set(values))
        hashes = {tuple(line.split(",")) for line in (folder / output / "hashes.csv").read_text().splitlines()}
        assert hashes == {(hashlib.md5(attribute["value"].encode()).hexdigest(), uuid)
                          for uuid, (_, event) in got.items() for attribute in event["Attribute"]}
        return {event["info"].split("(")[1].split(")")[0]: event for _, event in got.values()}

    window = "2026-11-24,2026-12-24"
    # a seed for each name, so that its index is the same whatever others there are
    rows = ["%s.com,%s,%s,%s" % (name, family, name, window) for family in ("necurs", "ramnit") for name in "abcd"]
    first = feed("one", "2026-11-24", *rows, "z.com,gozi,s,2026-11-24,2026-11-25",
                 "y.com,chinad,s,2026-11-24,2026-12-01")
    second = feed("two", "2026-11-26", *(row for row in rows if not row.startswith(("a.com,necurs", "c.com,necurs"))),
                  "e.com,necurs,s," + window, previous=folder / "one")

    def state(event):
        return [(a["value"], a.get("deleted", False), a["timestamp"] == event["timestamp"]) for a in event["Attribute"]]
    assert state(second["necurs"]) == [("a.com", True, True), ("b.com", False, False), ("c.com", True, True),
                                       ("d.com", False, False), ("e.com", False, True)]
    assert int(second["necurs"]["timestamp"]) > int(first["necurs"]["timestamp"])
    assert second["ramnit"] == first["ramnit"]  # nothing changed: nothing to fetch
    assert "gozi" not in second  # its window is over
    assert state(second["chinad"]) == [("y.com", True, True)]  # its window is not, and the name is gone
    # a third feed keeps what was deleted, and brings back what came back; made on the same day it is still later
    third = feed("three", "2026-11-26", *(row for row in rows if not row.startswith("c.com,necurs")),
                 previous=folder / "two")
    assert [(value, gone) for value, gone, _ in state(third["necurs"])] == [
        ("a.com", False), ("b.com", False), ("c.com", True), ("d.com", False), ("e.com", True)]
    assert int(third["necurs"]["timestamp"]) == int(second["necurs"]["timestamp"]) + 1
    same = {a["value"]: a["uuid"] for a in first["necurs"]["Attribute"]}
    assert all(same.get(a["value"], a["uuid"]) == a["uuid"] for a in third["necurs"]["Attribute"])
    error = import_(names_file(folder, *rows), "--format", "misp", "--misp-previous", folder, "-o", folder / "x",
                    status=2)[1]
    assert "manifest.json: cannot be read" in error and not (folder / "x").exists()


def test_round_trip(folder):
    """What we write in the forms of other feeds we read again: names, families and, where they have them, windows."""
    families = ["chinad", "conficker_c", "gozi", "ramnit", "m0yv"]
    dates = ["--from", "2026-11-24", "--days", "2"]

    def facts(text, with_window):
        items = [json.loads(line) for line in text.splitlines()]
        keys = ["family", "valid_from", "valid_until"] if with_window else ["family"]
        return {(item["domain"], *(source[key] for key in keys))
                for item in items for source in item.get("sources", [item])}

    ours = generate(*families, "--tld", "com,cn,ru,eu", *dates, "--format", "jsonl")[0]
    for form, with_window in (("netlab", True), ("bambenek", False), ("dgarchive", False), ("misp", True)):
        path = folder / form
        generate(*families, "--tld", "com,cn,ru,eu", *dates, "--format", form, "-o", path)
        files = sorted(path.glob("*-*.json")) if path.is_dir() else [path]
        undated = ["--on", "2026-11-24"] if form == "dgarchive" else []
        back = import_(*files, *undated, "--format", "jsonl", "-q")[0]
        # In netlab's form a name without dates begins on the day of the list.
        expected = ours.replace("1970-01-01T", "2026-11-24T") if form == "netlab" else ours
        assert facts(back, with_window) == facts(expected, with_window), form


def main():
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            with tempfile.TemporaryDirectory(prefix="dgacast-partners-") as folder:
                test(pathlib.Path(folder))
                print("ok: " + name)
    return 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main())
