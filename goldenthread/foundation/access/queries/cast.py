"""The demonstration's cast, grouped by where they work."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.foundation.access.models import Grant
from goldenthread.foundation.access.roles import DESCRIBED, Role
from goldenthread.foundation.accounts.models import User

_PLACES: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("The council’s SEND team", (Role.EHC_COORDINATOR, Role.TEAM_MANAGER, Role.PANEL_CHAIR, Role.DATA_MANAGER)),
    ("Families", (Role.PARENT, Role.YOUNG_PERSON)),
    ("Schools and colleges", (Role.SENCO, Role.SCHOOL_LEADER)),
    (
        "Health, care, psychology and specialist teaching",
        (
            Role.HEALTH_ADVISER,
            Role.DESIGNATED_CLINICAL_OFFICER,
            Role.SOCIAL_CARE_ADVISER,
            Role.EDUCATIONAL_PSYCHOLOGIST,
            Role.SPECIALIST_ADVISER,
        ),
    ),
    (
        "The partnership",
        (
            Role.BOARD_CHAIR,
            Role.SCHOOLS_FORUM_MEMBER,
            Role.COMMISSIONER,
            Role.FINANCE_OFFICER,
            Role.PARENT_CARER_FORUM,
            Role.INFORMATION_ADVICE_ADVISER,
        ),
    ),
    ("Keeping it running and safe", (Role.DATA_PROTECTION_OFFICER, Role.SYSTEM_ADMINISTRATOR)),
)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the cast: name, role in words, where, and one line about them."""

    person_id: str
    name: str
    email: str
    role: str
    where: str
    line: str


def cast_by_place() -> list[tuple[str, list[Member]]]:
    """(place, members) in the order a newcomer would try them; those without a role last."""
    roles: dict[int, Grant] = {}
    for grant in Grant.objects.filter(user__in_demo_cast=True).select_related("organisation").order_by("-id"):
        roles[grant.user_id] = grant
    users = list(User.objects.filter(in_demo_cast=True).order_by("cast_order", "name"))
    groups = []
    for place, held in _PLACES:
        members = [_member(user, roles[user.pk]) for user in users if user.pk in roles and roles[user.pk].role in held]
        groups.append((place, members))
    groups.append(("No role", [_member(user, None) for user in users if user.pk not in roles]))
    return [(place, members) for place, members in groups if members]


def cast_member(person_id: str) -> User | None:
    """The cast's account with this public id."""
    return User.objects.filter(public_id=person_id, in_demo_cast=True, is_active=True).first()


def _member(user: User, grant: Grant | None) -> Member:
    role = DESCRIBED[Role(grant.role)][0] if grant else "An account with no role"
    where = grant.organisation.name if grant and grant.organisation else ""
    return Member(user.public_id, user.name, user.email, role, where, user.cast_line)
