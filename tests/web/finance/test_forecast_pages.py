"""A forecast's pages where something is missing: nothing asked for, nothing to draw, no such change, no permission."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.features.finance.operations import forecasts
from goldenthread.features.finance.operations.forecasts import Wanted
from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.roles import Role
from tests import builders as a

pytestmark = pytest.mark.django_db


def test_one_not_asked_for_cannot_be_stopped_drawn_or_run_again() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    assert officer.post(reverse("forecast_stop", args=[row.public_id])).status_code == 404
    for name in ("forecast_plans_chart", "forecast_money_chart", "forecast_changes_chart", "forecast_workbook"):
        assert officer.get(reverse(name, args=[row.public_id])).status_code == 404
    again = officer.post(reverse("forecast_again", args=[row.public_id]), follow=True)
    assert "nothing to run again yet" in again.content.decode()
    asked = officer.post(reverse("forecast_ask", args=[row.public_id]), follow=True)
    assert "nothing to forecast from" in asked.content.decode()
    assert officer.get(reverse("forecast_change_add", args=[row.public_id, "wishes"])).status_code == 404


def test_the_schools_forum_reads_and_changes_nothing() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    forum = a.signed_in(a.an_account(Role.SCHOOLS_FORUM_MEMBER))
    shown = forum.get(reverse("forecast", args=[row.public_id])).content.decode()
    assert "Nothing has been worked out yet" in shown and "Work it out" not in shown
    for name in ("forecast_ask", "forecast_stop", "forecast_again", "forecast_change_out"):
        assert forum.post(reverse(name, args=[row.public_id])).status_code == 404


def test_the_forms_say_what_their_button_does_and_lead_back() -> None:
    row = forecasts.plan(wanted=Wanted("Autumn", "ours", 3, 100, 7), by=journal.SYSTEM, on=clock.today())
    officer = a.signed_in(a.an_account(Role.FINANCE_OFFICER))
    for address, button, back in (
        (reverse("forecast_new"), "Continue", reverse("forecasts")),
        (
            reverse("forecast_change_add", args=[row.public_id, "fee"]),
            "Suppose this",
            reverse("forecast", args=[row.public_id]),
        ),
    ):
        shown = officer.get(address).content.decode()
        assert button in shown and f'href="{back}">Cancel' in shown
    assert "Save" in officer.get(reverse("block_year_new")).content.decode()
