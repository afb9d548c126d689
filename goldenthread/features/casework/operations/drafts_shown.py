"""Shows those who were asked for advice their parts of a draft plan, and lets them say what they think of it.

A plan holds the advice it was made from, and is shown to nobody without the child's or young person's consent unless
the council thinks it necessary in their interests (SEND Regulations 2014, regulation 17(1)(a) and (5)): so it is an act
of its own, with the reason kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from goldenthread.features.casework.models import DraftAnswer, PlanCopy, Request
from goldenthread.features.casework.operations import draft_answers, telling_drafts
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.operations.plan_composing import hold_plan
from goldenthread.features.casework.operations.plan_copies import Stopped, as_checked, freeze, take_back_copies
from goldenthread.features.casework.queries.draft_for_advisers import ForAdviser
from goldenthread.features.casework.queries.plan_drafts import latest_shown, texts_of
from goldenthread.features.casework.queries.plan_items import items_kept
from goldenthread.features.casework.queries.plan_look_over import not_yet
from goldenthread.foundation import journal
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child

LONGEST_REASON: Final = 2_000


class NotShown(Exception):
    """A comment stands on a part of the draft this adviser is not shown."""


def show_draft(*, request: Request, because: str, checked: str, by: journal.Author, on: date) -> PlanCopy:
    """Advisers may read their parts of the draft as it stands from today; `because`: why it is necessary in the
    child's interests; `checked` is the fingerprint of the text that was looked through.

    Raises NotNow, ReasonNeeded, Stopped, TextChanged.
    """
    with transaction.atomic():
        hold_plan(request)
        texts = {code: row.text for code, row in texts_of(request.pk).items()}
        if not any(text.strip() for text in texts.values()):
            raise NotNow("Nothing is written yet.")
        as_checked(texts, checked)
        if stops := not_yet(request, texts, on=on):
            raise Stopped(stops)
        because = because.replace("\x00", "").strip()[:LONGEST_REASON]
        if not because:
            raise ReasonNeeded
        before = latest_shown(request.pk)
        copy = freeze(request, PlanCopy.Kind.SHOWN, texts, by, sent_on=on, shown_because=because)
        if before and (before.sections, before.items) == (copy.sections, items_kept(request)):
            raise NotNow("Advisers can read this very text already.")
        journal.record(
            "plan.shown_to_advisers", by=by, about=request.child.public_id, on=on, reason=because,
            data={"copy": copy.public_id, "number": copy.number, "fingerprint": copy.fingerprint},
        )  # fmt: skip
        telling_drafts.of_draft_shown(copy, by=by, on=on)
        return copy


def stop_showing(*, request: Request, was: str, reason: str, by: journal.Author, on: date) -> None:
    """Advisers may read no part of the draft from now on; what they wrote stays. `was`: the public id of the draft that
    was shown when the page was made. Stopped already, nothing changes. Raises ReasonNeeded; NotNow where another was
    shown meanwhile."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        Child.rows.select_for_update().only("id").get(pk=request.child_id)
        shown = latest_shown(request.pk)
        if shown is not None and shown.public_id != was:
            raise NotNow("Somebody showed advisers the draft again meanwhile. Stop that too if you still want to.")
        for copy in PlanCopy.rows.filter(request=request, kind=PlanCopy.Kind.SHOWN, taken_back_on=None):
            telling_drafts.no_longer_shown(copy, by=by, on=on)
        take_back_copies(request=request, kind=PlanCopy.Kind.SHOWN, reason=reason.strip(), by=by, on=on)


def comment(*, told: ForAdviser, comments: Mapping[str, str], send: bool, by: Viewer, on: date) -> DraftAnswer:
    """Keep what an adviser has written on the parts they are shown, and `send` it to the team.

    Raises NotShown, and what a family's answer raises.
    """
    if not set(comments) <= set(told.places):
        raise NotShown
    with transaction.atomic():
        answer = draft_answers.save_answer(
            copy=told.copy, comments=comments, said=draft_answers.Said(), by=by, on=on, organisation=told.organisation
        )
        return draft_answers.send_answer(copy=told.copy, by=by, on=on) if send else answer
