"""Reads what was sent in: all of it for the team, their own for whoever sent it, what was let for advisers."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.features.casework.models import CaseFile, Intake
from goldenthread.features.casework.queries.work_filters import team_ids
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.ids import is_id
from goldenthread.foundation.people.models import Child


def files_of(child: Child) -> list[CaseFile]:
    """Everything sent about a child that is still there, but for what goes with a request nobody has sent yet."""
    return list(_of(child).exclude(intake__state=Intake.State.DRAFT))


def files_from(child: Child, viewer: Viewer) -> list[CaseFile]:
    """What this very person sent about the child, newest first."""
    return list(_of(child).filter(sender_id=viewer.user_id)) if viewer.user_id else []


def files_for_advisers(child: Child, viewer: Viewer) -> list[CaseFile]:
    """What the team has let those asked for advice see, and what this person sent themselves."""
    own = Q(sender_id=viewer.user_id) if viewer.user_id else Q(pk__in=[])
    return list(_of(child).filter(own | Q(shown_to_advisers_on__isnull=False)))


def not_looked_at(viewer: Viewer, *, on: date) -> QuerySet[CaseFile]:
    """What was sent about children of this viewer's teams and nobody of the team has opened yet, oldest first."""
    rows: QuerySet[CaseFile] = CaseFile.objects.visible_to(viewer, Verb.WORK_ON, on=on)
    waiting = rows.filter(
        looked_at_on=None, document__taken_away_at=None, child__case_summary__team_id__in=team_ids(viewer)
    )
    drafts = Intake.rows.filter(state=Intake.State.DRAFT, pk=OuterRef("intake_id"))
    return waiting.filter(~Exists(drafts)).select_related("document", "sender", "child").order_by("pk")


def files_with(intake: Intake) -> list[CaseFile]:
    """What goes with one request."""
    rows = CaseFile.rows.filter(intake=intake, document__taken_away_at=None)
    return list(rows.select_related("document", "sender").order_by("id"))


def chosen(files: list[CaseFile], document_id: str) -> CaseFile | None:
    """The one with this document's public id."""
    return next((each for each in files if is_id(document_id) and each.document.public_id == document_id), None)


def _of(child: Child) -> QuerySet[CaseFile]:
    rows = CaseFile.rows.filter(child=child, document__taken_away_at=None)
    return rows.select_related("document", "sender", "intake", "child").order_by("-document__kept_at", "-id")
