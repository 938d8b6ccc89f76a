# SPDX-License-Identifier: Apache-2.0
"""One test of one resolver: python3 driver.py TEST RESOLVER DGACAST FOLDER

RESOLVER: bind, unbound, knot-resolver, powerdns. FOLDER: what zones.py made. TEST:
day      the zone of a real day: what it lists is denied, with all below it; what it does not list is answered
cn       the same with the .cn zone
actions  every --rpz-action does what it says
faults   a bad zone is noticed: or else the other tests could not fail
Ends with 0, with 1 on a failure, with 77 when the resolver is not installed.
"""

import concurrent.futures
import json
import pathlib
import sys
import tempfile

from upstream import ADDRESS, run_test  # first: it ends the test when dnspython is missing

import zones
from resolvers import NO_ANSWER, RESOLVERS, Answer, Failure

DENIED = Answer("NXDOMAIN")
OPEN = Answer("NOERROR", (ADDRESS,))
SHOWN = 10  # of many faults, so many are shown


def expect(server, questions, **how):
    """Asks for all the names of {name: answer}; a Failure tells of those that are answered otherwise."""
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda name: server.ask(name, **how), questions)
        wrong = [f"{name}: {answer} and not {expected}"
                 for (name, expected), answer in zip(questions.items(), answers) if answer != expected]
    if wrong:
        raise Failure(f"{len(wrong)} of {len(questions)} answers are wrong:\n  " + "\n  ".join(wrong[:SHOWN]))


def expect_no_complaints(server):
    complaints = server.complaints()
    if complaints:
        raise Failure(f"{len(complaints)} complaints in the log:\n  " + "\n  ".join(complaints[:SHOWN]))


def test_day(resolver, upstream, dgacast, folder, which="day"):
    asked = json.loads((folder / f"{which}.json").read_text())
    blocked = asked["blocked"]
    with resolver(upstream.port, [(zones.ORIGIN, folder / f"{which}.zone")]) as server:
        probe = f"probe.{blocked[-1]}"
        seconds = server.wait_until(lambda: server.ask(probe, patience=5) == DENIED)
        print(f"{asked['zone_names']} names in force {seconds:.1f} s after the port was open")
        upstream.asked.clear()
        expect(server, {name: DENIED for name in blocked})
        expect(server, {f"{child}.{name}": DENIED for name in blocked for child in ["www", "a.b"]})
        asked_for = {name.to_text(omit_final_dot=True).lower() for name in upstream.asked}
        if leaks := {name for name in asked_for if zones.covered(name, set(blocked))}:
            raise Failure(f"names of the policy were asked for upstream: {sorted(leaks)[:SHOWN]}")
        expect(server, {name: OPEN for name in asked["open"]})
        expect_no_complaints(server)
        print(f"{len(blocked)} names and {2 * len(blocked)} below them denied, {len(asked['open'])} others answered")


def test_cn(resolver, upstream, dgacast, folder):
    test_day(resolver, upstream, dgacast, folder, "cn")


# What a client sees of each action, and what Knot Resolver makes of those that it lacks.
TRUNCATED = Answer("NOERROR", truncated=True)
GARDEN = Answer("NOERROR", (ADDRESS,), alias="garden.example")
ACTIONS = {
    "nxdomain": DENIED,
    "nodata": Answer("NOERROR"),
    "passthru": OPEN,
    "drop": NO_ANSWER,
    "tcp-only": TRUNCATED,
    "cname:garden.example": GARDEN,
    "a:192.0.2.53": Answer("NOERROR", ("192.0.2.53",)),
}
KNOT_RESOLVER_ACTIONS = {"drop": Answer("SERVFAIL"), "cname:garden.example": OPEN}


def test_actions(resolver, upstream, dgacast, folder):
    list_of_a_day = ["chinad", "--on", "2026-11-24"]
    with tempfile.TemporaryDirectory(prefix="dgacast-actions-") as temporary:
        work = pathlib.Path(temporary)
        zones.write_zone(dgacast, work / "deny.zone", *list_of_a_day, origin="deny.rpz.invalid")
        names = [line.split()[0] for line in open(work / "deny.zone") if line[0] not in "$@;*"]
        names = names[:: len(names) // 4][:4]
        questions = names + [f"www.{name}" for name in names]
        for action, expected in ACTIONS.items():
            is_knot = resolver is RESOLVERS["knot-resolver"]
            if is_knot:
                expected = KNOT_RESOLVER_ACTIONS.get(action, expected)
            zones.write_zone(dgacast, work / "zone", *list_of_a_day, action=action)
            policies = [(zones.ORIGIN, work / "zone")]
            if action == "passthru":  # only over another policy can it be told from no policy
                policies.append(("deny.rpz.invalid", work / "deny.zone"))
            try:
                with resolver(upstream.port, policies) as server:
                    patience = {"patience": 1.5, "attempts": 1} if expected == NO_ANSWER else {}
                    server.wait_until(lambda: server.ask(f"probe.{names[0]}", **patience) == expected, limit=60)
                    expect(server, {name: expected for name in questions}, **patience)
                    if expected == TRUNCATED:
                        expect(server, {name: OPEN for name in questions}, tcp=True)
                    expect(server, {f"zq-{name}": OPEN for name in names})
                    if is_knot and action.startswith("cname:"):  # names stay open, but not without a word
                        if len(server.complaints()) < len(names):
                            raise Failure("no complaint about the CNAME that it does not support")
                    else:
                        expect_no_complaints(server)
            except Failure as failure:
                raise Failure(f"--rpz-action {action}: {failure}") from failure
            print(f"{action}: {expected}")


def test_faults(resolver, upstream, dgacast, folder):
    head = f"$TTL 300\n$ORIGIN {zones.ORIGIN}.\n@ SOA localhost. root.localhost. 1 3600 600 604800 300\n@ NS localhost.\n"
    good = "one-bad.example CNAME .\n*.one-bad.example CNAME .\n"
    with tempfile.TemporaryDirectory(prefix="dgacast-faults-") as temporary:
        zone = pathlib.Path(temporary, "zone")
        for fault in ["x" * 64 + ".example CNAME .\n", "a..b.example CNAME .\n"]:
            zone.write_text(head + good + fault)
            try:
                with resolver(upstream.port, [(zones.ORIGIN, zone)]) as server:
                    server.ask("probe.one-bad.example")
                    expect_no_complaints(server)
            except Failure as failure:
                print(f"as it must, this failed: {failure}")
            else:
                raise Failure(f"the zone with '{fault.strip()}' was taken without a complaint")


def test_by_name(world):
    test, name, dgacast, folder = sys.argv[1:]
    globals()[f"test_{test}"](RESOLVERS[name], world, dgacast, pathlib.Path(folder))


if __name__ == "__main__":
    sys.exit(run_test(test_by_name))
