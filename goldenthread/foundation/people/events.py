"""The journal entries about the people around a child."""

from __future__ import annotations

from goldenthread.foundation import journal

journal.register(
    journal.Kind("team.contact_changed", "changed how a team is reached"),
    journal.Kind("service.contacts_changed", "changed who answers for a service when its advice is late"),
    journal.Kind("family.added", "put a family member on a child's record"),
    journal.Kind("family.changed", "changed what is held of a family member"),
    journal.Kind("family.ended", "recorded that a family member no longer stands so to a child"),
)
