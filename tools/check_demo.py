#!/usr/bin/env python3
"""Checks the report of `levy demo --json`: what must be zero is, what must be
there is.

    python3 tools/check_demo.py REPORT.json CASES

The report is one JSON object, alone or as the last line of the file. Prints
every figure that is wrong, then a line with a summary. Exit 0 when none is.
"""
import json
import sys

ZERO = [
    "lost",
    "duplicate_effects",
    "ordered_over",
    "inflow_excess_open",
    "unknown_open",
    "reconciliation.commands_lost",
    "reconciliation.replies_lost",
    "reconciliation.orders_unknown_to_views",
    "reconciliation.orders_unknown_to_books",
    "reconciliation.moved_differs",
    "reconciliation.held_differs",
    "totals.unknown_events",
    "totals.unfit_events",
]
TRUE = ["replay_matches", "chains_ok"]
# A demo in which nothing happens keeps every promise.
SOME = ["orders", "replies", "holds", "events", "frozen_minor", "transferred_minor"]
EQUAL = [
    ("reconciliation.books_moved_minor", "reconciliation.log_moved_minor"),
    ("reconciliation.books_moved_minor", "reconciliation.views_moved_minor"),
]
ORDERS_PER_CASE = 12


def load(path):
    with open(path, encoding="utf-8") as file:
        text = file.read().strip()
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text.splitlines()[-1] if text else "")


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: check_demo.py REPORT.json CASES")
    try:
        report = load(sys.argv[1])
    except (OSError, ValueError) as error:
        print("the demo's report cannot be read: %s" % error)
        return 1

    def figure(path):
        value = report
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    wrong = ["%s is %s, not 0" % (path, figure(path)) for path in ZERO if figure(path) != 0]
    wrong += ["%s is %s" % (path, figure(path)) for path in TRUE if figure(path) is not True]
    wrong += ["%s is %s" % (path, figure(path)) for path in SOME if not (figure(path) or 0) > 0]
    wrong += [
        "%s is %s, %s is %s" % (one, figure(one), other, figure(other))
        for one, other in EQUAL
        if figure(one) is None or figure(one) != figure(other)
    ]
    if figure("cases") != int(sys.argv[2]):
        wrong.append("cases is %s, not %s" % (figure("cases"), sys.argv[2]))
    if not (figure("orders_per_case") or 0) >= ORDERS_PER_CASE:
        wrong.append("orders_per_case is %s, below %d" % (figure("orders_per_case"), ORDERS_PER_CASE))
    if figure("not_closed") != []:
        wrong.append("not closed within the year: %s" % figure("not_closed"))
    for line in wrong:
        print(line)
    print(
        "demo: %s cases, %s orders, %s replies, %s events; %d figures must be 0; %d wrong"
        % (figure("cases"), figure("orders"), figure("replies"), figure("events"), len(ZERO), len(wrong))
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
