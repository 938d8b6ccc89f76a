#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Do the programs that take our lists take them? A real day's list of several families through each format: EPP by
xmllint and the schemas of RFC 5730-5733, STIX by the OASIS schemas, MISP by its schema and the feed's own digests
(these three by ../shared/validators, and skipped without), tables by Python's csv and json.

usage: readers_test.py PROGRAM
"""
import csv
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import lists

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


def check_with(command, paths):
    for i in range(0, len(paths), 500):
        done = subprocess.run([*command, *paths[i:i + 500]], capture_output=True, timeout=240, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()[-3000:]


def main():
    program, skipped = sys.argv[1], []
    names = set(lists.run(program, "generate", *FAMILIES, *DAY)[0].split())
    check_tables(program, names)
    validators = lists.validators()
    with tempfile.TemporaryDirectory(prefix="dgacast-readers-") as folder:
        def written(form, *more):
            output = pathlib.Path(folder) / form
            lists.run(program, "generate", *FAMILIES, *DAY, "--format", form, *more, "-q", "-o", output)
            return output

        epp = {form: written(form, *lists.CONFIG) for form in ("epp-check", "epp-create", "epp-hold")}
        if validators and shutil.which("xmllint"):
            for output in epp.values():
                check_with(["bash", validators / "epp.sh"], sorted(output.glob("*.xml")))
        else:
            skipped.append("EPP: no ../shared/validators, or no xmllint (libxml2-utils)")

        stix = sorted(written("stix").glob("bundle-*.json"))
        objects = [item for path in stix for item in json.loads(path.read_text())["objects"]]
        assert {item["value"] for item in objects if item["type"] == "domain-name"} == names
        for path in stix:  # each stands alone
            items = json.loads(path.read_text())["objects"]
            ids = {item["id"] for item in items}
            for item in items:
                wanted = [item[key] for key in ("created_by_ref", "source_ref", "target_ref") if key in item]
                assert ids.issuperset(wanted + item.get("object_marking_refs", []) + item.get("object_refs", []))
        misp = written("misp")
        events = [json.loads(path.read_text())["Event"] for path in misp.glob("*-*.json")]
        assert {attribute["value"] for event in events for attribute in event["Attribute"]} == names
        has_schema = validators and subprocess.run(["/usr/bin/python3", "-c", "import jsonschema"],
                                                   capture_output=True, check=False).returncode == 0
        if has_schema:
            check_with(["/usr/bin/python3", validators / "misp.py"], [misp])
            check_with(["/usr/bin/python3", validators / "stix.py"], stix)
        else:
            skipped.append("STIX, MISP: no ../shared/validators, or no python3-jsonschema")
    for line in skipped:
        print("skipped: " + line)
    return 77 if len(skipped) == 2 else 0


if __name__ == "__main__":
    sys.exit(main())
