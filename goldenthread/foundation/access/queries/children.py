"""The rule asked of one child already found by another verb."""

from __future__ import annotations

from datetime import date

from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child


def may(viewer: Viewer, verb: Verb, child_id: int, *, on: date) -> bool:
    """Whether this viewer may do this to the child with this row number. One query."""
    return bool(Child.objects.visible_to(viewer, verb, on=on).filter(pk=child_id).exists())
