"""Which facts a clock reads, found by letting it read."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import WORDS
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.web.law import parts, reads
from goldenthread.web.law.questions import about_a_happening, about_a_rule
from goldenthread.web.law.reads import NotingFacts


@pytest.mark.parametrize("code", CLOCKS)
def test_what_is_found_is_what_the_clock_declares(code: str) -> None:
    found, clock = reads.reads(code), CLOCKS[code]
    assert {*found.words, *found.alters} == set(clock.also_reads)
    assert found.starts == clock.starts and found.ended == clock.ended_by
    assert set(clock.met_by) - set(clock.starts) <= set(found.met)


def test_what_decides_whether_it_was_met_is_found_too() -> None:
    decision = reads.reads("F5")
    assert "amendment_notice_sent" in decision.met and decision.met_words == ("review_outcome",)


def test_what_only_another_start_would_read_is_not_asked() -> None:
    assert "contents_too" in reads.reads("E8", "appeal_conceded").words
    assert "contents_too" not in reads.reads("E8", "order_made").words


def test_every_way_of_reading_a_fact_is_noted() -> None:
    facts = NotingFacts({"born": date(2010, 11, 5), "phase": "infant_to_junior"})
    assert facts.on("born") == facts.needed("born") == date(2010, 11, 5)
    assert facts.word("phase") == "infant_to_junior"
    assert facts.earliest(name for name in ("plan_made", "born")) == ("born", date(2010, 11, 5))
    assert facts.latest(("order_made",)) is None
    assert facts.asked == ["born", "born", "phase", "plan_made", "born", "order_made"]


def test_no_page_asks_one_thing_twice() -> None:
    asked = [about_a_rule(code).facts for code in CLOCKS]
    asked += [about_a_happening(each.fact, each.clocks).facts for part in parts.parts() for each in part.happenings]
    for facts in asked:
        assert len(facts) == len(set(facts))


def test_a_word_that_chooses_the_law_must_be_answered_and_a_yes_or_no_may_be_left() -> None:
    advice = about_a_rule("B3")
    assert advice.words == ("adviser",) and "detained" in advice.alters
    assert all(name in WORDS for code in CLOCKS for name in about_a_rule(code).words)


def test_a_clock_of_a_process_nobody_named_has_a_part_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Clock("C4", "a new process", ("request_received",))
    monkeypatch.setattr(parts, "CLOCKS", {"C4": new})
    monkeypatch.setattr(parts, "parts", parts.parts.__wrapped__)
    (part,) = parts.parts()
    assert (part.slug, part.name) == ("a-new-process", "A new process")
    assert [each.fact for each in part.happenings] == ["request_received"]
