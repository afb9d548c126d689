"""Each statutory form, as a page and a file, asked for by every member of the cast: in full only for those who file it
or may see cases, and each filing look kept.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from goldenthread.domain.forecast.example import example_inputs
from goldenthread.domain.forecast.forms.definitions import FORMS
from goldenthread.domain.forecast.kept import inputs_as_plain, mark_of
from goldenthread.features.finance.models import Forecast
from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.foundation import clock, journal
from goldenthread.foundation.journal.models import Entry
from tests.everyone.asking import body_of, browser_of, told_about
from tests.everyone.specimens import Everyone
from tests.everyone.who_may import EVERYONE, SEE_MONEY, SIGNED_OUT

pytestmark = pytest.mark.django_db
FILES, SEES_CASES = "Alan Whitby", "Ngozi Umeh"  # the finance officer; the manager
HIDDEN, IN_FULL = "Exact numbers are hidden", "This form is in full"


@pytest.fixture
def ready(everyone: Everyone) -> Forecast:
    """A forecast of the invented example, worked out."""
    by, on = journal.SYSTEM, clock.today()
    row = forecasts.plan(wanted=Wanted("To file", "ours", 3, 100, 7), by=by, on=on)
    row.inputs = inputs_as_plain(example_inputs())
    row.mark = mark_of(row.inputs)
    row.save()
    forecasts.ask(row=row, by=by, on=on)
    row.refresh_from_db()
    return forecasts.work_out(row=row, at=clock.now(), told=lambda done, of: None)


def _looks(everyone: Everyone, name: str) -> list[dict[str, str]]:
    if name == SIGNED_OUT:
        return []
    theirs = Entry.objects.filter(kind="forecast.form_seen", by=everyone.accounts[name].public_id)
    return [entry.data for entry in theirs.order_by("number")]


def _in_file(answer: HttpResponseBase) -> set[int]:
    """Figures of the sheets of plans: every sheet but those of words and of pounds."""
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]
    names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    found: set[int] = set()
    for place, name in enumerate(names, 1):
        if name[0].isdigit():
            sheet = book.read(f"xl/worksheets/sheet{place}.xml").decode()
            found |= {int(each) for each in re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?><v>(\d+)</v>', sheet)}
    return found


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_a_form_is_in_full_for_those_who_file_it_or_see_cases_and_for_nobody_else(
    name: str, everyone: Everyone, ready: Forecast
) -> None:
    browser, before = browser_of(everyone, name), len(_looks(everyone, name))
    for form in FORMS:
        for view, saved in (("forecast_form", False), ("forecast_form_workbook", True)):
            path = reverse(view, args=[ready.public_id, form])
            for asked in ({}, {"full": "yes"}, {"full": "yes", "table": "all"}):
                answer = browser.get(path, asked)
                if name not in SEE_MONEY:
                    assert answer.status_code == (302 if name == SIGNED_OUT else 404), (path, asked)
                    continue
                in_full = name == SEES_CASES or (name == FILES and bool(asked))
                assert answer.status_code == 200
                if saved:
                    assert ("in-full" in answer.headers["Content-Disposition"]) == in_full
                    assert any(each % 5 for each in _in_file(answer)) == in_full
                else:
                    body = body_of(answer)
                    assert (IN_FULL in body, HIDDEN in body) == (in_full, not in_full)
                    assert not any(told_about(child, body) for child in everyone.specimens.values())
    kept = _looks(everyone, name)[before:]
    each = [{"id": ready.public_id, "form": form, "as": how} for form in FORMS for how in ("page", "file")]
    assert kept == ([look for look in each for _ in range(2)] if name == FILES else [])


def test_the_page_says_who_files_it_and_offers_it_to_them(everyone: Everyone, ready: Forecast) -> None:
    path = reverse("forecast_form", args=[ready.public_id, "scap"])
    forum = body_of(browser_of(everyone, "Owen Tredgold").get(path))
    assert "seen in full and filed by: Finance officer" in forum and "Team manager" in forum
    assert "full=yes" not in forum and "Data manager" not in forum
    officer = browser_of(everyone, FILES)
    assert 'href="?full=yes&amp;table=table-1803011"' in body_of(officer.get(path, {"table": "table-1803011"}))
    shown = body_of(officer.get(path, {"full": "yes"}))
    assert ".xlsx?full=yes" in shown and "&amp;full=yes" in shown and "recorded with your name" in shown


def test_the_officers_own_activity_tells_of_it(everyone: Everyone, ready: Forecast) -> None:
    officer = browser_of(everyone, FILES)
    officer.get(reverse("forecast_form", args=[ready.public_id, "scap"]), {"full": "yes"})
    assert "saw a statutory form of a forecast in full" in body_of(officer.get(reverse("own_activity")))
