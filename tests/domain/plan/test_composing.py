"""The text of sections written from items: whole, always the same, and read back by the checker as the same items."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.advice.report import NEED, OUTCOME, PROVISION, STRENGTH, Entry
from goldenthread.domain.plan.checker.text import plan_from_text
from goldenthread.domain.plan.composing import composed
from goldenthread.domain.plan.items import COLUMNS, SECTIONS, Item, differs, numbers_of, section_for
from goldenthread.domain.plan.outcome_frameworks import frameworks, prepares_for_adulthood, tags_said

ITEMS = (
    Item("s", STRENGTH, "B", "Amira remembers maps."),
    Item("n2", NEED, "B", "Loses sleep over loud noise.", "emotional"),
    Item("n1", NEED, "B", "Reads 14 of 100 common words.", "cognition"),
    Item("o", OUTCOME, "E", "Reads a short story alone.", by_when=date(2027, 7, 16), measure="60 of 100 words.",
         hopes=("To be a vet.",), tags=("ambitious",), serves=("n1",)),
    Item("p", PROVISION, "F", "Reading taught by sound.", who="A teaching assistant", how_often="Five times a week",
         how_long="20 minutes", starts_on=date(2027, 1, 4), funded_by="Marle Primary", duty="local_authority",
         serves=("o",)),
    Item("h", PROVISION, "H1", "A short break.", duty="social_care"),
)  # fmt: skip


def test_sections_read_in_order_with_numbers_links_and_facts() -> None:
    texts = composed(ITEMS)
    assert list(texts) == ["B", "E", "F", "H1"]
    assert texts["B"] == (
        "Strengths\n\nAmira remembers maps.\n\nCognition and learning\n\nB1: Reads 14 of 100 common words.\n\n"
        "Social, emotional and mental health\n\nB2: Loses sleep over loud noise."
    )
    assert texts["E"] == (
        "E1: Reads a short story alone. (meeting B1)\nBy when: 16 July 2027\nHow we will know: 60 of 100 words.\n"
        "Hope: “To be a vet.”\nFramework: I am ambitious and achieve the best I can"
    )
    assert texts["F"] == (
        "F1: Reading taught by sound. (for E1, meeting B1)\nBy: A teaching assistant\nHow often: Five times a week\n"
        "How long: 20 minutes\nStart: 4 January 2027\nFunded by: Marle Primary\n"
        "Duty: The local authority (Children and Families Act 2014, s.42(2))"
    )
    assert texts["H1"].startswith("H1.1: A short break.\nDuty: Social care")


def test_the_checker_reads_the_text_back_as_the_same_items_and_links() -> None:
    texts = composed(ITEMS)
    for code, refs in (("B", ["b1", "b2"]), ("E", ["e1"]), ("F", ["f1"])):
        read = [each for each in plan_from_text(texts[code], section=code).sections[0].items if each.ref]
        assert [each.ref for each in read] == refs
    needs = plan_from_text(texts["B"], section="B").sections[0].items
    assert [each.heading for each in needs] == [True, False, True, False, True, False]
    provision = plan_from_text(texts["F"], section="F").sections[0].items
    assert len(provision) == 1 and {"e1", "b1"} <= set(provision[0].answers) and len(provision[0].details) == 6


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(str.strip)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    parts = draw(st.lists(st.sampled_from([STRENGTH, NEED, OUTCOME, PROVISION]), max_size=8))
    made: list[Item] = []
    for number, part in enumerate(parts):
        served = [each.id for each in made if (each.part, part) in ((NEED, OUTCOME), (OUTCOME, PROVISION))]
        made.append(
            Item(
                str(number), part, draw(st.sampled_from(SECTIONS[part])), draw(WORDS),
                draw(st.sampled_from(["", "cognition", "health"])) if part == NEED else "",
                serves=tuple(draw(st.lists(st.sampled_from(served), unique=True))) if served else (),
            )
        )  # fmt: skip
    return made


@given(items())
def test_every_item_stands_once_in_its_own_section(rows: list[Item]) -> None:
    texts = composed(rows)
    assert set(texts) == {each.section for each in rows}
    assert composed(rows) == texts
    numbers = numbers_of(rows)
    assert len(set(numbers.values())) == len(numbers) == sum(each.part != STRENGTH for each in rows)
    for each in rows:
        assert each.text.strip() in texts[each.section]
        if each.id in numbers:
            assert f"{numbers[each.id]}: {each.text.strip()}" in texts[each.section]


def test_where_a_row_goes_and_what_it_holds() -> None:
    assert [section_for(NEED, area) for area in ("cognition", "health", "care")] == ["B", "C", "D"]
    assert [section_for(PROVISION, area) for area in ("", "health", "care")] == ["F", "G", "H2"]
    assert section_for(OUTCOME, "health") == "E"
    assert all(hasattr(Item, name) for names in COLUMNS.values() for name in names)


def test_a_blank_filled_in_is_no_difference_and_another_amount_is() -> None:
    row = Entry("a", PROVISION, "Reading taught.", how_often="Daily")
    mine = Item("p", PROVISION, "F", "Reading  taught.", how_often="Daily", how_long="20 minutes")
    assert not differs(mine, [row])
    weekly = Item("p", PROVISION, "F", "Reading taught.", how_often="Weekly")
    assert differs(weekly, [row])
    assert not differs(weekly, [row, Entry("b", PROVISION, "Reading taught.", how_often="Weekly")])
    assert not differs(weekly, [])


def test_adulthood_is_prepared_for_through_tagged_outcomes() -> None:
    assert [each.name for each in frameworks() if each.adulthood] == ["Preparing for adulthood"]
    assert [len(each.outcomes) for each in frameworks()] == [6, 4]
    rows = [Item("o", OUTCOME, "E", "Travels alone.", tags=("living",)), Item("x", OUTCOME, "E", "Reads."),
            Item("p", PROVISION, "F", "Travel training.", serves=("o",)),
            Item("q", PROVISION, "F", "Reading.", serves=("x",))]  # fmt: skip
    assert [each.id for each in prepares_for_adulthood(rows)] == ["p"]
    assert tags_said(["living", "retired"]) == ["Independent living", "retired"]
