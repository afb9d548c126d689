"""Records and files for the tests of imports, in plain words.

amira = a_person(requests=(issued(),))
row = brought_in([amira], year=2026)          read and applied
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps

from goldenthread.domain.sen2.records import (
    ActivePlan,
    Assessment,
    Header,
    NamedPlan,
    Need,
    Person,
    Placement,
    Request,
    Setting,
)
from goldenthread.domain.sen2.specification import specification
from goldenthread.features.returns.models import Import
from goldenthread.features.returns.operations import imports
from goldenthread.features.returns.sen2.writers.xml import write_xml
from goldenthread.foundation import clock, journal

UPN = "A950000178301"
OTHER_UPN = "H243278544154"
MARLE = Setting(urn="100001", rank=1, sen_unit=False, resourced_provision=False)
WREN = Setting(urn="100002", rank=1, sen_unit=False, resourced_provision=False)


def a_person(**said: Any) -> Person:
    """Amira Khan, unless told otherwise."""
    given = {
        "surname": "Khan", "forename": "Amira", "born_on": date(2015, 3, 4), "sex": "F", "ethnicity": "APKN",
        "postcode": "ZZ99 3AA", "upn": UPN, **said,
    }  # fmt: skip
    return Person(**given)


def active(setting: Setting = MARLE, **said: Any) -> ActivePlan:
    """A plan in force with one placement and one need."""
    given = {"placements": (Placement(setting, entry_on=date(2022, 9, 1)),), "needs": (Need("ASD", 1),), **said}
    return ActivePlan(**given)


def issued(received: date = date(2025, 2, 3), start: date = date(2025, 6, 20), **said: Any) -> Request:
    """A request that led to a plan within the year."""
    named = NamedPlan(start, (MARLE,), personal_budget=False, organised_arrangements=False)
    assessment = Assessment("Y", start, False, False, False, False, False, named)
    given = {
        "received_on": received, "source": "2", "in_youth_accommodation": False, "outcome": "Y",
        "outcome_on": date(2025, 3, 14), "mediation": False, "tribunal": False, "assessment": assessment,
        "active_plan": active(), **said,
    }  # fmt: skip
    return Request(**given)


def historical(start: date = date(2025, 6, 20), **said: Any) -> Request:
    """The same plan a year later: decided before the period."""
    named = NamedPlan(start, (MARLE,), personal_budget=False, organised_arrangements=False)
    given = {"outcome": "H", "assessment": Assessment("H", named_plan=named), "active_plan": active(), **said}
    return Request(**given)


def pending(received: date = date(2025, 11, 3), **said: Any) -> Request:
    """A request not yet decided."""
    given = {"received_on": received, "source": "1", "in_youth_accommodation": False, "outcome": "A", **said}
    return Request(**given)


def a_file(
    folder: Path, persons: Iterable[Person], *, year: int = 2026, name: str = "return.xml", **header: Any
) -> Path:
    """An XML return of those persons."""
    told = {
        "year": year, "reference_on": specification(year).reference_on, "lea": "899", "dmo": "Y", "dco": "Y",
        "dsco": "Y", **header,
    }  # fmt: skip
    path = folder / name
    write_xml(path, Header(**told), persons, year=year)
    return path


def read(path: Path, *, kind: str = "sen2") -> Import:
    """Received and read."""
    row = imports.receive(path, name=path.name, kind=kind, by=journal.SYSTEM, at=clock.now())
    return imports.read(row)


def applied(path: Path, *, kind: str = "sen2") -> Import:
    """Received, read and applied."""
    return imports.apply(read(path, kind=kind), by=journal.SYSTEM, at=clock.now())


def brought_in(folder: Path, persons: Iterable[Person], *, year: int = 2026) -> Import:
    """A return of those persons, applied."""
    return applied(a_file(folder, persons, year=year, name=f"return-{year}.xml"))


_OF_THE_IMPORT = {"returns", "journal", "runs", "sessions", "contenttypes", "auth"}
_REWRITTEN = {"casework.ClockCopy", "people.NameToken"}  # follow from other rows; their numbers mean nothing


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables about people and cases, to compare before and after."""
    found = {}
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label in _OF_THE_IMPORT or not model._meta.managed:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not (label in _REWRITTEN and field.attname == "id")
        ]
        found[label] = sorted(model._base_manager.values_list(*names), key=str)
    return found


def with_plan(request: Request, **said: Any) -> Request:
    """The request with other answers about what its plan names."""
    assert request.assessment and request.assessment.named_plan
    named = replace(request.assessment.named_plan, **said)
    return replace(request, assessment=replace(request.assessment, named_plan=named))
