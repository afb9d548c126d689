"""The standing cast: invented people used in the demonstration and in the tests of every page."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.demo.construction.bodies import OTHER_SERVICES, PSYCHOLOGY, SENSORY, SOCIAL_CARE, TEAM_NAMES
from goldenthread.foundation.access.roles import Role


@dataclass(frozen=True, slots=True)
class CastMember:
    """`at`: the body the role is held at, by name; or 'school:secondary' and the like, settled when built.

    `who`: which child or children a family member is tied to, by a rule of casting.py. `line`: their morning question.
    """

    name: str
    role: Role | None
    line: str
    at: str = ""
    who: str = ""
    coordinator: int | None = None

    @property
    def email(self) -> str:
        """Everyone in the cast signs in at a domain that cannot exist."""
        return f"{self.name.lower().replace(' ', '.').replace('’', '')}@wrenbury-marle.example"


CAST: tuple[CastMember, ...] = (
    CastMember("Priya Nair", Role.EHC_COORDINATOR, "What will go late first?", TEAM_NAMES[0], coordinator=0),
    CastMember("Tom Ashdown", Role.EHC_COORDINATOR, "What will go late first?", TEAM_NAMES[1], coordinator=1),
    CastMember("Ngozi Umeh", Role.TEAM_MANAGER, "Who has too much, and what will go late?", TEAM_NAMES[0]),
    CastMember("Ruth Calder", Role.PANEL_CHAIR, "Is the evidence enough, and are we consistent?", TEAM_NAMES[0]),
    CastMember("Stefan Lindqvist", Role.DATA_MANAGER, "Is the return right?"),
    CastMember("Farah Aziz", Role.PARENT, "What is happening, who has it, what do I do?", who="late_assessment"),
    CastMember("Dawn Pritchard", Role.PARENT, "Two children with plans: whose review is next?", who="two_children"),
    CastMember("Gareth Lomax", Role.PARENT, "They said no. What can I do now?", who="refused"),
    CastMember("Jamie Osei", Role.YOUNG_PERSON, "What does my plan say, and is it happening?", who="young_person"),
    CastMember("Helen Marsh", Role.SENCO, "Which children need something this week?", "school:secondary"),
    CastMember("Adaeze Obi", Role.SENCO, "Which children need something this week?", "school:primary"),
    CastMember("Colin Frost", Role.SCHOOL_LEADER, "Are our plans usable?", "school:secondary"),
    CastMember("Sunita Rao", Role.HEALTH_ADVISER, "What advice is due, from whom?", OTHER_SERVICES[0]),
    CastMember(
        "Dr Elin Hughes",
        Role.DESIGNATED_CLINICAL_OFFICER,
        "Which health advice is late?",
        "Marle Community Paediatrics",
    ),
    CastMember("Kwame Mensah", Role.SOCIAL_CARE_ADVISER, "Is this child known to us, and what is due?", SOCIAL_CARE),
    CastMember("Dr Ines Duarte", Role.EDUCATIONAL_PSYCHOLOGIST, "Whose advice do I owe?", PSYCHOLOGY),
    CastMember("Maeve Corrigan", Role.SPECIALIST_ADVISER, "Who cannot hear or see well and waits for me?", SENSORY),
    CastMember("Patrick Doran", Role.BOARD_CHAIR, "Are we getting better, for whom?"),
    CastMember("Mei Tan", Role.COMMISSIONER, "Where are need and supply apart?"),
    CastMember("Alan Whitby", Role.FINANCE_OFFICER, "What will we owe, and is it right?"),
    CastMember("Owen Tredgold", Role.SCHOOLS_FORUM_MEMBER, "What does the block spend, and what is ours to decide?"),
    CastMember("Zainab Yusuf", Role.PARENT_CARER_FORUM, "What are families telling us, and what changed?"),
    CastMember("Joan Teller", Role.INFORMATION_ADVICE_ADVISER, "Who has asked me for help?", who="advised"),
    CastMember("Peter Vance", Role.DATA_PROTECTION_OFFICER, "Who looked at what, and why?"),
    CastMember("Lucy Brandt", Role.SYSTEM_ADMINISTRATOR, "Is everything running?"),
    CastMember("Sam Nobody", None, "An account without a role: there must be nothing to see."),
)
