"""What changed between two versions of a plan: nothing unreported, and said in words."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.domain.plan.changes.amounts import amount_of
from goldenthread.domain.plan.changes.compare import Kind, applied, changes_between
from goldenthread.domain.plan.changes.phrases import phrases_of, runs_of
from goldenthread.domain.plan.changes.said import sentences, summary_of
from goldenthread.domain.plan.changes.versions import Version, version_of

PLANS = sorted((Path(__file__).parents[4] / "examples/plans/tuned").glob("*.json"))
WORDS = [
    "Maya",
    "Noah",
    "Patel",
    "will",
    "may",
    "not",
    "30",
    "45",
    "minutes",
    "weekly",
    "fortnightly",
    "a",
    "the",
    "speech",
    "therapy",
    "reads",
    "ten",
    "books.",
    "2027",
    "2028",
    "March",
    "1:1",
    "twice",
    "group",
    "of",
    "four",
    "and,",
    "F1.",
    "F2.",
    "E1)",
    "By:",
    "How",
    "often:",
    "•",
    "adult",
    "teacher",
    "outcome",
    "need",
]
lines = st.lists(st.sampled_from(WORDS), min_size=0, max_size=9).map(" ".join)
texts = st.lists(lines, max_size=7).map("\n".join)
plans = st.dictionaries(st.sampled_from(["B", "E", "F", "H1"]), texts, max_size=4)


def version(texts: dict[str, str], items: tuple[dict[str, str], ...] = ()) -> Version:
    return version_of([{"code": code, "text": text} for code, text in texts.items()], items)


def said(was: str, now: str, section: str = "F") -> str:
    changes = changes_between(version({section: was}), version({section: now}))
    return " ".join(sentence for change in changes for sentence in sentences(change))


@settings(max_examples=400, deadline=None)
@given(plans, plans)
def test_no_change_is_unreported(old: dict[str, str], new: dict[str, str]) -> None:
    before, after = version(old), version(new)
    made = applied(before, changes_between(before, after))
    for code in {*old, *new}:
        assert made.words(code) == after.words(code) == new.get(code, "").split()
        assert before.words(code) == old.get(code, "").split()


@given(plans)
def test_a_version_is_as_itself(plan: dict[str, str]) -> None:
    assert changes_between(version(plan), version(plan)) == ()
    spaced = {code: text.replace(" ", "   ").replace("\n", "\n\n") for code, text in plan.items()}
    assert changes_between(version(plan), version(spaced)) == ()


@settings(max_examples=400, deadline=None)
@given(plans, plans)
def test_a_number_day_name_or_word_of_duty_is_never_hidden_in_reworded(
    old: dict[str, str], new: dict[str, str]
) -> None:
    for change in changes_between(version(old), version(new)):
        if change.kind is not Kind.REWORDED:
            continue
        assert change.was and change.now
        told = " ".join(sentences(change)).lower().replace("-", " ").split()
        bare = {word.strip('“”.,;:"()•') for word in told}
        gone, come = set(change.was.words) - set(change.now.words), set(change.now.words) - set(change.was.words)
        for word in gone | come:
            plain = word.strip(".,;:•)").lower()
            if any(letter.isdigit() for letter in word) or word in ("Maya", "Noah", "Patel", "March", "weekly", "not"):
                assert plain in bare, (word, sentences(change))


@given(plans, plans)
def test_the_two_sides_hold_every_word(old: dict[str, str], new: dict[str, str]) -> None:
    for change in changes_between(version(old), version(new)):
        if change.was and change.now:
            left, right = runs_of(change.was, change.now)
            assert " ".join(run.text for run in left).split() == list(change.was.words)
            assert " ".join(run.text for run in right).split() == list(change.now.words)
            assert bool(phrases_of(change.was, change.now)) == (change.was.words != change.now.words)


def test_therapy_that_became_less_says_so_and_how_it_was_counted() -> None:
    text = said("Speech therapy: 30 minutes weekly.", "Speech therapy: 30 minutes fortnightly.")
    assert "Speech therapy went from 30 minutes weekly to 30 minutes fortnightly." in text
    assert (
        "That is less: 3 hours 15 minutes a term; it was 6 hours 30 minutes (counted over a term of 13 weeks)." in text
    )


def test_what_was_promised_and_no_longer_is() -> None:
    was = "A teaching assistant will give 30 minutes of reading daily."
    text = said(was, "A teaching assistant may give reading when possible.")
    assert "Reading no longer has an amount: it said 30 minutes daily." in text
    assert "may" in text and "will" in text


def test_facts_on_their_own_lines_ratio_and_who() -> None:
    was = (
        "F1. Reading help\nBy: speech and language therapist\nHow long: 30 minutes\nHow often: twice a week\nRatio: 1:1"
    )
    now = "F1. Reading help\nBy: teaching assistant\nHow long: 60 minutes\nHow often: once a week\nRatio: 1:4"
    text = said(was, now)
    assert "Reading went from 30 minutes twice a week to 60 minutes once a week." in text
    assert "That comes to the same: 13 hours a term" in text
    assert "The ratio went from 1:1 to 1:4." in text
    assert "It was by: speech and language therapist. It is now by: teaching assistant." in text


def test_moved_to_another_section_and_renumbered() -> None:
    therapy = "Occupational therapy for one hour each week by a therapist."
    changes = changes_between(version({"F": therapy, "G": ""}), version({"F": "", "G": therapy}))
    assert [each.kind for each in changes] == [Kind.MOVED]
    assert sentences(changes[0])[0].startswith("Moved from section F to section G")
    text = said(
        "F1. One thing.\n\nF2. Another thing here.",
        "F1. Something else entirely.\n\nF2. One thing.\n\nF3. Another thing here.",
    )
    assert "was number F1 and is now F2." in text


def test_a_row_keeps_its_id_whatever_its_words() -> None:
    old = version({"F": "F1. Daily reading."}, ({"id": "x1", "section": "F", "text": "Daily reading."},))
    new = version({"F": "F1. Work on sounds each morning with Bea."},
                  ({"id": "x1", "section": "F", "text": "Work on sounds each morning with Bea."},))  # fmt: skip
    assert [each.kind for each in changes_between(old, new)] == [Kind.REWORDED]


@pytest.mark.parametrize(
    "text, minutes",
    [
        ("30 minutes weekly", 390), ("half an hour every day", 30 * 65), ("1.5 hours a fortnight", 585),
        ("two 30-minute sessions a week", 780), ("3 x 20 minutes per week", 780), ("one hour each half term", 120),
        ("an hour and a half monthly", 270), ("45 minutes twice a week", 1170),
        ("1 hour 15 minutes every other week", Fraction(975, 2)),
        ("90 minutes annually", 30), ("three times a week for 20 minutes", 780), ("20 minutes, 3 times a day", 3900),
        ("up to 30 minutes weekly", None),
        ("20-30 minutes weekly", None), ("20 to 30 minutes weekly", None),
        ("30 minutes weekly for six weeks", None),
        ("30 minutes weekly, then fortnightly", None), ("weekly", None), ("30 minutes", None), ("as needed", None),
    ],
)  # fmt: skip
def test_minutes_a_term(text: str, minutes: int | Fraction | None) -> None:
    assert amount_of(f"Physiotherapy, {text}, by a physiotherapist.").a_term == minutes


def test_the_summary_counts_what_happened() -> None:
    changes = changes_between(version({"B": "Old need one."}), version({"B": "Quite another thing. New."}))
    assert summary_of(changes).said == "1 part is new, 1 was taken out."
    assert summary_of(()).said == "Nothing changed."


def test_two_long_plans_are_compared_at_once() -> None:
    """25 pages, every passage changed in one word. The bound is wide: benchmarks hold the real figure."""
    rows = [
        (code, row["text"]) for path in PLANS for code, content in json.loads(path.read_text())["sections"].items()
        for row in content
    ]  # fmt: skip
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    for place, (code, text) in enumerate(rows[:500]):
        old[code] = f"{old.get(code, '')}\n{text}"
        new[code] = f"{new.get(code, '')}\n{text} Word{place}."
    begun = time.perf_counter()
    assert len(changes_between(version(old), version(new))) > 300
    assert time.perf_counter() - begun < 2
