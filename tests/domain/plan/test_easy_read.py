"""The first proposal of a child's own version: the plan's words alone; and what a newer plan does to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plan.easy_read import (
    MOST_A_PART,
    PARTS,
    PROPOSED_A_PART,
    Line,
    by_part,
    carried,
    changed_sections,
    proposal,
)
from goldenthread.domain.plan.symbols import symbol_for, symbols
from goldenthread.domain.statute.plan_sections import plan_sections

TEXTS = {
    "A": "I like maps. Quiet places help me.\n\nI want to be a ranger.",
    "B": "Strengths\n\nB1: She swims well.\n\nCognition and learning\n\nB2: She finds it hard to read. More of it.",
    "E": "E1: Amira will read 50 words. And more. (meeting B2)\nBy when: 3 July 2027",
    "F": "F1: Speech therapy for 30 minutes each week (for E1, meeting B2)\nBy: Ann\n\n- One\n- Two\n- Three\n- Four",
    "I": "Sallow Bank School\nType: Special school",
}
plans = st.dictionaries(st.sampled_from(sorted(plan_sections())), st.text(max_size=300), max_size=12)


def said(part: str, texts: dict[str, str] = TEXTS) -> list[str]:
    return [line.sentence for line in by_part(proposal(texts, ["Next day."]))[part]]


def test_each_part_has_the_first_sentence_of_its_first_items_word_for_word() -> None:
    assert said("likes") == ["I like maps.", "I want to be a ranger."]
    assert said("hard") == ["She finds it hard to read."]  # a strength is nothing hard
    assert said("aims") == ["Amira will read 50 words."]
    assert said("help") == ["Speech therapy for 30 minutes each week", "One", "Two"]
    assert said("school")[0] == "Sallow Bank School"
    assert said("next") == ["Next day."]


@given(plans)
def test_nothing_is_invented_and_nothing_counts_as_looked_at(texts: dict[str, str]) -> None:
    lines = proposal(texts, [])
    for line in lines:
        assert line.proposed and line.section in PARTS[line.part].sections
        kept = [each for each in line.sentence.split() if each.isalnum()]
        assert all(word in texts[line.section] for word in kept), line
    assert all(len(found) <= PROPOSED_A_PART for found in by_part(lines).values())
    assert lines == proposal(texts, [])


def test_only_parts_whose_sections_changed_are_to_be_looked_at_again() -> None:
    lines = [replace(line, proposed=False) for line in proposal(TEXTS, ["Next day."])]
    now = {**TEXTS, "F": "Another text", "A": f"  {TEXTS['A']}\n"}
    changed = changed_sections(TEXTS, now)
    assert changed == ("F",)
    again = carried(lines, changed, proposal(now, ["Another day."]))
    assert {line.part for line in again if line.proposed} == {"help", "next"}
    was, found = by_part(lines), by_part(again)
    assert [line.sentence for line in found["help"]] == [*(line.sentence for line in was["help"]), "Another text"]
    assert [line.sentence for line in found["next"]] == ["Another day."]
    assert all(found[part] == was[part] for part in ("likes", "hard", "aims", "school"))


def test_a_line_of_a_part_already_waiting_keeps_waiting() -> None:
    assert carried([Line("likes", "I like maps.", proposed=True)], (), ())[0].proposed
    many = [Line("likes", f"I like {number}.") for number in range(MOST_A_PART)]
    assert len(carried(many, ("A",), [Line("likes", "New.", section="A")])) == MOST_A_PART


def test_a_sentence_is_offered_the_symbol_of_its_most_telling_word() -> None:
    assert symbol_for("I like to swim") == "swim" and symbol_for("I like it") == "happy" and symbol_for("Xyzzy") == ""


def test_no_word_is_found_by_two_symbols_and_every_symbol_has_a_drawings_name() -> None:
    words = [word for each in symbols().values() for word in each.finds]
    assert len(words) == len(set(words)) and len(symbols()) >= 60
    assert all(each.file and "/" not in each.file and not each.file.endswith(".svg") for each in symbols().values())


def test_the_licence_of_the_symbols_stands_in_their_file() -> None:
    import goldenthread.domain.plan as home

    text = (Path(str(home.__file__)).parent / "symbols.toml").read_text(encoding="utf-8")
    assert "Steve Lee" in text and "Attribution-ShareAlike" in text
