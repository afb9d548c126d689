"""Which parts of a draft an adviser may read: of their own advice, their service's sections, no word of another's."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.plan.for_advisers import parts_for, places_in, whole_sections

SECTIONS = [{"code": code, "title": f"Section {code}", "text": f"All of {code}."} for code in "ABCEFG"]
SECTIONS += [{"code": code, "title": f"Section {code}", "text": f"All of {code}."} for code in ("H1", "H2", "I")]


def item(id: str, section: str, part: str, *advice: str, **more: Any) -> dict[str, Any]:
    sources = [{"id": f"e-{each}", "advice": each, "report": 1, "name": each} for each in advice]
    return {"id": id, "number": id.upper(), "section": section, "part": part, "text": f"Words of {id}.",
            "sources": sources, **more}  # fmt: skip


ITEMS = [
    item("b1", "B", "need", "psychology", area="cognition"),
    item("b2", "B", "need", "school"),
    item("e1", "E", "outcome", "psychology", "school", by_when="2027-07-16", changed_because="Said shorter."),
    item("f1", "F", "provision", "psychology", duty="local_authority", duty_says="The local authority"),
    item("h1", "H1", "provision", "school"),
]


def test_an_adviser_reads_what_rests_on_their_advice_with_its_facts_and_no_more() -> None:
    parts = parts_for(SECTIONS, ITEMS, advice={"psychology"}, whole=())
    assert [(part.code, part.is_whole, part.text, [each.id for each in part.pieces]) for part in parts] == [
        ("B", False, "", ["b1"]), ("E", False, "", ["e1"]), ("F", False, "", ["f1"]),
    ]  # fmt: skip
    facts = {each.id: dict(each.facts) for part in parts for each in part.pieces}
    assert list(facts["b1"].values()) == ["Cognition and learning"]
    assert "16 July 2027" in facts["e1"].values() and "The local authority" in facts["f1"].values()


def test_why_it_was_changed_is_told_only_where_no_other_advice_is_in_it() -> None:
    both = parts_for(SECTIONS, ITEMS, advice={"psychology"}, whole=())
    assert [each.changed_because for part in both for each in part.pieces] == ["", "", ""]
    alone = [item("e1", "E", "outcome", "psychology", changed_because="Said shorter.")]
    [part] = parts_for(SECTIONS, alone, advice={"psychology"}, whole=())
    assert part.pieces[0].changed_because == "Said shorter."


def test_a_section_read_whole_is_its_items_or_its_text_where_it_was_typed() -> None:
    parts = parts_for(SECTIONS, ITEMS, advice=(), whole=whole_sections(["social_care"], may_agree=False))
    assert [(part.code, part.text, len(part.pieces)) for part in parts] == [("H1", "", 1), ("H2", "All of H2.", 0)]
    assert whole_sections(["medical", "psychology"], may_agree=False) == ()
    assert whole_sections(["medical"], may_agree=True) == ("C", "G")


def test_nobody_named_reads_nothing_and_may_comment_only_on_the_whole() -> None:
    assert parts_for(SECTIONS, ITEMS, advice=(), whole=()) == ()
    assert list(places_in(())) == [""]
    assert list(places_in(parts_for(SECTIONS, ITEMS, advice={"school"}, whole=()))) == [
        "", "B:b2", "B", "E:e1", "E", "H1:h1", "H1",
    ]  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from("BCEFG"), st.sets(st.sampled_from("pqr"), max_size=3)), max_size=12),
    st.sets(st.sampled_from("pqr")),
)
def test_every_word_shown_rests_on_ones_own_advice(rows: list[tuple[str, set[str]]], own: set[str]) -> None:
    items = [item(f"i{n}", code, "need", *sorted(advice)) for n, (code, advice) in enumerate(rows)]
    shown = {each.id for part in parts_for(SECTIONS, items, advice=own, whole=()) for each in part.pieces}
    assert shown == {each["id"] for each, (_, advice) in zip(items, rows, strict=True) if advice & own}
