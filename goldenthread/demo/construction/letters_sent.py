"""Letters: one sent and read, one sent and waiting to be printed, one being written; through the real operations."""

from __future__ import annotations

from datetime import datetime

from goldenthread.domain.statute.letters import letter_kinds
from goldenthread.features.casework.models import Letter
from goldenthread.features.casework.operations import letters
from goldenthread.features.casework.queries.letter_receivers import receivers_of
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.foundation.access.viewers import viewer_for
from goldenthread.foundation.accounts.models import User
from goldenthread.foundation.people.models import Adult, Child

PARENTS, COORDINATOR, DRAFTED_FOR = ("Farah Aziz", "Dawn Pritchard"), "Priya Nair", "Gareth Lomax"
HOME = "{} Chandler’s Row\nWrenbury"
WORDS = "We looked at what you told us when you called. Thank you.\n\nA copy of the notes of our talk is enclosed."


def make_letters(at: datetime) -> None:
    """One each to two parents, and a draft to a third; fewer where the partnership is too small to have them."""
    staff = _viewer(COORDINATOR, at)
    for number, name in enumerate((*PARENTS, DRAFTED_FOR), start=11):
        parent = _viewer(name, at)
        child = Child.objects.visible_to(parent, Verb.FAMILY_PAGE, on=at.date()).order_by("id").first()
        if child is None or parent.adult_id is None:
            continue
        Adult.objects.filter(pk=parent.adult_id, address="").update(address=HOME.format(number), postcode="ZZ1 1ZZ")
        _one(child, parent, staff, at, sent=name in PARENTS)


def _one(child: Child, parent: Viewer, staff: Viewer, at: datetime, *, sent: bool) -> None:
    on = at.date()
    found = receivers_of(child, letter_kinds()["other"], on=on).found
    theirs = [each for each in found if each.adult_id == parent.adult_id]
    for letter in letters.write_letters(child=child, kind=letter_kinds()["other"], receivers=theirs, by=staff, on=on):
        text = letter.text.replace("\n\n\n\n", f"\n\n{WORDS}\n\n")
        kept = letters.save(letter=letter, text=text, saves=letter.saves, by=staff, on=on)
        if sent:
            sending = letters.Sending(Letter.Channel.POST, (staff.name, "EHC coordinator"))
            letters.send(letter=kept, saves=kept.saves, sending=sending, by=staff, on=on)


def _viewer(name: str, at: datetime) -> Viewer:
    return viewer_for(User.objects.get(name=name, in_demo_cast=True), at=at)
