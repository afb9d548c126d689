"""What every page for writing one advice has at hand, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.domain.advice.quality import Finding, findings
from goldenthread.features.casework.queries import advice_items
from goldenthread.features.casework.queries.advice_items import AdviceItem
from goldenthread.features.casework.queries.advice_reports import Report, hidden_from, reports_of
from goldenthread.foundation.access.verbs import Power

CONFLICT, WRONG, FINE = 409, 400, 200


@dataclass(frozen=True)
class Desk:
    """One advice on the desk of one adviser. `reports`: its versions, newest first, the draft among them."""

    request: HttpRequest
    child: Any
    viewer: Any
    item: AdviceItem
    on: date
    hidden: tuple[str, ...]
    reports: tuple[Report, ...]

    @property
    def draft(self) -> Report | None:
        """What is being written."""
        return next((report for report in self.reports if report.is_draft), None)

    @property
    def standing(self) -> Report | None:
        """What was submitted last."""
        return next((report for report in self.reports if report.stands), None)

    @property
    def may_begin(self) -> bool:
        """Whether anything may be written now."""
        return self.draft is not None or (self.standing is None and self.item.state in ("awaited", "in"))

    def address(self, **query: Any) -> str:
        """This page's address, about this advice."""
        here = reverse("partner_advice", args=[self.child.public_id])
        return f"{here}?{urlencode({'advice': self.item.id, **query})}"

    def findings(self) -> tuple[Finding, ...]:
        """What the quality rules say of the draft."""
        return findings(self.draft.entries) if self.draft else ()

    def back(self, anchor: str = "") -> HttpResponse:
        """To the overview."""
        return redirect(f"{self.address()}{anchor}")

    def draw(self, template: str, here: str, status: int = FINE, **context: Any) -> HttpResponse:
        """A page about this advice with what the family and school said beside it."""
        told = {
            "desk": self, "item": self.item, "draft": self.draft, "standing": self.standing,
            "represented": advice_items.representations_of(self.item, self.hidden), **context,
        }  # fmt: skip
        return draw(self.request, self.child, self.viewer, template, here, status, desk=self, told=told)


def desk_of(request: HttpRequest, child: Any, item: AdviceItem, on: date) -> Desk:
    """Everything about one advice, read afresh."""
    viewer = request.viewer  # type: ignore[attr-defined]
    hidden = hidden_from(viewer, child, on=on)
    reports = reports_of([item.row.pk], drafts=True, hidden=hidden).get(item.row.pk, ())
    return Desk(request, child, viewer, item, on, hidden, reports)


def draw(
    request: HttpRequest, child: Any, viewer: Any, template: str, here: str, status: int = FINE, *,
    desk: Desk | None = None, told: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """A page about this child with its breadcrumbs; `here` is its own name."""
    name = child.calling_name or "this child"
    trail = [(child.full_name or "This child", reverse("partner_child", args=[child.public_id]))]
    if viewer.may(Power.SEE_PARTNER_WORKLIST):
        trail.insert(0, ("Our children", reverse("partner_work")))
    trail.append(("Advice", reverse("partner_advice", args=[child.public_id])))
    if desk and here != desk.item.name:
        trail.append((desk.item.kind_name, desk.address()))
    return render(
        request, template, {"child": child, "name": name, "breadcrumbs": [*trail, (here, "")], **told}, status=status
    )
