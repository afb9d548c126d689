"""The access matrix: which role reaches which children how, and what it may then do. One rule; everything else reads
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.foundation.access.roles import DESCRIBED, Role
from goldenthread.foundation.access.verbs import Power, Verb


class Reach(StrEnum):
    """How a role comes to a child. Each but the last two needs a tie that holds on the day."""

    SELF = "self"  # the young person's own tie
    FAMILY = "family"  # with parental responsibility, while the rights are theirs or the young person agrees
    ALLOCATED = "allocated"  # allocated to this very person
    BODY = "body"  # the child is tied to the body where the role is held, by one of `ties`
    ADVOCATE = "advocate"  # the family asked this person or service for help
    PANEL = "panel"  # a case listed for a panel this very person sits on
    PARTNERSHIP = "partnership"  # every standard record
    EMERGENCY = "emergency"  # an emergency access that has not run out


@dataclass(frozen=True, slots=True)
class Rule:
    """`role`, where it reaches by `reach` (through `ties` of these kinds), may do `verbs`; restricted records only if
    so.
    """

    role: Role | None  # None: any role; by emergency, any with the power to ask for emergency access
    reach: Reach
    verbs: frozenset[Verb]
    ties: tuple[str, ...] = ()
    restricted: bool = False


_READ = frozenset({Verb.OPEN_RECORD, Verb.SEE_PEOPLE, Verb.SEE_ADVICE})
_GIVES = _READ | {Verb.GIVE_ADVICE, Verb.SEND_FILES}
_STAFF = _READ | {Verb.READ_ALL_ADVICE, Verb.SEE_IDENTIFIERS, Verb.SEE_LOOKS, Verb.EXPORT}
_WORK = _STAFF | {Verb.WORK_ON, Verb.SEE_PACK}
_FAMILY = frozenset({Verb.FAMILY_PAGE, Verb.SEE_LOOKS, Verb.ASK_FOR_ASSESSMENT, Verb.SEND_FILES})

MATRIX: tuple[Rule, ...] = (
    Rule(Role.YOUNG_PERSON, Reach.SELF, _FAMILY, ("self",), restricted=True),
    Rule(Role.PARENT, Reach.FAMILY, _FAMILY, ("parent", "carer"), restricted=True),
    Rule(
        Role.SENCO,
        Reach.BODY,
        _GIVES | {Verb.SEE_IDENTIFIERS, Verb.EXPORT, Verb.ASK_FOR_ASSESSMENT},
        ("attends",),
        restricted=True,
    ),
    Rule(Role.SCHOOL_LEADER, Reach.BODY, frozenset({Verb.OPEN_RECORD, Verb.SEE_ADVICE}), ("attends",)),
    # A body asked about a place answers from the draft plan it was sent; the record stays closed to it.
    Rule(Role.SENCO, Reach.BODY, frozenset({Verb.ANSWER_CONSULTATION}), ("consulted",), restricted=True),
    Rule(Role.SCHOOL_LEADER, Reach.BODY, frozenset({Verb.ANSWER_CONSULTATION}), ("consulted",)),
    Rule(
        Role.EHC_COORDINATOR,
        Reach.ALLOCATED,
        _WORK | {Verb.SEE_HIDDEN_ADDRESS},
        ("allocated",),
        restricted=True,
    ),
    Rule(Role.EHC_COORDINATOR, Reach.BODY, _WORK, ("case_team",)),
    Rule(Role.TEAM_MANAGER, Reach.BODY, _WORK | {Verb.SEE_HIDDEN_ADDRESS}, ("case_team",), restricted=True),
    Rule(Role.HEALTH_ADVISER, Reach.BODY, _GIVES | {Verb.EXPORT}, ("health",), restricted=True),
    Rule(
        Role.DESIGNATED_CLINICAL_OFFICER,
        Reach.BODY,
        _GIVES | {Verb.EXPORT, Verb.AGREE_HEALTH},
        ("health",),
        restricted=True,
    ),
    Rule(Role.SOCIAL_CARE_ADVISER, Reach.BODY, _GIVES | {Verb.SEE_HIDDEN_ADDRESS}, ("social_care",), restricted=True),
    Rule(Role.EDUCATIONAL_PSYCHOLOGIST, Reach.BODY, _GIVES, ("psychology",), restricted=True),
    Rule(Role.SPECIALIST_ADVISER, Reach.BODY, _GIVES, ("adviser",), restricted=True),
    # Their body may be asked for advice of another kind too (about preparing for adulthood, say).
    Rule(Role.SOCIAL_CARE_ADVISER, Reach.BODY, _GIVES, ("adviser",), restricted=True),
    Rule(Role.EDUCATIONAL_PSYCHOLOGIST, Reach.BODY, _GIVES, ("adviser",), restricted=True),
    # Who sits on a panel reads the packs of its cases; who chairs it, the records too. Nobody else's, and no longer.
    Rule(
        Role.PANEL_CHAIR,
        Reach.PANEL,
        frozenset({Verb.OPEN_RECORD, Verb.SEE_ADVICE, Verb.READ_ALL_ADVICE}),
        ("panel",),
        restricted=True,
    ),
    Rule(None, Reach.PANEL, frozenset({Verb.SEE_PACK}), ("panel",), restricted=True),
    Rule(Role.INFORMATION_ADVICE_ADVISER, Reach.ADVOCATE, _READ, ("advocate",), restricted=True),
    Rule(Role.DATA_MANAGER, Reach.PARTNERSHIP, frozenset({Verb.OPEN_RECORD, Verb.SEE_IDENTIFIERS, Verb.EXPORT})),
    Rule(None, Reach.EMERGENCY, _READ | {Verb.SEE_HIDDEN_ADDRESS}, restricted=True),
)

_PARTNER = frozenset({Power.SEE_PARTNER_WORKLIST, Power.SEARCH_CHILDREN, Power.SEE_OWN_ACTIVITY})
_SITTING = _PARTNER | {Power.SEE_PANELS}  # services a panel's members come from
_ADVISER = _SITTING | {Power.SEE_ADVICE_DUE}
_HELPING = _ADVISER | {Power.ASK_EMERGENCY_ACCESS}
_FIGURES = frozenset({Power.SEE_MONEY, Power.SEE_PLACES, Power.SEE_PROCESS_FIGURES, Power.SEE_OWN_ACTIVITY})

POWERS: dict[Role, frozenset[Power]] = {
    Role.PARENT: frozenset({Power.SEE_FAMILY_HOME, Power.SEE_OWN_ACTIVITY}),
    Role.YOUNG_PERSON: frozenset({Power.SEE_FAMILY_HOME, Power.SEE_OWN_ACTIVITY}),
    Role.SENCO: _ADVISER,
    Role.SCHOOL_LEADER: _SITTING,
    Role.EHC_COORDINATOR: frozenset(
        {
            Power.SEE_WORKLIST,
            Power.SEE_ADVICE_DUE,
            Power.SEE_PANELS,
            Power.DECIDE_INTAKE,
            Power.PRINT_LETTERS,
            Power.SEARCH_CHILDREN,
            Power.ASK_EMERGENCY_ACCESS,
            Power.SEE_OWN_ACTIVITY,
        }
    ),
    Role.TEAM_MANAGER: frozenset(
        {
            Power.SEE_WORKLIST,
            Power.SEE_ADVICE_DUE,
            Power.SEE_PANELS,
            Power.KEEP_PANELS,
            Power.DECIDE_INTAKE,
            Power.SEE_TEAM_CASELOADS,
            Power.PRINT_LETTERS,
            Power.EDIT_TEMPLATES,
            Power.SEE_MESSAGES,
            Power.SEE_PROCESS_FIGURES,
            Power.SEE_PROCESS_CASES,
            Power.SEE_MONEY,
            Power.SEE_PLACES,
            Power.SEARCH_CHILDREN,
            Power.ASK_EMERGENCY_ACCESS,
            Power.SEE_OWN_ACTIVITY,
        }
    ),
    Role.HEALTH_ADVISER: _HELPING,
    Role.DESIGNATED_CLINICAL_OFFICER: _HELPING,
    Role.SOCIAL_CARE_ADVISER: _HELPING,
    Role.EDUCATIONAL_PSYCHOLOGIST: _ADVISER,
    Role.SPECIALIST_ADVISER: _ADVISER,
    Role.PANEL_CHAIR: frozenset(
        {
            Power.SEE_PANELS,
            Power.KEEP_PANELS,
            Power.SEARCH_CHILDREN,
            Power.SEE_PROCESS_FIGURES,
            Power.SEE_OWN_ACTIVITY,
        }
    ),
    Role.FINANCE_OFFICER: _FIGURES | {Power.KEEP_MONEY, Power.KEEP_SAVINGS, Power.FILE_FORMS},
    Role.COMMISSIONER: _FIGURES | {Power.KEEP_SAVINGS, Power.KEEP_PLACES},
    Role.BOARD_CHAIR: _FIGURES,
    Role.SCHOOLS_FORUM_MEMBER: frozenset({Power.SEE_MONEY, Power.SEE_OWN_ACTIVITY}),
    Role.PARENT_CARER_FORUM: frozenset({Power.SEE_OWN_ACTIVITY}),
    Role.INFORMATION_ADVICE_ADVISER: _PARTNER,
    Role.DATA_MANAGER: frozenset(
        {
            Power.SEARCH_CHILDREN,
            Power.IMPORT_RETURNS,
            Power.DECIDE_CONFLICTS,
            Power.SEE_PROCESS_FIGURES,
            Power.SEE_PROCESS_CASES,
            Power.SEE_JOBS,
            Power.SEE_OWN_ACTIVITY,
        }
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Power.SEE_MESSAGES, Power.SEE_JOBS, Power.RUN_JOBS, Power.SEE_OWN_ACTIVITY}),
    Role.DATA_PROTECTION_OFFICER: frozenset({Power.SEE_JOURNAL, Power.SEE_EMERGENCY_NOTICES, Power.SEE_OWN_ACTIVITY}),
}


def titles_with(*all_of: Power) -> tuple[str, ...]:
    """What the roles that hold all of these powers are called."""
    return tuple(DESCRIBED[role][0] for role, powers in POWERS.items() if powers.issuperset(all_of))
