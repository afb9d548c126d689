"""What is counted of returns that are not as they should be, and what is said of it: never who."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.domain.forecast.reading import Faulty
from goldenthread.domain.forecast.space import OUTSIDE
from goldenthread.domain.sen2.records import Assessment, NamedPlan, Need, Person, Placement, Request, Setting
from goldenthread.features.returns.surveys import Register, Surveys, survey
from tests.features.returns.made_up import MARLE, OTHER_UPN, UPN, a_file, a_person, active, historical, pending

OLD = historical(date(2020, 5, 1))  # a plan in force long before any survey
STAYS = a_person(upn=OTHER_UPN, surname="Unmoved", requests=(OLD,))
WHO = ("Khan", "Amira", "Unmoved", UPN, OTHER_UPN, "2015-03-04", "4 March 2015")


def surveyed(folder: Path, before: Iterable[Person], after: Iterable[Person], **header: Any) -> Surveys:
    """Of 2025 and 2026, each with one who stays."""
    return survey(
        [
            a_file(folder, [STAYS, *before], year=2025, name="r2025.xml"),
            a_file(folder, [STAYS, *after], year=2026, name="r2026.xml", **header),
        ],
        Register(),
    )


def counted(found: Surveys) -> tuple[int, int, int]:
    """Who joined, left and stayed."""
    joined = sum(n for move, n in found.moves.items() if move.joins)
    left = sum(n for move, n in found.moves.items() if move.leaves)
    return joined, left, sum(found.moves.values()) - joined - left


def noted(found: Surveys, words: str) -> bool:
    """Whether a note holds the words; and no note says who."""
    text = "\n".join(found.notes)
    assert not [each for each in WHO if each in text]
    return words in text


def test_one_who_is_in_both_is_known_by_any_number_or_by_name_and_birth_date(tmp_path: Path) -> None:
    child = a_person(requests=(OLD,))
    for number, (before, after) in enumerate([
        (child, child),
        (child, replace(child, surname="Married")),
        (replace(child, uln="1234567890"), replace(child, upn=None, uln="1234567890", forename="A")),
        (child, replace(child, upn=None)),
        (replace(child, upn=None, surname="O'Neill"), replace(child, upn=None, surname="ONEILL")),
    ]):  # fmt: skip
        (folder := tmp_path / str(number)).mkdir()
        assert counted(surveyed(folder, [before], [after])) == (0, 0, 2), number


def test_a_changed_number_is_followed_from_return_to_return(tmp_path: Path) -> None:
    """Matched by name once, by the new number after."""
    child = a_person(requests=(OLD,))
    files = [
        a_file(tmp_path, [STAYS, each], year=year, name=f"{year}.xml")
        for year, each in (
            (2024, replace(child, upn=None)), (2025, child), (2026, replace(child, surname="Married", forename="Wed")),
        )
    ]  # fmt: skip
    found = survey(files, Register())
    assert counted(found) == (0, 0, 4)


def test_one_whom_nothing_tells_from_others_is_left_out_and_counted(tmp_path: Path) -> None:
    lost = a_person(upn=None, born_on=None, requests=(OLD,))
    found = surveyed(tmp_path, [], [lost])
    assert counted(found) == (0, 0, 1)
    assert noted(found, "Persons left out. Nothing tells this person from others")
    assert noted(found, ": 1, the first at r2026.xml line ")


def test_two_with_one_number_are_both_left_out_as_an_import_does(tmp_path: Path) -> None:
    twice = [a_person(requests=(OLD,)), a_person(surname="Other", requests=(OLD,))]
    found = surveyed(tmp_path, [], twice)
    assert counted(found) == (0, 0, 1)
    assert noted(found, "another in the file has the same UPN: 2")
    number = replace(twice[0], surname="Other", born_on=date(2011, 1, 1))
    (tmp_path / "again").mkdir()
    found = surveyed(tmp_path / "again", [twice[0]], [number])
    assert noted(found, "Its number belongs here to a child of another name and date of birth")


def test_a_birth_date_that_changes_or_comes_later(tmp_path: Path) -> None:
    child = a_person(requests=(OLD,))
    found = surveyed(tmp_path, [child], [replace(child, born_on=date(2014, 3, 4))])
    assert counted(found) == (0, 0, 2)
    assert noted(found, "the first counts: 1, the first at r2026.xml line ")
    (tmp_path / "later").mkdir()
    found = surveyed(tmp_path / "later", [replace(child, born_on=None)], [child])
    assert counted(found) == (0, 0, 2) and not noted(found, "no date of birth")
    (tmp_path / "never").mkdir()
    found = surveyed(tmp_path / "never", [replace(child, born_on=None)], [replace(child, born_on=None)])
    assert counted(found) == (0, 0, 1)
    assert noted(found, "no date of birth is given: 2, the first at r2025.xml line ")


def test_a_plan_without_need_or_place_counts_and_is_said(tmp_path: Path) -> None:
    child = a_person(requests=(historical(date(2020, 5, 1), active_plan=active(needs=(), placements=())),))
    found = surveyed(tmp_path, [child], [child])
    assert counted(found) == (0, 0, 2)
    assert any(move.need == "unknown" for move in found.moves)
    assert noted(found, "Plans without a primary need, counted with need unknown: 2")
    assert noted(found, "The kind of school is not known without the register of schools")


def test_each_return_counts_its_own_day(tmp_path: Path) -> None:
    """Not listed then, though begun by then: joined. Listed then, not at all now: left."""
    came = a_person(requests=(OLD,))
    assert counted(late := surveyed(tmp_path, [], [came])) == (1, 0, 1)
    assert noted(late, "had begun by 16 January 2025, when they were not listed: counted as joining: 1")
    (tmp_path / "gone").mkdir()
    assert counted(gone := surveyed(tmp_path / "gone", [came], [])) == (0, 1, 1)
    assert noted(gone, "whom the return of 2026 does not list: counted as leaving: 1, the first at r2025.xml line ")


def test_plans_made_after_the_day_or_ceased_by_it_are_not_in_force(tmp_path: Path) -> None:
    after = Request(outcome="H", assessment=Assessment("H", named_plan=NamedPlan(date(2026, 1, 16))))
    ceased = Request(outcome="H", assessment=Assessment("H", named_plan=NamedPlan(
        date(2020, 1, 1), ceased_on=date(2026, 1, 15), cease_reason="1")))  # fmt: skip
    found = surveyed(tmp_path, [], [a_person(requests=(after, ceased))])
    assert counted(found) == (0, 0, 1)


def test_a_plan_listed_as_active_without_a_start_is_in_force_and_said(tmp_path: Path) -> None:
    child = a_person(requests=(Request(outcome="H", active_plan=active()),))
    found = surveyed(tmp_path, [child], [child])
    assert counted(found) == (0, 0, 2)
    assert noted(found, "do not say when they began, counted as in force: 2")


def test_of_two_plans_the_later_counts(tmp_path: Path) -> None:
    newer = historical(date(2024, 5, 1), active_plan=active(needs=(Need("SEMH", 1),)))
    child = a_person(requests=(newer, OLD))
    found = surveyed(tmp_path, [child], [child])
    assert counted(found) == (0, 0, 2)
    assert {move.need for move in found.moves} == {"ASD", "SEMH"}
    assert noted(found, "two plans in force at once")


def test_a_need_whose_code_came_later_was_not_changed_to(tmp_path: Path) -> None:
    def with_need(need: str) -> Person:
        return a_person(requests=(historical(date(2020, 5, 1), active_plan=active(needs=(Need(need, 1),))),))

    files = [
        a_file(tmp_path, [STAYS, with_need("OTH")], year=2024, name="2024.xml"),
        a_file(tmp_path, [STAYS, with_need("DS")], year=2025, name="2025.xml"),
        a_file(tmp_path, [STAYS, with_need("MLD")], year=2026, name="2026.xml"),
    ]
    found = survey(files, Register())
    needs = {(move.calendar_year, move.need, move.next_need) for move in found.moves if move.need != "ASD"}
    assert needs == {(2024, "DS", "DS"), (2025, "DS", "MLD")}  # the later change is the child's
    assert noted(found, "only had a code for later (DS)")


def test_requests_and_assessments_under_way(tmp_path: Path) -> None:
    open_now, received = pending(date(2025, 11, 3)), date(2025, 11, 3)
    others = [
        pending(date(2026, 1, 16)), pending(received, outcome="N", outcome_on=date(2025, 12, 1)),
        pending(received, outcome="W", outcome_on=date(2025, 12, 1)), pending(received, exported_to="886"),
        pending(received, outcome="Y", outcome_on=date(2025, 12, 1), assessment=Assessment("N", date(2026, 1, 15))),
    ]  # fmt: skip
    begun = pending(received, outcome="Y", outcome_on=date(2025, 12, 1), assessment=Assessment("A"))
    found = surveyed(tmp_path, [], [a_person(requests=(open_now, begun, *others))])
    assert found.under_way == {2025: 0, 2026: 2}


def test_a_place_of_the_wrong_day_is_the_nearest_and_said(tmp_path: Path) -> None:
    home = Placement(Setting(sen_setting="EHE", rank=1), entry_on=date(2026, 2, 1))
    other = Placement(replace(MARLE, rank=2), entry_on=date(2021, 9, 1))
    plan = active(placements=(other, home))
    child = a_person(requests=(historical(date(2020, 5, 1), active_plan=plan),))
    found = surveyed(tmp_path, [child], [child])
    assert {move.next_setting for move in found.moves} == {"home", "unknown"}
    assert noted(found, "taken from the nearest place given: 2")


def test_what_could_not_be_read_is_counted(tmp_path: Path) -> None:
    paths = [
        a_file(tmp_path, [STAYS, a_person(requests=(OLD,))], year=year, name=f"{year}.xml") for year in (2025, 2026)
    ]
    paths[1].write_text(paths[1].read_text().replace("2015-03-04", "2015-02-31", 1))
    found = survey(paths, Register())
    assert counted(found) == (0, 0, 2)
    assert noted(found, "could not be read: 1, the first at 2026.xml line ")


def test_an_authority_not_given_and_an_age_no_plan_is_for_are_said(tmp_path: Path) -> None:
    elder = a_person(born_on=date(1990, 3, 4), requests=(OLD,))
    found = surveyed(tmp_path, [], [elder], lea="")
    assert counted(found) == (0, 0, 1)
    assert noted(found, "Returns that do not say of which authority they are: 1, the first at r2026.xml")
    assert noted(found, "Plans left out because of an age no plan is for: 1, the first at r2026.xml line ")


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2025, 1, 16)])
def test_another_survey_day_is_said(tmp_path: Path, day: date) -> None:
    found = surveyed(tmp_path, [], [], reference_on=day)
    assert noted(found, "which is 15 January 2026")
    assert found.days[2026] == (day if day.year == 2026 else date(2026, 1, 15))


def refused(paths: list[Path]) -> list[str]:
    with pytest.raises(Faulty) as found:
        survey(paths, Register())
    said = [str(fault) for fault in found.value.faults]
    assert not [each for each in WHO if each in "\n".join(said)]
    return said


def one(folder: Path, year: int, name: str, **header: Any) -> Path:
    return a_file(folder, [STAYS], year=year, name=name, **header)


def test_returns_that_do_not_belong_together(tmp_path: Path) -> None:
    first, again = one(tmp_path, 2025, "a.xml"), one(tmp_path, 2025, "b.xml")
    third, foreign = one(tmp_path, 2023, "c.xml"), one(tmp_path, 2026, "d.xml", lea="886")
    assert refused([first, again]) == ["b.xml: is of January 2025, as a.xml is: give one of them"]
    assert refused([first, third]) == ["a.xml: is of January 2025, and c.xml of 2023: a January between is missing"]
    assert refused([foreign, first]) == ["d.xml: is of authority 886, and a.xml of 899"]
    (alone,) = refused([first])
    assert alone.startswith("a.xml: is the only return: the returns of two Januaries in a row or more are needed")
    assert "1 children had a plan on 16 January 2025" in alone


def test_two_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "y").mkdir()
    paths = [one(tmp_path / "x", 2025, "r.xml"), one(tmp_path / "y", 2025, "r.xml")]
    assert refused(paths) == [f"{paths[1]}: is of January 2025, as {paths[0]} is: give one of them"]


def test_a_return_without_a_plan_in_force(tmp_path: Path) -> None:
    nobody = a_file(tmp_path, [a_person(requests=(pending(),))], year=2026, name="n.xml")
    assert refused([one(tmp_path, 2025, "a.xml"), nobody]) == ["n.xml: lists no plan in force on 15 January 2026"]


HOSTILE = '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message><Header/>&b;</Message>'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "bad.xml: The file is empty"), (HOSTILE, "bad.xml"),
        ("Khan,Amira", "bad.xml: The file is none of the shapes"),
        ("<Message><Persons><Person><Surname>Khan</Forename></Person></Persons></Message>", "bad.xml line 1: "),
        ("<Message><Persons><Person><Surname>Khan</Surname>", "bad.xml line 1: The XML is cut short"),
    ],
)  # fmt: skip
def test_a_broken_or_hostile_file(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "bad.xml").write_text(text)
    assert refused([one(tmp_path, 2025, "a.xml"), tmp_path / "bad.xml"])[0].startswith(said)
    assert refused([tmp_path / "nowhere.xml", tmp_path / "bad.xml"])[0].startswith("nowhere.xml: There is no file")


def test_cut_short_in_its_second_half(tmp_path: Path) -> None:
    """The header and some persons are whole: nothing of it is kept all the same."""
    path = a_file(tmp_path, [STAYS, a_person(requests=(OLD,))], year=2026, name="cut.xml")
    path.write_text(path.read_text()[:-200])
    assert "cut short" in refused([one(tmp_path, 2025, "a.xml"), path])[0]


def test_nobody_outside_a_plan_is_a_state(tmp_path: Path) -> None:
    found = surveyed(tmp_path, [], [a_person(requests=(OLD,))])
    assert {(move.need, move.setting) for move in found.moves if move.joins} == {(OUTSIDE, OUTSIDE)}
