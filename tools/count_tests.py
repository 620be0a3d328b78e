#!/usr/bin/env python3
"""Counts tests in the logs of cargo-nextest and cargo test.

    python3 tools/count_tests.py [--totals FILE] [--failed 0|1] LOG...

A test that cannot run on this machine prints a line "skipped: REASON"; it
counts as skipped, not as passed, and its reason is printed. The last line is
"N passed, N failed, N skipped". --failed 1 says that a step failed: when no
log shows a failed test (a crash, a time limit), one is counted.
"""
import argparse
import re

NEXTEST = re.compile(r"^\s*(PASS|LEAK|FAIL|LEAK-FAIL|TIMEOUT|ABORT|SIG\w+)\s+\[.*?\]\s+(?:\(\s*\d+/\d+\)\s+)?(.+)$")
NEXTEST_SUM = re.compile(r"^\s*Summary \[.*?\]\s+(.*)$")
CARGO_SUM = re.compile(r"^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored")
CARGO_BINARY = re.compile(r"^\s+Running .*deps/(.+)-[0-9a-f]+\)$")
CARGO_OUTPUT = re.compile(r"^---- (.+) stdout ----$")
CARGO_IGNORED = re.compile(r"^test (.+) \.\.\. ignored(?:, (.+))?$")
SKIPPED = re.compile(r"^\s*skipped: (.+)$")
PART = re.compile(r"(\d+) (passed|failed|timed out|skipped)")


def count(lines):
    """passed, failed, {test: reason it was skipped}"""
    passed = failed = unnamed = 0
    skipped = {}
    test, binary = "a test", ""
    for line in lines:
        line = line.rstrip("\n")
        if match := NEXTEST.match(line):
            test = match.group(2)
        elif match := NEXTEST_SUM.match(line):
            parts = dict((name, int(number)) for number, name in PART.findall(match.group(1)))
            passed += parts.get("passed", 0)
            failed += parts.get("failed", 0) + parts.get("timed out", 0)
            unnamed += parts.get("skipped", 0)
        elif match := CARGO_SUM.match(line):
            passed += int(match.group(1))
            failed += int(match.group(2))
        elif match := CARGO_BINARY.match(line):
            binary = match.group(1) + " "
        elif match := CARGO_OUTPUT.match(line):
            test = binary + match.group(1)
        elif match := CARGO_IGNORED.match(line):
            skipped[binary + match.group(1)] = match.group(2) or "marked as ignored"
            passed += 1  # taken off again below
        elif match := SKIPPED.match(line):
            skipped.setdefault(test, match.group(1))
    for at in range(unnamed):
        skipped["filtered test %d" % (at + 1)] = "left out by the test runner"
        passed += 1
    return passed - len(skipped), failed, skipped


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--totals")
    parser.add_argument("--failed", type=int, default=0)
    parser.add_argument("logs", nargs="+")
    arguments = parser.parse_args()
    passed = failed = 0
    skipped = {}
    for log in arguments.logs:
        try:
            with open(log, encoding="utf-8", errors="replace") as lines:
                counted = count(lines)
        except FileNotFoundError:
            continue
        passed += counted[0]
        failed += counted[1]
        skipped.update(counted[2])
    if arguments.failed and not failed:
        failed = 1
    for test, reason in sorted(skipped.items()):
        print("skipped %s: %s" % (test, reason))
    totals = "%d passed, %d failed, %d skipped" % (passed, failed, len(skipped))
    if arguments.totals:
        with open(arguments.totals, "w", encoding="utf-8") as out:
            out.write("%d %d %d\n" % (passed, failed, len(skipped)))
    print(totals)


if __name__ == "__main__":
    main()
