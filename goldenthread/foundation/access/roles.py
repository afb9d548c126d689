"""The roles people hold, described. This package is the only place that names them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """One value a daily role."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    SENCO = "senco"
    SCHOOL_LEADER = "school_leader"
    EHC_COORDINATOR = "ehc_coordinator"
    TEAM_MANAGER = "team_manager"
    HEALTH_ADVISER = "health_adviser"
    DESIGNATED_CLINICAL_OFFICER = "designated_clinical_officer"
    SOCIAL_CARE_ADVISER = "social_care_adviser"
    EDUCATIONAL_PSYCHOLOGIST = "educational_psychologist"
    SPECIALIST_ADVISER = "specialist_adviser"
    PANEL_CHAIR = "panel_chair"
    FINANCE_OFFICER = "finance_officer"
    COMMISSIONER = "commissioner"
    BOARD_CHAIR = "board_chair"
    SCHOOLS_FORUM_MEMBER = "schools_forum_member"
    PARENT_CARER_FORUM = "parent_carer_forum"
    INFORMATION_ADVICE_ADVISER = "information_advice_adviser"
    DATA_MANAGER = "data_manager"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


DESCRIBED: dict[Role, tuple[str, str]] = {
    Role.PARENT: (
        "Parent or carer",
        "Sees their own child's record while they hold the rights, or where the young person agrees.",
    ),
    Role.YOUNG_PERSON: ("Young person", "Sees their own record."),
    Role.SENCO: ("SENCO", "Sees the children who attend their school or college."),
    Role.SCHOOL_LEADER: ("School leader", "Sees the children who attend their school or college."),
    Role.EHC_COORDINATOR: ("EHC coordinator", "Sees their team's children; works on those allocated to them."),
    Role.TEAM_MANAGER: (
        "Team manager",
        "Sees their team's children, restricted records included, and each coordinator's caseload.",
    ),
    Role.HEALTH_ADVISER: ("Health adviser", "Sees the children their service has been asked about or is helping."),
    Role.DESIGNATED_CLINICAL_OFFICER: (
        "Designated clinical officer",
        "Sees the children their health body is asked about.",
    ),
    Role.SOCIAL_CARE_ADVISER: (
        "Social care adviser",
        "Sees the children social care has been asked about or is helping.",
    ),
    Role.EDUCATIONAL_PSYCHOLOGIST: (
        "Educational psychologist",
        "Sees the children whose advice is asked of them or their service.",
    ),
    Role.SPECIALIST_ADVISER: (
        "Specialist teacher or adviser",
        "Sees the children whose advice is asked of their team: a teacher of the deaf or vision impaired, say.",
    ),
    Role.PANEL_CHAIR: ("Panel chair", "Sees the cases listed for a panel they chair, until two weeks after it."),
    Role.FINANCE_OFFICER: (
        "Finance officer",
        "Sees figures, and statutory forms in full to file them; no child's record.",
    ),
    Role.COMMISSIONER: ("Commissioner", "Sees figures; no child's record."),
    Role.BOARD_CHAIR: ("Board chair", "Sees figures; no child's record."),
    Role.SCHOOLS_FORUM_MEMBER: (
        "Schools Forum member",
        "Sees the money of the high-needs block; no child's record.",
    ),
    Role.PARENT_CARER_FORUM: ("Parent carer forum", "Sees figures; no child's record."),
    Role.INFORMATION_ADVICE_ADVISER: ("SENDIASS adviser", "Sees a child only while the family has asked for help."),
    Role.DATA_MANAGER: (
        "Data manager",
        "Brings in returns and decides conflicts; sees every standard record to do so.",
    ),
    Role.SYSTEM_ADMINISTRATOR: ("System administrator", "Keeps the system running; sees no child's record."),
    Role.DATA_PROTECTION_OFFICER: ("Data protection officer", "Sees who looked at what, and why; no child's record."),
}
