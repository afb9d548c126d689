"""A partnership's own colours are used only where they can be read."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.foundation.partnership import queries
from goldenthread.foundation.partnership.models import Partnership
from goldenthread.web.components.presenters import colours


def test_contrast_is_21_for_black_on_white_and_1_for_white_on_white() -> None:
    assert colours.contrast("#000000") == pytest.approx(21)
    assert colours.contrast("#ffffff") == pytest.approx(1)


def test_grey_767676_is_the_palest_grey_that_passes() -> None:
    assert colours.checked("#767676") == "#767676"
    with pytest.raises(colours.UnreadableColour, match="4.5 is needed"):
        colours.checked("#777777")


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345g", "#1d70b8;}body{display:none", ""])
def test_anything_but_a_hexadecimal_colour_is_refused(wrong: str) -> None:
    with pytest.raises(colours.UnreadableColour):
        colours.checked(wrong)


@given(st.text(max_size=12))
def test_whatever_is_stored_the_stylesheet_holds_readable_colours_only(stored: str) -> None:
    for colour in colours.readable({"brand": stored, "link": stored}).values():
        assert colours.contrast(colour) >= colours.LEAST_CONTRAST


def test_the_default_colours_can_be_read() -> None:
    assert colours.readable(colours.DEFAULTS) == colours.DEFAULTS
    assert all(colours.checked(colour) for colour in colours.DEFAULTS.values())


@pytest.mark.django_db
def test_the_stylesheet_carries_the_partnerships_colour_and_is_not_sent_twice() -> None:
    Partnership.objects.update_or_create(id=1, defaults={"header_colour": "#552288", "accent_colour": "#ffee00"})
    queries.forget()
    first = Client().get("/partnership.css")
    assert b"--govuk-brand-colour:#552288" in first.content
    assert b"#ffee00" not in first.content
    assert first["Cache-Control"] == "public, max-age=86400"
    again = Client().get("/partnership.css", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    queries.forget()
