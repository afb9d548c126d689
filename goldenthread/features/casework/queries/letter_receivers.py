"""Whom a letter about a child goes to: the people and bodies on record who are whom the law names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.statute.letters import PARENT, LetterKind
from goldenthread.domain.statute.right_holder import right_holder
from goldenthread.features.casework.models import Letter
from goldenthread.foundation.access.viewer import tie_facts
from goldenthread.foundation.people.models import Adult, Child, Organisation, Tie
from goldenthread.foundation.people.queries.others_named import addresses_on

# The ties of the bodies the law calls by these names (domain/statute/recipients.toml).
_BODIES = {
    "responsible commissioning body": Tie.Kind.HEALTH,
    "social care officers": Tie.Kind.SOCIAL_CARE,
    "head, principal or early years SEN lead": Tie.Kind.ATTENDS,
    "governing body, proprietor or principal of the setting named": Tie.Kind.ATTENDS,
}


@dataclass(frozen=True, slots=True)
class Receiver:
    """One who may be written to. `lines`: name and address, which is empty beyond the name where none is held.

    `hidden`: the address is kept from others. `needs`: an interpreter, large print, a call first.
    """

    key: str
    role: str
    name: str
    lines: tuple[str, ...]
    hidden: bool = False
    needs: str = ""
    adult_id: int | None = None
    organisation_id: int | None = None

    @property
    def has_an_address(self) -> bool:
        """Whether it can be posted."""
        return len(self.lines) > 1


@dataclass(frozen=True, slots=True)
class Receivers:
    """Everybody on record whom the law names for this kind of letter, and whom it names that nobody on record is."""

    found: tuple[Receiver, ...]
    nobody_for: tuple[str, ...]

    def chosen(self, keys: Iterable[str]) -> list[Receiver]:
        """Those with these keys, in order."""
        wanted = set(keys)
        return [each for each in self.found if each.key in wanted]


def receivers_of(child: Child, kind: LetterKind, *, on: date) -> Receivers:
    """Read them; one query."""
    ties = ties_holding(child, on=on)
    found: list[Receiver] = []
    nobody = []
    for role in kind.who:
        here = _family(child, ties, role, on) if role == PARENT else _bodies(ties, role)
        found.extend(each for each in here if each.key not in {other.key for other in found})
        if not here:
            nobody.append(role)
    return Receivers(tuple(found), tuple(nobody))


def ties_holding(child: Child, *, on: date) -> list[Tie]:
    """The child's ties that hold on the day, with their people and bodies. One query."""
    return holding(all_ties(child), on=on)


def all_ties(child: Child) -> list[Tie]:
    """Every tie of the child, with its person or body. One query."""
    return list(Tie.objects.filter(child=child).select_related("adult", "organisation").order_by("id"))


def holding(ties: list[Tie], *, on: date) -> list[Tie]:
    """Those of them that hold on the day."""
    return [tie for tie, facts in zip(ties, tie_facts(ties), strict=True) if facts.holds(on)]


def receiver_of(letter: Letter) -> Receiver:
    """The receiver of a letter as they are on record now."""
    if letter.adult is not None:
        return _adult(letter.adult, letter.role)
    assert letter.organisation is not None
    return _body(letter.organisation, letter.role)


def hidden_from(child: Child, receiver: Receiver, ties: Iterable[Tie]) -> list[tuple[str, str]]:
    """(address, postcode) pairs that must not stand in a letter to this receiver, nor on its envelope.

    The child's own where it is hidden and is not the receiver's home too; any other adult's that is hidden.
    """
    adults = {tie.adult_id: tie.adult for tie in ties if tie.adult is not None}
    theirs = adults.get(receiver.adult_id)
    homes = []
    if child.address_hidden and not _same_home(child, theirs):
        homes.append((child.address, child.postcode))
    homes += [
        (adult.address, adult.postcode)
        for pk, adult in adults.items()
        if adult.address_hidden and pk != receiver.adult_id and not _same_home(adult, theirs)
    ]
    return [home for home in homes if home[0] or home[1]]


def _same_home(one: Child | Adult, other: Adult | None) -> bool:
    if other is None or not other.address.strip():
        return False
    return bool(addresses_on([f"{other.address}\n{other.postcode}"], [(one.address, "")]))


def _family(child: Child, ties: list[Tie], role: str, on: date) -> list[Receiver]:
    """Those the rights belong to: the young person past school-leaving age, else each with parental responsibility."""
    if child.born_on and right_holder(child.born_on, on) == "young_person":
        return [_adult(tie.adult, role) for tie in ties if tie.kind == Tie.Kind.SELF and tie.adult]
    kinds = (Tie.Kind.PARENT, Tie.Kind.CARER)
    return [_adult(tie.adult, role) for tie in ties if tie.kind in kinds and tie.parental_responsibility and tie.adult]


def _bodies(ties: list[Tie], role: str) -> list[Receiver]:
    kind = _BODIES.get(role)
    return [_body(tie.organisation, role) for tie in ties if tie.kind == kind and tie.organisation]


def _adult(adult: Adult, role: str) -> Receiver:
    address = [line.strip() for line in adult.address.splitlines() if line.strip()]
    lines = (adult.name, *address, *([adult.postcode] if adult.postcode and address else []))
    return Receiver(
        f"adult-{adult.public_id}", role, adult.name, lines, adult.address_hidden, adult.needs, adult_id=adult.pk
    )


def _body(body: Organisation, role: str) -> Receiver:
    lines = tuple(line for line in (body.name, body.street, body.town, body.postcode) if line)
    return Receiver(f"body-{body.public_id}", role, body.name, lines, organisation_id=body.pk)
