"""The caseload as a forecast's inputs, where a return left the record incomplete: nothing guessed, nothing open for
ever.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goldenthread.domain.money.amounts import pounds as pounds_of
from goldenthread.domain.money.placements import Part
from goldenthread.domain.money.setting_kinds import SettingKind
from goldenthread.domain.sen2.records import Placement, Setting
from goldenthread.features.finance.operations import unit_costs
from goldenthread.features.finance.operations.unit_costs import Price
from goldenthread.features.finance.queries.forecast_inputs import caseload_inputs
from goldenthread.foundation.journal import SYSTEM
from goldenthread.foundation.people.models import Organisation
from tests.features.returns.made_up import OTHER_UPN, a_person, active, brought_in, historical, pending

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def kinds(folder: Path, setting: Setting) -> set[str]:
    """Where the caseload has one child who came with a plan, at the newest survey."""
    plan = active(placements=(Placement(setting, entry_on=date(2024, 9, 2)),))
    brought_in(folder, [a_person(requests=(historical(date(2024, 6, 20), active_plan=plan),))])
    return {kind for _, _, kind in caseload_inputs(ON).children_at_start()}


def test_a_school_known_by_its_number_alone_is_of_unknown_kind(tmp_path: Path) -> None:
    assert kinds(tmp_path, Setting(urn="100001", rank=1)) == {"unknown"}


def test_a_school_of_the_register_is_of_its_kind(tmp_path: Path) -> None:
    Organisation.objects.create(kind=Organisation.Kind.SCHOOL, name="Marle", urn="100001", type_code="7")
    assert kinds(tmp_path, Setting(urn="100001", rank=1)) == {"special"}


def test_a_provider_known_by_its_ukprn_is_a_specialist_institution(tmp_path: Path) -> None:
    assert kinds(tmp_path, Setting(ukprn="10000001", rank=1)) == {"specialist_college"}


def test_what_was_withdrawn_or_went_to_another_authority_is_not_under_way(tmp_path: Path) -> None:
    received = date(2025, 11, 3)
    withdrawn = pending(received, outcome="W", outcome_on=date(2025, 12, 1))
    exported = pending(received, outcome="Y", outcome_on=date(2025, 12, 1), exported_to="886")
    persons = [a_person(requests=(pending(received),))]
    for upn, request in ((OTHER_UPN, withdrawn), ("G890000125001", exported)):
        persons.append(replace(persons[0], upn=upn, surname=f"Of {upn}", requests=(request,)))
    brought_in(tmp_path, persons)
    assert caseload_inputs(ON).under_way[2026] == 1


def test_withdrawn_after_the_survey_was_under_way_on_it(tmp_path: Path) -> None:
    later = pending(date(2025, 11, 3), outcome="W", outcome_on=date(2026, 2, 1))
    brought_in(tmp_path, [a_person(requests=(later,))])
    assert caseload_inputs(ON).under_way[2026] == 1


@pytest.mark.parametrize(
    ("entered", "on", "pounds", "of"),
    [
        ([(1_000, date(2024, 4, 1), None)], ON, 11_000, 2025),  # nobody has set prices for a year still to come
        ([(1_000, date(2024, 4, 1), None), (1_200, date(2026, 4, 1), None)], ON, 11_200, 2026),
        ([(1_000, date(2024, 4, 1), None)], date(2026, 5, 1), 11_000, 2026),  # in force in a year that has begun
        ([(1_000, date(2024, 4, 1), date(2026, 3, 31))], date(2026, 5, 1), 11_000, 2025),
        ([(1_000, date(2024, 4, 1), None), (1_300, date(2026, 9, 1), None)], date(2026, 5, 1), 11_175, 2026),
    ],
)
def test_a_price_is_of_the_first_year_forecast_where_it_is_known_then(
    tmp_path: Path, entered: list[tuple[int, date, date | None]], on: date, pounds: int, of: int
) -> None:
    Organisation.objects.create(kind=Organisation.Kind.SCHOOL, name="Marle", urn="100001", type_code="7")
    kinds(tmp_path, Setting(urn="100001", rank=1))
    for amount, first, last in entered:
        price = Price(SettingKind.SPECIAL, Part.TOP_UP, pounds_of(amount), first, "Schedule", verified=True)
        row = unit_costs.add(price=price, by=SYSTEM, on=first)
        if last:
            unit_costs.end(row=row, last_day=last, version=row.version, by=SYSTEM, on=last)
    inputs = caseload_inputs(on)
    assert set(inputs.costs.values()) == {Decimal(pounds)} and set(inputs.priced_in.values()) == {of}
    assert {setting for _, setting in inputs.costs} == {"special"}
