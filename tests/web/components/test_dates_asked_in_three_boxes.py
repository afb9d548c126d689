"""A date typed as day, month and year: what is understood, and what is said when it is not."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.web.components.forms import DateField

LATEST = date(2026, 9, 2)


class Asked(forms.Form):
    received_on = DateField(label="When was it received?", noun="the date it was received", latest=lambda: LATEST)


def form(day: str, month: str, year: str) -> Asked:
    return Asked({"received_on_day": day, "received_on_month": month, "received_on_year": year})


@pytest.mark.parametrize(
    "typed",
    [
        ("2", "9", "2026"),
        ("02", "09", "2026"),
        (" 2 ", "September", "2026"),
        ("2", "sept", "2026"),
        ("2", "SEP", "2026"),
    ],
)
def test_a_date_may_be_typed_in_figures_or_with_the_months_name(typed: tuple[str, str, str]) -> None:
    asked = form(*typed)
    assert asked.is_valid(), asked.errors
    assert asked.cleaned_data["received_on"] == date(2026, 9, 2)


@pytest.mark.parametrize(
    ("typed", "message", "box"),
    [
        (("", "", ""), "Enter the date it was received", "day"),
        (("2", "", "2026"), "The date it was received must include a month", "month"),
        (("", "9", ""), "The date it was received must include a day and year", "day"),
        (("31", "2", "2026"), "The date it was received must be a real date", "day"),
        (("29", "2", "2026"), "The date it was received must be a real date", "day"),
        (("2", "13", "2026"), "The date it was received must be a real date", "month"),
        (("2", "ju", "2026"), "The date it was received must be a real date", "month"),
        (("2", "9", "26"), "Year must include 4 numbers", "year"),
        (("2", "9", "two"), "Year must include 4 numbers", "year"),
        (("3", "9", "2026"), "The date it was received must be today or in the past", "day"),
    ],
)
def test_a_wrong_date_is_named_and_the_summary_leads_to_the_wrong_box(
    typed: tuple[str, str, str], message: str, box: str
) -> None:
    asked = form(*typed)
    assert not asked.is_valid()
    assert asked["received_on"].error_texts == [message]
    assert asked["received_on"].error_target == f"id_received_on_{box}"
    assert f'id="id_received_on_{box}"' in str(asked)


def test_what_was_typed_comes_back_as_it_was_typed() -> None:
    assert 'value="31"' in str(form("31", "Febuary", "2026"))
    assert 'value="Febuary"' in str(form("31", "Febuary", "2026"))


def test_a_link_may_give_the_date_in_one_piece() -> None:
    assert Asked({"received_on": "2026-09-02"}).is_valid()
    assert not Asked({"received_on": "yesterday"}).is_valid()


def test_a_fixed_limit_is_said_as_a_date() -> None:
    field = DateField(noun="the day", earliest=date(2014, 9, 1), latest=date(2026, 8, 31))
    with pytest.raises(forms.ValidationError, match="The day must be 1 September 2014 or later"):
        field.clean(("31", "8", "2014"))
    with pytest.raises(forms.ValidationError, match="The day must be 31 August 2026 or earlier"):
        field.clean(("1", "9", "2026"))


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_comes_back_as_itself(day: date) -> None:
    assert DateField().clean((str(day.day), str(day.month), str(day.year))) == day


@given(st.tuples(st.text(max_size=6), st.text(max_size=12), st.text(max_size=6)))
def test_nothing_typed_makes_it_fail_otherwise_than_with_a_message(typed: tuple[str, str, str]) -> None:
    try:
        assert isinstance(DateField(required=False).clean(typed), date)
    except forms.ValidationError as wrong:
        assert wrong.messages
