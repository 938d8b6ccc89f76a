# SPDX-License-Identifier: Apache-2.0
"""The checks of schemas/: EPP documents by xmllint and the schemas of RFC 5730-5732, STIX 2.1 bundles by the schemas of
OASIS, object by object (one fault after the other), and MISP feeds by rules of our own after
draft-dulaunoy-misp-core-format. Each gives faults as lines of text; none: valid. Needs Debian's libxml2-utils and python3-jsonschema."""
import csv
import hashlib
import json
import pathlib
import re
import subprocess

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parent / "schemas"


def epp(paths):
    faults = []
    for begin in range(0, len(paths), 500):
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", SCHEMAS / "epp" / "all.xsd", *paths[begin:begin + 500]],
                              capture_output=True, text=True, timeout=240, check=False)
        if done.returncode != 0:
            faults += [line for line in done.stderr.splitlines() if not line.endswith(" validates")]
    return faults


def stix(path):
    schemas = {file.stem: json.loads(file.read_text()) for file in (SCHEMAS / "stix").rglob("*.json")}
    store = {schema["$id"]: schema for schema in schemas.values()}
    bundle = json.loads(path.read_text())
    if bundle.get("type") != "bundle" or not bundle.get("objects"):
        yield "not a bundle with objects"
        return
    ids, checks = set(), {}
    for item in bundle["objects"]:
        schema = schemas.get(item.get("type"))
        if schema is None:
            yield "%s: an object of the type %r" % (item.get("id"), item.get("type"))
            continue
        if item["type"] not in checks:
            resolver = jsonschema.RefResolver(schema["$id"], schema, store)
            checks[item["type"]] = jsonschema.Draft202012Validator(schema, resolver=resolver)
        for error in checks[item["type"]].iter_errors(item):
            yield "%s: %s" % (item.get("id"), error.message[:300])
        if item.get("valid_until", "~") <= item.get("valid_from", ""):
            yield "%s: valid_until is not later than valid_from" % item["id"]
        if item["id"] in ids:
            yield "%s is there twice" % item["id"]
        ids.add(item["id"])


UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NUMBER = re.compile(r"[0-9]+")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What MISP reads of an event and of an attribute, as texts of these forms (numbers are texts there).
EVENT = {"uuid": UUID, "info": re.compile(r".+"), "date": DATE, "timestamp": NUMBER, "analysis": re.compile(r"[012]"),
         "threat_level_id": re.compile(r"[1234]")}
ATTRIBUTE = {"uuid": UUID, "type": re.compile(r"domain"), "category": re.compile(r"Network activity"), "timestamp": NUMBER,
             "value": re.compile(r"[a-z0-9.-]+\.[a-z0-9-]+"), "comment": re.compile(r".*")}


def has_form(place, item, form):
    return ["%s: %r is %r" % (place, key, item.get(key)) for key, pattern in form.items()
            if not isinstance(item.get(key), str) or not pattern.fullmatch(item[key])]


def misp(folder):
    """manifest.json, hashes.csv and the events that they tell, and nothing else."""
    manifest = json.loads((folder / "manifest.json").read_text())
    faults, wanted, seen = [] if manifest else ["an empty manifest"], set(), set()
    for uuid, entry in manifest.items():
        place = uuid + ".json"
        faults += ["manifest.json: %s has no %s" % (uuid, key)
                   for key in ("Orgc", "Tag", "info", "date", "analysis", "threat_level_id", "timestamp") if key not in entry]
        raw = (folder / place).read_bytes()
        if entry.get("integrity:sha256", hashlib.sha256(raw).hexdigest()) != hashlib.sha256(raw).hexdigest():
            faults.append("%s: its sha256 differs from the manifest" % place)
        document = json.loads(raw)
        event = document.get("Event", {})
        faults += ["%s: %s beside Event" % (place, key) for key in document.keys() - {"Event"}]
        faults += has_form(place, event, EVENT) + has_form(place + ": Orgc", event.get("Orgc", {}),
                                                          {"uuid": UUID, "name": re.compile(r".+")})
        if event.get("uuid") != uuid or any(str(event.get(key)) != str(entry.get(key)) for key in ("info", "date", "timestamp")):
            faults.append("%s: the manifest tells another event" % place)
        faults += ["%s: a tag without a name" % place for tag in event.get("Tag", []) if not tag.get("name")]
        for attribute in event.get("Attribute", []):
            faults += has_form(place + ": " + str(attribute.get("value")), attribute, ATTRIBUTE)
            if not isinstance(attribute.get("to_ids"), bool) or attribute["uuid"] in seen:
                faults.append("%s: %s: to_ids is not true or false, or the uuid is there twice" % (place, attribute.get("value")))
            seen.add(attribute["uuid"])
            wanted.add((hashlib.md5(attribute["value"].encode()).hexdigest(), uuid))
    with open(folder / "hashes.csv", newline="", encoding="ascii") as file:
        if {tuple(row) for row in csv.reader(file)} != wanted:
            faults.append("hashes.csv is not the MD5 of each value with its event")
    return faults
