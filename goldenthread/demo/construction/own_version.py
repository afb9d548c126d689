"""The child's own version of one invented draft, and a profile: written, looked at and checked by a coordinator of the
cast through the real operations.
"""

from __future__ import annotations

from datetime import date

from goldenthread.domain.plan.easy_read import Line, by_part
from goldenthread.features.casework.operations import own_versions, profiles
from goldenthread.features.casework.queries import own_versions as queries
from goldenthread.features.casework.queries.profiles import profile_of
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.people.models import Child

# From section A of drafts.toml. The other parts keep the plan's own sentences, for they differ from plan to plan.
LIKES = (
    Line("likes", "I want to like school again.", symbol="school", section="A"),
    Line("likes", "I want friends near my home.", symbol="friends", section="A"),
    Line("likes", "I want people to hear me when it is too much.", symbol="listen", section="A"),
)
SUPPORT = "Tell me one step at a time.\nShow me, then let me try.\nHelp me find a quiet place when it is too loud."


def make_own_version(child: Child, by: Viewer, on: date) -> None:
    """Of the plan that stands; nothing where none was sent."""
    copy = queries.plan_that_stands(child)
    if copy is None:
        return
    row = own_versions.begin(child=child, copy=copy, by=by, on=on)
    for part, proposed in by_part(queries.lines_of(row.lines)).items():
        lines = LIKES if part == "likes" else proposed
        row = own_versions.save_part(row=row, part=part, lines=lines, version=row.version, by=by, on=on)
    own_versions.check(row=row, version=row.version, by=by, on=on)
    found = profile_of(child)
    texts = {"about_me": found.about_me, "matters": found.matters, "support": SUPPORT}
    profiles.save_profile(child=child, texts=texts, number=0, by=by, on=on)
