"""Who holds a right where somebody lacks capacity, who must be told, and who may be shown a plan."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.domain.clocks import CLOCKS
from goldenthread.domain.statute.capacity import Capacity, NoRightHolder, is_read, right_holders
from goldenthread.domain.statute.packaged import packaged_table
from goldenthread.domain.statute.recipients import disclosure_bases, notices, recipients, who_consents

BORN = date(2010, 1, 15)  # compulsory school age ends on 26 June 2026
LAST, NEXT = date(2026, 6, 26), date(2026, 6, 27)


@pytest.mark.parametrize(
    ("on", "provision", "capacity", "people"),
    [
        (LAST, "reg 5(1)", Capacity(), ("parent",)),
        (NEXT, "reg 5(1)", Capacity(), ("young person",)),
        (LAST, "reg 5(1)", Capacity(parent_lacks=True, parent_represented=True), ("representative of the parent",)),
        (NEXT, "reg 5(1)", Capacity(young_person_lacks=True), ("parent",)),
        (NEXT, "s.51(1)", Capacity(young_person_lacks=True, young_person_represented=True),
         ("representative of the young person",)),
        (NEXT, "s.19(a)", Capacity(young_person_lacks=True), ("young person", "parent")),
        (NEXT, "reg 19(a)", Capacity(young_person_lacks=True), ("young person", "parent")),
        (NEXT, "s.20(1)", Capacity(young_person_lacks=True), ("young person",)),
        (NEXT, "reg 13(1)", Capacity(young_person_lacks=True, parent_lacks=True, parent_represented=True),
         ("representative of the parent",)),
        # Lacking capacity as a young person says nothing of a child: the parent decides until the last day.
        (LAST, "reg 5(1)", Capacity(young_person_lacks=True), ("parent",)),
    ],
)  # fmt: skip
def test_the_right_is_held_by(on: date, provision: str, capacity: Capacity, people: tuple[str, ...]) -> None:
    found = right_holders(BORN, on, provision, capacity)
    assert found.people == people
    assert found.why.endswith(".") and found.citation


def test_a_parent_without_capacity_or_a_representative_leaves_nobody_and_it_is_said() -> None:
    with pytest.raises(NoRightHolder, match="deputy or attorney"):
        right_holders(BORN, LAST, capacity=Capacity(parent_lacks=True))


def test_no_provision_is_read_both_ways() -> None:
    table = packaged_table("schedule3.toml")
    assert not set(table["both"]) & set(table["instead"])
    assert (is_read("reg 12(1)(a)"), is_read("reg 33"), is_read("reg 1")) == ("both", "instead", "own")


def test_consent_to_show_a_plan_is_the_childs_or_the_young_persons_own() -> None:
    assert who_consents(over_school_age=False, understands=True) == "child"
    assert who_consents(over_school_age=False, understands=False) == "parent"
    assert who_consents(over_school_age=True, understands=True) == "young person"
    assert who_consents(over_school_age=True, understands=True, lacks_capacity=True) == "alternative person"


def test_every_ground_of_regulation_17_is_there_and_a_university() -> None:
    assert list(disclosure_bases()) == [f"({letter})" for letter in "abcdefghijk"] + ["reg 47"]


def test_the_final_plan_goes_to_the_family_the_setting_and_health() -> None:
    assert len(recipients("final_plan")) == 3 and recipients("final_plan")[0] == "parent or young person"
    assert "person in charge" in recipients("detained_final_plan")
    assert recipients("review_decision_no_setting") == ("parent or young person",)
    with pytest.raises(KeyError, match="There is no notice"):
        recipients("nothing")


def test_every_notice_names_clocks_there_are() -> None:
    assert {code for notice in notices().values() for code in notice.clocks} <= set(CLOCKS)
