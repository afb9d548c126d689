"""Worked dates: the table beside this file, and the examples of guidance and case reports with where they are from."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from goldenthread.domain.clocks import count_dates

VECTORS = list(csv.DictReader((Path(__file__).parent / "vectors.csv").open(encoding="utf-8")))


def facts_of(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split(";"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['id']}-{vector['rule']}")
def test_each_worked_date_comes_out(vector: dict[str, str]) -> None:
    counted = count_dates(vector["rule"], facts_of(vector["facts"]))
    assert counted.outer.last_on.isoformat() == vector["outer"]
    if vector["safe"]:
        assert counted.safe.last_on.isoformat() == vector["safe"]


def test_all_44_worked_dates_are_here() -> None:
    assert len(VECTORS) == 44


GUIDANCE = [
    # (where it is from, rule, facts, outer)
    ("IPSEA, appeals at Christmas: certificate of 29 November", "D6",
     "notice_sent=2024-10-01;certificate_issued=2024-11-29", "2025-01-02"),
    ("IPSEA, appeals in August: decision of 20 June", "D6", "notice_sent=2025-06-20", "2025-09-01"),
    ("Ombudsman 23 013 824: 16 weeks from 18 May 2023, a day later than its day-one count", "B5",
     "request_received=2023-05-18", "2023-09-07"),
    ("Regulation 18(2): five months before a January start", "F10", "transfer_on=2026-01-05", "2025-08-05"),
    ("Regulation 15(8), fifteen working days over Easter", "H1", "became_aware=2025-04-07", "2025-04-29"),
    ("Devon: amendments with the decision, four weeks on", "F6", "meeting_held=2025-10-06", "2025-11-03"),
    ("Devon: twelve weeks from the meeting in all", "F8C", "meeting_held=2025-10-06", "2025-12-29"),
    ("Code 9.83: fifteen days run through Christmas", "C3", "consultation_received=2024-12-20", "2025-01-04"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "rule", "facts", "outer"), GUIDANCE, ids=[row[0] for row in GUIDANCE])
def test_the_examples_of_guidance_come_out(source: str, rule: str, facts: str, outer: str) -> None:
    assert count_dates(rule, facts_of(facts)).outer.last_on == date.fromisoformat(outer)


def test_the_ombudsmans_day_one_count_is_on_or_after_our_safe_day() -> None:
    assert count_dates("B5", {"request_received": date(2023, 5, 18)}).safe.last_on == date(2023, 9, 6)
