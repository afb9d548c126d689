"""Who a child is, the people around them, and whose rights they are: for a viewer, never more than they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.calendars.school_years import compulsory_school_age_ends, year_group, year_group_said
from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.right_holder import right_holder
from goldenthread.features.casework.queries.holders import with_cover
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.access.viewer import ChildFacts, Viewer, tie_facts
from goldenthread.foundation.people.models import Child, Tie

HIDDEN = "Address is hidden"


@dataclass(frozen=True, slots=True)
class May:
    """What this viewer may see of this child, asked once of ties already read."""

    see_identifiers: bool
    see_people: bool
    see_hidden_address: bool
    see_looks: bool
    work_on: bool
    read_all_advice: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The child's own words, as recorded: when, and how they were given."""

    text: str
    on: date | None
    how: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who they are. Identifiers and address are None where the viewer may not see them; `address` may be `HIDDEN`."""

    child_id: str
    full_name: str
    known_as: str
    calling_name: str
    pronouns: str
    born_on: date | None
    died_on: date | None
    age: int | None
    year_group: str
    first_language: str
    communicates_by: str
    restricted: bool
    words: Words | None
    upn: str | None
    uln: str | None
    nhs_number: str | None
    local_id: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a body, tied to the child now. `role` is how they stand to the child, in the family's word."""

    name: str
    role: str
    organisation: str
    job_title: str
    phone: str
    email: str
    address: str
    needs: str
    parental_responsibility: bool
    since: date | None
    is_family: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose the rights are (`parent` or `young_person`, '' without a date of birth), when that changes, why."""

    holder: str
    sentence: str
    changes_on: date | None
    why: tuple[str, ...]


def ties_of(child_id: int, *, on: date | None = None) -> list[Tie]:
    """Every tie, ended ones too, with who is at the other end; given a day, with who stands in for them then (needed
    by `holder_in`). One query."""
    ties = Tie.objects.filter(child_id=child_id)
    ties = ties.select_related("adult", "organisation") if on is None else with_cover(ties, on=on)
    return list(ties.order_by("kind", "started_on", "id"))


def may(viewer: Viewer, child: Child, ties: Sequence[Tie], *, on: date) -> May:
    """The access rule asked of what has been read: no query."""
    restricted = child.sensitivity == Child.Sensitivity.RESTRICTED
    facts = ChildFacts(child.pk, restricted, child.born_on, tie_facts(ties))
    verbs = (
        Verb.SEE_IDENTIFIERS,
        Verb.SEE_PEOPLE,
        Verb.SEE_HIDDEN_ADDRESS,
        Verb.SEE_LOOKS,
        Verb.WORK_ON,
        Verb.READ_ALL_ADVICE,
    )
    return May(*(viewer.allows(verb, facts, on=on) for verb in verbs))


def identity_of(child: Child, allowed: May, *, on: date, nhs_number_shown: bool = False) -> Identity:
    """Who they are on that day."""
    born_on = child.born_on
    text = child.in_their_words.strip()
    seen = allowed.see_identifiers
    return Identity(
        child_id=child.public_id, full_name=child.full_name, known_as=child.known_as, calling_name=child.calling_name,
        pronouns=child.pronouns, born_on=born_on, died_on=child.died_on,
        age=_age(born_on, on) if born_on and not child.died_on else None,
        year_group=year_group_said(year_group(born_on, on)) if born_on else "",
        first_language=child.first_language, communicates_by=child.communicates_by,
        restricted=child.sensitivity == Child.Sensitivity.RESTRICTED,
        words=Words(text, child.in_their_words_on, child.in_their_words_how) if text else None,
        upn=(child.upn or "") if seen else None,
        uln=(child.uln or "") if seen else None,
        nhs_number=(child.nhs_number or "") if seen and nhs_number_shown else None,
        local_id=(child.local_id or "") if seen else None,
        address=_address(child, allowed) if allowed.see_people else None,
    )  # fmt: skip


def people_around(ties: Sequence[Tie], allowed: May, *, on: date) -> list[Person] | None:
    """Everyone tied to the child on that day, family first; None where the viewer may not see them.

    Who was asked about a place is for those who work on the case: it says where a child may go next.
    """
    if not allowed.see_people:
        return None
    order = list(Tie.Kind)
    current = [
        tie
        for tie, facts in zip(ties, tie_facts(ties), strict=True)
        # Panel members read the case for a few weeks: they are not around it.
        if facts.holds(on) and tie.kind != Tie.Kind.PANEL and (tie.kind != Tie.Kind.CONSULTED or allowed.work_on)
    ]
    return [_person(tie, allowed) for tie in sorted(current, key=lambda tie: order.index(Tie.Kind(tie.kind)))]


def rights_of(identity: Identity, *, on: date) -> Rights:
    """Children and Families Act 2014, section 83(2): the parent's until compulsory school age ends, then their own."""
    name = identity.calling_name
    if identity.born_on is None:
        return Rights("", f"We need {name}'s date of birth to say whose the rights are.", None, ())
    ends = compulsory_school_age_ends(identity.born_on)
    holder = right_holder(identity.born_on, on)
    if holder == "parent":
        sentence = f"The rights are the parents' until {said(ends.last_on)}. From the next day they belong to {name}."
    else:
        sentence = f"The rights are {name}'s own. They have been since the day after {said(ends.last_on)}."
    return Rights(holder, sentence, ends.last_on, ends.steps)


def _age(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _address(of: object, allowed: May) -> str:
    if of.address_hidden and not allowed.see_hidden_address:  # type: ignore[attr-defined]
        return HIDDEN
    parts = (of.address, of.postcode)  # type: ignore[attr-defined]
    return "\n".join(part.strip() for part in parts if part.strip())


def _person(tie: Tie, allowed: May) -> Person:
    adult, body = tie.adult, tie.organisation
    reach = adult or body  # one of the two is always there
    kind = Tie.Kind(tie.kind)
    family = kind in (Tie.Kind.SELF, Tie.Kind.PARENT, Tie.Kind.CARER)
    return Person(
        name=reach.name if reach else "",
        role=tie.relationship or str(kind.label),
        organisation=body.name if adult and body else "",
        job_title=adult.job_title if adult else "",
        phone=reach.phone if reach else "",
        email=reach.email if reach else "",
        address=_address(adult, allowed) if adult and family else "",
        needs=adult.needs if adult else "",
        parental_responsibility=tie.parental_responsibility,
        since=tie.started_on,
        is_family=family,
    )
