"""The menu: what this viewer can open, and nothing else. A context processor, so that no audience has to know
another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goldenthread.foundation.access.verbs import Power

# Power, words, url name, in the order of the menu. The first a viewer has is where they start.
PLACES: tuple[tuple[Power, str, str], ...] = (
    (Power.SEE_WORKLIST, "My work", "work"),
    (Power.DECIDE_INTAKE, "To look at", "intake"),
    (Power.PRINT_LETTERS, "Letters", "letters_to_print"),
    (Power.SEE_TEAM_CASELOADS, "Team", "team"),
    (Power.SEE_TEAM_CASELOADS, "Disagreements", "disputes"),
    (Power.SEE_PARTNER_WORKLIST, "Our children", "partner_work"),
    (Power.SEE_ADVICE_DUE, "Advice due", "advice_due"),
    (Power.SEE_PANELS, "Panels", "panels"),
    (Power.SEE_FAMILY_HOME, "My family", "family_home"),
    (Power.IMPORT_RETURNS, "Imports", "imports"),
    (Power.SEARCH_CHILDREN, "Search", "search"),
    (Power.SEE_PROCESS_FIGURES, "Figures", "process"),
    (Power.SEE_MONEY, "Money", "money"),
    (Power.SEE_MONEY, "Forecasts", "backtest"),
    (Power.SEE_PLACES, "Places", "places"),
    (Power.SEE_JOBS, "Background work", "jobs"),
    (Power.SEE_MESSAGES, "Messages", "messages"),
    (Power.SEE_EMERGENCY_NOTICES, "Emergency access", "emergency_notices"),
    (Power.SEE_JOURNAL, "Who did what", "activity"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`navigation` for the base page, and `signed_in_as`."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    found = places(viewer)
    here = current([url for _, url in found], request.path)
    return {
        "navigation": [{"text": words, "url": url, "current": url == here} for words, url in found],
        "signed_in_as": viewer.name,
    }


def current(addresses: Sequence[str], path: str) -> str:
    """The place this page belongs to: the one whose address it lies furthest below; empty where there is none."""
    return max((url for url in addresses if url != "/" and path.startswith(url)), key=len, default="")


def places(viewer: Any) -> list[tuple[str, str]]:
    """(words, address) of everywhere this viewer can go."""
    theirs = {"family_home": "My page"} if viewer.has_only_their_own_page else {}
    return [
        (theirs.get(name, words), url) for power, words, name in PLACES if viewer.may(power) and (url := _address(name))
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
