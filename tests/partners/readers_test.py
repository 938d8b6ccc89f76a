#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Do the programs that take our lists take them? A real day's list of several families through each format: EPP, STIX
and MISP by the checks of schemas.py, tables by Python's csv and json. The checks themselves are tried with documents that
are not valid.

usage: readers_test.py PROGRAM
"""
import csv
import io
import json
import pathlib
import re
import sys
import tempfile

import lists
import schemas

DAY = ["--from", "2026-11-24", "--days", "2"]
FAMILIES = ["chinad", "gozi", "srizbi", "ramnit", "suppobox"]


def rows(text, names, **form):
    got = list(csv.reader(io.StringIO(text), strict=True, **form))
    assert got and all(len(row) == len(got[0]) for row in got), "rows are not of one length"
    assert names == {row[0] for row in got} or names == {row[1] for row in got} or names == {row[2] for row in got}
    return len(got)


def no_comments(text):
    return "".join(line for line in text.splitlines(True) if not line.startswith("#"))


def check_tables(program, names):
    def written(form):
        return lists.run(program, "generate", *FAMILIES, *DAY, "--format", form, "-q")[0]

    text = written("registry-csv")
    table = list(csv.DictReader(io.StringIO(text), strict=True))
    assert list(table[0]) == ("domain,label,suffix,tld,family,seed,valid_from,valid_until,index,action,state,"
                              "confidence,reason,serial").split(",")
    assert {row["domain"] for row in table} == names
    for row in table:
        assert row["label"].lstrip("'") + "." + row["suffix"] == row["domain"], row
        assert row["valid_from"] < row["valid_until"] and row["serial"] == "2026112400", row
    for line, row in zip(written("registry-jsonl").splitlines(), table, strict=True):
        item = json.loads(line)
        assert list(item) == list(row)
        assert all(str(item[key] if item[key] is not None else "") == row[key].lstrip("'") for key in row), (item, row)
    netlab = written("netlab")
    rows("".join(netlab.splitlines(True)[18:]), names, delimiter="\t")  # as readers of the feed did: 18 lines unseen
    assert not re.search(r"\t1970|:01\t", netlab) and "netlab 360" in netlab
    for row in csv.reader(io.StringIO(no_comments(written("bambenek")))):
        assert row[3].split("/")[-1].split(".")[0] in FAMILIES, row  # IntelMQ's rule for the malware
    rows(no_comments(written("bambenek")), names)
    rows(no_comments(written("threatfox")), names, skipinitialspace=True)
    assert {json.loads(line)["source.fqdn"] for line in written("intelmq").splitlines()} == names
    archive = json.loads(written("dgarchive"))
    assert {name for family in archive.values() for name in family} == names
    assert {key.split("_")[0] for key in archive} == {"chinad", "gozi", "szribi", "ramnit", "suppobox"}
    summary = json.loads(written("srw-summary-json"))
    assert summary["names"] == len(names) == sum(summary["tlds"].values()) == sum(summary["months"].values())
    assert "Names:     %d\n" % len(names) in written("srw-summary")


def spoiled(path, old, new):
    """A copy of a file with one text replaced, in a folder of its own with its neighbours."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="spoiled-", dir=path.parent.parent))
    for file in path.parent.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    text = path.read_text()
    assert old in text, (path, old)
    (folder / path.name).write_text(text.replace(old, new, 1))
    return folder / path.name


def check_epp(written):
    for form in ("epp-check", "epp-create", "epp-hold"):
        paths = sorted(written(form, *lists.CONFIG).glob("*.xml"))
        assert paths, form
        assert schemas.epp(paths) == [], form
        assert schemas.epp([spoiled(paths[0], "</domain:name>", "</domain:name><domain:nothing/>")]) != [], form


def check_stix(written, names):
    paths = sorted(written("stix").glob("bundle-*.json"))
    objects = [item for path in paths for item in json.loads(path.read_text())["objects"]]
    assert {item["value"] for item in objects if item["type"] == "domain-name"} == names
    for path in paths:  # each stands alone
        items = json.loads(path.read_text())["objects"]
        ids = {item["id"] for item in items}
        for item in items:
            wanted = [item[key] for key in ("created_by_ref", "source_ref", "target_ref") if key in item]
            assert ids.issuperset(wanted + item.get("object_marking_refs", []) + item.get("object_refs", []))
        assert next(schemas.stix(path), None) is None, path
    for old, new in (('"pattern_type":"stix"', '"pattern_form":"stix"'), ('"type":"indicator"', '"type":"sign"'),
                     ('"relationship_type":', '"relation":')):
        assert next(schemas.stix(spoiled(paths[0], old, new)), None) is not None, old


def check_misp(written, names):
    folder = written("misp")
    paths = sorted(folder.glob("*-*.json"))
    events = [json.loads(path.read_text())["Event"] for path in paths]
    assert {attribute["value"] for event in events for attribute in event["Attribute"]} == names
    assert schemas.misp(folder) == []
    for old, new in (('"category":"Network activity"', '"category":"Network"'), ('"to_ids":true', '"to_ids":"yes"'),
                     ('"threat_level_id":"2"', '"threat_level_id":2'), ('"value":"', '"value":"a')):
        assert schemas.misp(spoiled(paths[0], old, new).parent) != [], old


def main():
    program = sys.argv[1]
    names = set(lists.run(program, "generate", *FAMILIES, *DAY)[0].split())
    check_tables(program, names)
    with tempfile.TemporaryDirectory(prefix="dgacast-readers-") as folder:
        def written(form, *more):
            output = pathlib.Path(folder) / form
            lists.run(program, "generate", *FAMILIES, *DAY, "--format", form, *more, "-q", "-o", output)
            return output

        check_epp(written)
        check_stix(written, names)
        check_misp(written, names)


if __name__ == "__main__":
    main()
