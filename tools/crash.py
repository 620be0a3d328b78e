#!/usr/bin/env python3
"""Kills the demo with SIGKILL at chance moments and lets it carry on; each end
must equal the end of a run that nobody disturbed.

    python3 tools/crash.py LEVY [--cases N] [--seed S] [--kills K] [--in-flight F] [--chance C] [--keep DIR]

LEVY is the program. The moments are drawn from C over the length of the
undisturbed run. After each kill `levy case list` says how many orders were with
units at that moment, and `levy verify` must find the log whole. Prints a line
for each kill, then one JSON object. Exit 0 when all ends are equal, nothing is
lost or doubled, and at least F of the kills (three quarters, unless told) fell
with orders in flight. With --keep, the data directories of ends that differ, and
of the undisturbed run, are kept under DIR.
"""
import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# What must be the same. Of the orders an officer issued anew, and of the events,
# there may be more or fewer: they tell how the run went, not what it came to.
EQUAL = ["cases", "orders", "holds", "frozen_minor", "transferred_minor"]
ZERO = ["unknown_open", "lost", "duplicate_effects", "ordered_over", "inflow_excess_open"]
TRUE = ["replay_matches", "chains_ok"]
ENDS = ["reconciliation.held_differs", "reconciliation.moved_differs"]
# No single run takes longer.
PATIENCE = 1800


def figure(report, path):
    for name in path.split("."):
        report = report[name]
    return report


class Stand:
    def __init__(self, options):
        self.options = options

    def command(self, *words):
        return [self.options.levy, *words]

    def start(self, place):
        words = ["demo", "--json", "--cases", str(self.options.cases)]
        words += ["--seed", str(self.options.seed), "--dir", str(place)]
        return subprocess.Popen(
            self.command(*words), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def finish(self, place):
        process = self.start(place)
        out, _ = process.communicate(timeout=PATIENCE)
        if process.returncode != 0:
            return None
        return json.loads(out.strip().splitlines()[-1])

    def kill(self, place, after):
        """True when it was still running."""
        process = self.start(place)
        try:
            process.communicate(timeout=after)
            return False
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True

    def in_flight(self, place):
        """Orders with units as the log tells it; None when no case is there."""
        listed = subprocess.run(
            self.command("case", "list", "--json", "--dir", str(place)),
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )
        if listed.returncode != 0:
            return None
        rows = json.loads(listed.stdout.strip().splitlines()[-1])
        rows = rows["cases"] if isinstance(rows, dict) else rows
        # A matter with two registrations is listed twice with the same orders.
        matters = {row["matter"]: row["open_orders"] + row["open_queries"] for row in rows}
        return sum(matters.values())

    def keep(self, place, name):
        if self.options.keep:
            shutil.copytree(place, self.options.keep / name)

    def whole(self, place):
        check = subprocess.run(
            self.command("verify", "--dir", str(place)),
            capture_output=True, timeout=PATIENCE, check=False,
        )
        return check.returncode == 0


def differences(honest, report):
    if report is None:
        return ["it did not end well"]
    found = [
        "%s %s, not %s" % (name, report[name], honest[name])
        for name in EQUAL if report[name] != honest[name]
    ]
    found += ["%s %s" % (name, report[name]) for name in ZERO if report[name] != 0]
    found += [name for name in TRUE if report[name] is not True]
    found += [name for name in ENDS if figure(report, name) != figure(honest, name)]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("levy")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--in-flight", type=int)
    parser.add_argument("--chance", type=int, default=7)
    parser.add_argument("--keep", type=Path)
    stand = Stand(parser.parse_args())
    options = stand.options
    wanted = options.kills * 3 // 4 if options.in_flight is None else options.in_flight
    chance = random.Random(options.chance)
    with tempfile.TemporaryDirectory(prefix="levy-crash-") as scratch:
        place = Path(scratch) / "demo"
        begin = time.monotonic()
        honest = stand.finish(place)
        wall = time.monotonic() - begin
        if differences(honest, honest):
            sys.exit("the undisturbed run: %s" % ", ".join(differences(honest, honest)))
        print("undisturbed: %.1f s, %s" % (wall, {name: honest[name] for name in EQUAL}), flush=True)
        stand.keep(place, "undisturbed")
        equal = with_orders = kills = 0
        while kills < options.kills:
            shutil.rmtree(place)
            after = wall * chance.uniform(0.03, 0.9)
            if not stand.kill(place, after):
                continue
            kills += 1
            flight = stand.in_flight(place)
            # Before the log was there, nothing can be in it.
            log = (place / "log.db").exists()
            wrong = [] if not log or flight is None or stand.whole(place) else ["levy verify"]
            wrong += differences(honest, stand.finish(place))
            with_orders += (flight or 0) > 0
            equal += not wrong
            if wrong:
                stand.keep(place, "kill-%d" % kills)
            print(
                "%2d killed after %6.2f s with %s orders in flight: %s"
                % (kills, after, "no log and no" if flight is None else flight, "; ".join(wrong) or "equal"),
                flush=True,
            )
    well = equal == kills and with_orders >= wanted
    print(json.dumps({
        "cases": options.cases, "seed": options.seed, "kills": kills,
        "with_orders_in_flight": with_orders, "equal": equal,
    }))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
