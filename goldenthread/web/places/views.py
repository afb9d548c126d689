"""Places against need now and in ten years, on a map, and what a new base would do. No child is named."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.domain.money.setting_kinds import Phase
from goldenthread.features.commissioning.queries import opening as openings
from goldenthread.features.commissioning.queries import places as queries
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.web.places import presenters
from goldenthread.web.places.base_presenters import effect_shown
from goldenthread.web.places.forms import NewBaseForm
from goldenthread.web.places.gathering import Gathered, gather
from goldenthread.web.places.map_picture import drawn

PER_KM = "380"


@opens_to(Power.SEE_PLACES)
def now(request: HttpRequest) -> HttpResponse:
    """Today's tables, the map, and the ten years to come where a forecast was recorded."""
    on, in_full = clock.today(), _in_full(request)
    found, projection = gather(on), queries.projection()
    context = {
        "on": on, "in_full": in_full, "projection": projection, **presenters.shown(found, in_full=in_full),
        "ahead": presenters.ahead_tables(projection, found.later, on),
        "settings": presenters.settings_table(found, in_full=in_full), "areas": len(found.areas),
        "settings_count": len({row.organisation_id for row in found.running}),
    }  # fmt: skip
    return render(request, "places/now.html", context)


@opens_to(Power.SEE_PLACES)
def picture(request: HttpRequest) -> HttpResponse:
    """The map as SVG: what the table beside it says, and no more."""
    marks, areas = presenters.on_the_map(gather(clock.today()), in_full=_in_full(request))
    return HttpResponse(drawn(marks, areas), content_type="image/svg+xml")


@opens_to(Power.SEE_PLACES)
def new_base(request: HttpRequest) -> HttpResponse:
    """A form, and below it what such a base would do. Nothing is changed."""
    on, found = clock.today(), gather(clock.today())
    asked = request.GET if request.GET else None
    price = openings.independent_price(on=on)
    initial = {"per_km": PER_KM, "month": "9", "year": str(on.year + 1), "independent_price": price}
    form = NewBaseForm(asked, areas=found.areas, initial=initial)
    context: dict[str, Any] = {
        "form": form, "on": on, "in_full": _in_full(request), "has_areas": bool(found.areas),
        "breadcrumbs": [("Places", reverse("places")), ("A new base", "")],
    }  # fmt: skip
    if asked is not None and form.is_valid():
        context |= _effect(form.cleaned_data, found, in_full=_in_full(request))
    return render(request, "places/new_base.html", context)


def _effect(asked: dict[str, Any], found: Gathered, *, in_full: bool) -> dict[str, Any]:
    area = next(each for each in found.areas if each.public_id == asked["area"])
    base = openings.Asked(
        area, Phase(asked["phase"]), tuple(asked["needs"]), asked["places"], asked["opens_on"], asked["cost"],
        asked["independent_price"], asked["per_km"],
    )  # fmt: skip
    opened = openings.opening(base, found.counted, found.later, found.areas, on=found.on)
    return effect_shown(base, opened, in_full=in_full)


def _in_full(request: HttpRequest) -> bool:
    """Whether this viewer may see counts of any size."""
    return bool(request.viewer.may(Power.SEE_PROCESS_CASES))  # type: ignore[attr-defined]
