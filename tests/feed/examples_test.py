#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The examples in blocklists/feed/examples fit the schema and make feeds: usage: examples_test.py PROGRAM

Two days of each, as it is shipped. Programs of the examples that this machine lacks are replaced by one that succeeds."""
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile

import feeds

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "blocklists", "feed", "examples")


def check_schema(config, name):
    try:
        import jsonschema
    except ImportError:
        print("%s: the schema is not tried: there is no python3-jsonschema" % name)
        return
    schema = json.loads(subprocess.run([feeds.PROGRAM, "feed", "--print-schema"], check=True, capture_output=True).stdout)
    validator = jsonschema.Draft202012Validator(schema)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator.validate(config)
    for spoilt in (dict(config, kep=3), dict(config, keep=0), dict(config, outputs=[]), dict(config, outputs=[{"name": "a"}]),
                   {key: config[key] for key in config if key != "folder"}):
        assert not validator.is_valid(spoilt), spoilt


def stand_in(folder, program):
    path = os.path.join(folder, program)
    with open(path, "w", encoding="ascii") as file:
        file.write("#!/bin/sh\nexit 0\n")
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)


def main():
    signed = shutil.which("minisign") is not None
    for name in sorted(one for one in os.listdir(EXAMPLES) if one.endswith(".json")):
        with open(os.path.join(EXAMPLES, name), encoding="ascii") as file:
            config = json.load(file)
        check_schema(config, name)
        with tempfile.TemporaryDirectory(prefix="dgacast-example-") as folder:
            stand_in(folder, "knotc")
            if signed:
                subprocess.run(["minisign", "-G", "-W", "-p", "minisign.pub", "-s", "minisign.key"], cwd=folder, check=True,
                               stdout=subprocess.DEVNULL)
                os.chmod(os.path.join(folder, "minisign.key"), 0o600)
            else:
                config.pop("sign", None)
            config["folder"] = "out"
            feeds.write_config(folder, config)
            environment = dict(os.environ, PATH=folder + ":" + os.environ["PATH"], CREDENTIALS_DIRECTORY=folder)
            for number in (-14, -13):  # in the middle of a month: its fixed lists stay
                feeds.run(folder, feeds.day(number), env=environment)
                key = ["--key", os.path.join(folder, "minisign.pub")] if "sign" in config else []
                feeds.verify(folder, *key)
            outputs = feeds.manifest(folder)["outputs"]
            for one in outputs:
                print("%s: %s has %d names, %d added, %d released, serial %d" %
                      (name, one["file"], one["names"], one["added"], one["released"], one["serial"]))
            if name == "registry_cn.json":
                assert {one["format"] for one in outputs} == {"registry-csv", "epp-check", "plain"}
                listed = [line for one in ("records/cn/cn.csv", "deltas/cn/cn.csv", "cn/cn.registry.csv", "cn-check/cn-commands.epp")
                          for line in [os.path.join(folder, "out", "current", one)] if not os.path.exists(line)]
                assert not listed, (listed, sorted(feeds.tree(folder)))
            if name == "cert.json":
                issue = os.path.join(folder, "out", "current")
                with open(os.path.join(issue, "misp", "manifest.json"), encoding="ascii") as file:
                    events = json.load(file)
                assert len(events) > 3 and "misp-galaxy" in json.dumps(events)
                bundles = [one for one in os.listdir(os.path.join(issue, "stix")) if one.startswith("bundle-")]
                assert bundles, os.listdir(os.path.join(issue, "stix"))
            if name == "resolver.json":
                fixed, moving = (next(o for o in outputs if o["name"].startswith(kind)) for kind in ("static", "daily"))
                assert not fixed["changed"], fixed
                assert moving["changed"], moving
                assert 0 < moving["added"] < moving["names"] / 2, moving
    return 0


if __name__ == "__main__":
    sys.exit(main())
