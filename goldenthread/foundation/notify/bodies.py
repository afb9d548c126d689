"""How a body is reached: its inbox, or whoever acts for it; and, when its advice is late, whoever answers for it.

A contact the council recorded comes before an account that holds the role.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.foundation.access.queries.acting import INBOX, acting_at
from goldenthread.foundation.people.models import Organisation, ServiceContact

Reached = dict[tuple[int, str], str]


def emails_of(wanted: Iterable[tuple[Organisation, str]], *, on: date) -> Reached:
    """By row number and part, the email address; none for what nobody is held for. Two queries however many, and none
    where every one is an inbox on record."""
    bodies = {(body.pk, part): body for body, part in wanted}
    found = {(pk, part): body.email for (pk, part), body in bodies.items() if part == INBOX and body.email}
    left = {pk for pk, part in bodies if (pk, part) not in found}
    if not left:
        return found
    held = acting_at(left, on=on)
    for pk, part, email in ServiceContact.objects.filter(organisation_id__in=left).values_list(
        "organisation_id", "part", "email"
    ):
        held[pk, part] = email
    return found | {each: held[each] for each in bodies if each not in found and each in held}


def email_of(body: Organisation, part: str, *, on: date) -> str:
    """The same of one; blank for none."""
    return emails_of([(body, part)], on=on).get((body.pk, part), "")
