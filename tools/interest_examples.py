#!/usr/bin/env python3
"""Worked examples of interest, one a line, counted day by day with exact
fractions: slow, and by another way than the program's.

    python3 tools/interest_examples.py > crates/levy-domain/tests/data/interest.tsv

Columns: name, opening (fen), base (fen), first bearing day, last day, rates,
excluded days, payments off the base, exact sum (fen), total (fen, half up).
A rate is FROM..TO=PARTS/DAYS, parts per million per so many days.
"""
import random
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
DOUBLED = [(date(2014, 8, 1), date(2030, 12, 31), 175, 1)]


def d(text):
    return date.fromisoformat(text)


def yearly(start, end, parts, days=365):
    return (d(start), d(end), parts, days)


def work_out(opening, base, first, last, rates, excluded, paid):
    """Walks through the days. What was paid on a day bears on that day still."""
    total, day = Fraction(opening), first
    while day <= last:
        free = any(a <= day <= b for a, b in excluded)
        rate = next((r for r in rates if r[0] <= day <= r[1]), None)
        if rate and not free:
            left = max(0, base - sum(sum_ for on, sum_ in paid if on < day))
            total += Fraction(left) * Fraction(rate[2], 1_000_000) / rate[3]
        day += DAY
    return total


def half_up(sum_):
    return int((sum_ + Fraction(1, 2)) // 1)


def line(name, opening, base, first, last, rates, excluded=(), paid=()):
    exact = work_out(opening, base, first, last, rates, excluded, paid)
    span = lambda a, b: f"{a}..{b}"
    print(
        name,
        opening,
        base,
        first,
        last,
        ";".join(f"{span(a, b)}={p}/{n}" for a, b, p, n in rates) or "-",
        ";".join(span(a, b) for a, b in excluded) or "-",
        ";".join(f"{on}={sum_}" for on, sum_ in paid) or "-",
        f"{exact.numerator}/{exact.denominator}",
        half_up(exact),
        sep="\t",
    )


def by_hand():
    a = d("2024-01-01")
    line("one-day-of-ten-thousand-yuan", 0, 1_000_000, a, a, DOUBLED)
    line("hundred-days-of-ten-thousand-yuan", 0, 1_000_000, a, d("2024-04-09"), DOUBLED)
    line("a-leap-year-doubled", 0, 30_000_000, a, d("2024-12-31"), DOUBLED)
    line("a-common-year-doubled", 0, 30_000_000, d("2023-01-01"), d("2023-12-31"), DOUBLED)
    line("not-due-yet", 0, 1_000_000, d("2024-02-01"), d("2024-01-31"), DOUBLED)
    line("an-opening-alone", 12_345, 1_000_000, d("2024-02-01"), d("2024-01-31"), DOUBLED)
    line("no-base", 500, 0, a, d("2024-12-31"), DOUBLED)
    line("one-fen", 0, 1, a, d("2024-12-31"), DOUBLED)
    line("half-a-fen-goes-up", 0, 20_000, a, a, [yearly("2024-01-01", "2024-12-31", 25, 1)])
    line("below-half-a-fen-goes-down", 0, 19_999, a, a, [yearly("2024-01-01", "2024-12-31", 25, 1)])
    line("paid-in-part-on-the-tenth-day", 0, 1_000_000, a, d("2024-01-31"), DOUBLED,
         paid=[(d("2024-01-10"), 400_000)])
    line("paid-in-full-on-the-tenth-day", 0, 1_000_000, a, d("2024-01-31"), DOUBLED,
         paid=[(d("2024-01-10"), 1_000_000)])
    line("paid-before-the-first-day", 0, 1_000_000, a, d("2024-01-31"), DOUBLED,
         paid=[(d("2023-12-31"), 250_000)])
    line("paid-on-the-last-day", 0, 1_000_000, a, d("2024-01-31"), DOUBLED,
         paid=[(d("2024-01-31"), 1_000_000)])
    line("paid-after-the-last-day", 0, 1_000_000, a, d("2024-01-31"), DOUBLED,
         paid=[(d("2024-02-01"), 1_000_000)])
    line("two-payments-on-one-day", 0, 1_000_000, a, d("2024-03-31"), DOUBLED,
         paid=[(d("2024-02-10"), 100_000), (d("2024-02-10"), 200_000)])
    line("more-paid-than-there-was", 0, 1_000_000, a, d("2024-03-31"), DOUBLED,
         paid=[(d("2024-02-10"), 900_000), (d("2024-02-20"), 900_000)])
    line("a-review-stops-it", 0, 1_000_000, a, d("2024-12-31"), DOUBLED,
         excluded=[(d("2024-03-01"), d("2024-05-31"))])
    line("a-payment-while-it-is-stopped", 0, 1_000_000, a, d("2024-12-31"), DOUBLED,
         excluded=[(d("2024-03-01"), d("2024-05-31"))], paid=[(d("2024-04-15"), 300_000)])
    line("excluded-from-the-first-day", 0, 1_000_000, a, d("2024-12-31"), DOUBLED,
         excluded=[(d("2023-12-01"), d("2024-01-15"))])
    line("excluded-days-that-meet", 0, 1_000_000, a, d("2024-12-31"), DOUBLED,
         excluded=[(d("2024-02-01"), d("2024-02-29")), (d("2024-02-15"), d("2024-03-15"))])
    line("a-year-of-365-days", 0, 50_000_000, d("2023-01-01"), d("2023-12-31"),
         [yearly("2023-01-01", "2023-12-31", 36_500)])
    line("a-year-of-360-days", 0, 50_000_000, d("2023-01-01"), d("2023-12-31"),
         [yearly("2023-01-01", "2023-12-31", 36_500, 360)])
    line("two-percent-a-month", 0, 10_000_000, d("2023-03-01"), d("2023-08-28"),
         [yearly("2023-03-01", "2023-12-31", 20_000, 30)])
    line("a-rate-that-changes", 0, 80_000_000, d("2022-06-15"), d("2023-06-14"),
         [yearly("2022-01-01", "2022-08-21", 37_000), yearly("2022-08-22", "2023-06-19", 36_500)])
    line("rates-with-days-between", 0, 80_000_000, d("2022-06-15"), d("2023-06-14"),
         [yearly("2022-01-01", "2022-08-21", 37_000), yearly("2022-10-01", "2023-06-19", 36_500)])
    line("three-rates-three-counts", 700, 123_456_789, d("2021-02-28"), d("2024-02-29"),
         [yearly("2021-01-01", "2021-12-31", 38_500, 360), yearly("2022-01-01", "2022-12-31", 37_000),
          yearly("2023-01-01", "2024-12-31", 500, 1)])
    line("general-interest-that-ends", 1_000, 9_000_000, d("2020-05-06"), d("2024-12-31"),
         [yearly("2020-05-06", "2022-05-05", 60_000)])
    line("instalments-of-wages", 0, 6_000_000, d("2023-04-11"), d("2024-04-10"), DOUBLED,
         paid=[(date(2023, 4, 25) + timedelta(days=30 * n), 350_000) for n in range(12)])
    line("the-largest-base", 0, 9_223_372_036_854_775, a, d("2043-12-31"),
         [(a, d("2043-12-31"), 240_000, 365)])


def drawn(count):
    """Drawn from a seed, so that nobody chose them."""
    dice = random.Random(20240301)
    for n in range(count):
        first = date(2015, 1, 1) + timedelta(days=dice.randrange(3000))
        last = first + timedelta(days=dice.randrange(1500))
        rates, start = [], first - timedelta(days=dice.randrange(100))
        for _ in range(dice.randrange(1, 5)):
            end = start + timedelta(days=dice.randrange(1, 700))
            rates.append((start, end, dice.randrange(1, 240_000), dice.choice([1, 30, 360, 365])))
            start = end + timedelta(days=dice.randrange(1, 40))
        within = lambda: first + timedelta(days=dice.randrange(-20, 1600))
        excluded = [(day, day + timedelta(days=dice.randrange(120))) for day in
                    (within() for _ in range(dice.randrange(3)))]
        paid = [(within(), dice.randrange(1, 20_000_000)) for _ in range(dice.randrange(8))]
        line(f"drawn-{n + 1:02}", dice.randrange(100_000), dice.randrange(100_000_000),
             first, last, rates, excluded, paid)


if __name__ == "__main__":
    by_hand()
    drawn(30)
