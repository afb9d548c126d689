"""Schools come in by URN: new ones made, changed ones updated, a placeholder becomes the school it stood for."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.features.returns.models import Import
from goldenthread.features.returns.operations import schools, undoing
from goldenthread.features.returns.operations.imports import NotPossible
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Organisation

pytestmark = pytest.mark.django_db
REGISTER = Path("tests/data/gias/edubase_header_60_invented_rows.csv")


def bring_in(**more: bool) -> schools.SchoolsRead:
    return schools.bring_in(REGISTER, name=REGISTER.name, by=journal.SYSTEM, at=clock.now(), **more)


def test_sixty_invented_schools_come_in_with_their_details() -> None:
    read = bring_in()
    assert (read.new, read.changed, Organisation.objects.filter(kind="school").count()) == (60, 0, 60)
    assert Organisation.objects.exclude(type_name="").exclude(phase="").exists()


def test_the_same_download_again_changes_nothing() -> None:
    bring_in()
    before = list(Organisation.objects.order_by("id").values())
    read = bring_in()
    assert (read.new, read.changed, read.unchanged) == (0, 0, 60)
    assert list(Organisation.objects.order_by("id").values()) == before


def test_a_placeholder_takes_the_schools_name() -> None:
    bring_in(rehearse=True)
    assert not Organisation.objects.exists() and not Import.objects.exists()
    bring_in()
    real = Organisation.objects.order_by("id").first()
    assert real
    name, urn = real.name, real.urn
    Organisation.objects.filter(pk=real.pk).update(name=f"School with URN {urn}", town="")
    assert bring_in().changed == 1
    assert Organisation.objects.get(pk=real.pk).name == name


def test_schools_brought_in_are_not_undone() -> None:
    bring_in()
    with pytest.raises(NotPossible):
        undoing.undo(Import.objects.get(), by=journal.SYSTEM, at=clock.now())
