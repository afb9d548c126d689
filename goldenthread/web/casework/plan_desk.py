"""A plan being drafted, as the pages that make it from items share it: what is read once, and where each page is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.domain.plan.thread import Thread
from goldenthread.features.casework.queries import plan_drafts
from goldenthread.features.casework.queries.advice_reports import kept_hidden
from goldenthread.features.casework.queries.child_rows import rows_of
from goldenthread.features.casework.queries.plan_advice import AdviceRow, advice_rows
from goldenthread.features.casework.queries.plan_drafts import Drafting
from goldenthread.features.casework.queries.plan_findings import DraftFindings, findings_in
from goldenthread.features.casework.queries.plan_items import ItemShown, items_of
from goldenthread.features.casework.queries.plan_thread import thread_in
from goldenthread.foundation import clock
from goldenthread.web.casework import changing


@dataclass
class PlanDesk:
    """One draft. What it holds is read when first asked for; addresses kept hidden are taken out of all of it."""

    request: HttpRequest
    child: Any
    drafting: Drafting

    @property
    def may_write(self) -> bool:
        """The plan is still being written."""
        return self.drafting.is_written

    @property
    def common(self) -> dict[str, Any]:
        """What every operation is told."""
        viewer = self.request.viewer  # type: ignore[attr-defined]
        return {"request": plan_drafts.request_row(self.drafting), "by": viewer, "on": clock.today()}

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """Addresses nobody sees in a plan: everybody of the family is sent it."""
        return kept_hidden(self.child)

    @cached_property
    def items(self) -> list[ItemShown]:
        """The items, as the plan reads."""
        return items_of(self.drafting.pk, self.hidden)

    @cached_property
    def advice(self) -> list[AdviceRow]:
        """The advice it can be made from."""
        return advice_rows(self.drafting.pk, self.hidden)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of each section by its code."""
        return {code: row.text for code, row in plan_drafts.texts_of(self.drafting.pk).items()}

    @cached_property
    def findings(self) -> DraftFindings:
        """What the checker finds."""
        return findings_in(self.child, self.items, self.texts, request_id=self.drafting.pk, on=clock.today())

    @cached_property
    def thread(self) -> Thread:
        """The golden thread."""
        return thread_in(self.items, self.advice, self.texts)

    def item(self, item_id: str) -> ItemShown:
        """One item. Raises Http404."""
        found = next((each for each in self.items if each.id == item_id), None)
        if found is None:
            raise Http404("No such item.")
        return found

    @property
    def items_address(self) -> str:
        """The page on what the plan is made of."""
        return self.address()

    @property
    def advice_address(self) -> str:
        """The page on which it is made from advice."""
        return self.address("advice")

    @property
    def thread_address(self) -> str:
        """The page that draws its golden thread."""
        return self.address("thread")

    def address(self, page: str = "items", anchor: str = "", **query: str) -> str:
        """Where a page of this draft is: `items`, `advice` or `thread`."""
        here = reverse(f"child_draft_{page}", args=[self.child.public_id])
        return f"{here}{f'?{urlencode(query)}' if query else ''}{f'#{anchor}' if anchor else ''}"

    def draw(self, template: str, here: str, status: int = changing.FINE, **more: Any) -> HttpResponse:
        """A page of this draft."""
        return changing.draw(self.request, self.child, template, here, status, desk=self, **more)


def desk_of(request: HttpRequest, child: Any) -> PlanDesk | None:
    """The plan being drafted or sent; None where there is none."""
    drafting = plan_drafts.drafting_in(rows_of(child.pk))
    return PlanDesk(request, child, drafting) if drafting else None
