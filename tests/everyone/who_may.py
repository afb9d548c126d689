"""Who may open what, written out by hand from the roles' descriptions and not from the access matrix.

A change in the matrix that lets somebody open one page more, or one fewer, shows up here as a difference. The names are
the standing cast's; three more are added so that every way of arriving is there.
"""

from __future__ import annotations

from dataclasses import dataclass

SIGNED_OUT = "Somebody signed out"
EMERGENCY = "Emeka Stone"  # a coordinator of the Marle team who has opened one record in an emergency
EXPIRED = "Edith Rowe"  # the same a day later: her emergency access has run out
BOTH = "Bea Fairlie"  # a SENCO at one school whose own child is at another

COORDINATORS = frozenset({"Priya Nair", "Tom Ashdown", EMERGENCY, EXPIRED})
MANAGERS = frozenset({"Ngozi Umeh"})
SCHOOLS = frozenset({"Helen Marsh", "Adaeze Obi", "Colin Frost", BOTH})
HEALTH_AND_CARE = frozenset({"Sunita Rao", "Dr Elin Hughes", "Kwame Mensah"})
PARTNERS = SCHOOLS | HEALTH_AND_CARE | {"Dr Ines Duarte", "Maeve Corrigan", "Joan Teller"}
FAMILIES = frozenset({"Farah Aziz", "Dawn Pritchard", "Gareth Lomax", "Jamie Osei", BOTH})
FIGURES_ONLY = frozenset({"Patrick Doran", "Mei Tan", "Alan Whitby", "Owen Tredgold", "Zainab Yusuf"})
SEE_FIGURES = frozenset({"Patrick Doran", "Mei Tan", "Alan Whitby"})  # finance, commissioning, the board's chair
MONEY_KEEPERS, SAVINGS_KEEPERS = frozenset({"Alan Whitby"}), frozenset({"Alan Whitby", "Mei Tan"})
COMMISSIONER = frozenset({"Mei Tan"})
PANEL, DATA = frozenset({"Ruth Calder"}), frozenset({"Stefan Lindqvist"})
DPO, ADMIN = frozenset({"Peter Vance"}), frozenset({"Lucy Brandt"})
NO_ROLE = frozenset({"Sam Nobody"})
SEE_MONEY = MANAGERS | frozenset({"Patrick Doran", "Mei Tan", "Alan Whitby", "Owen Tredgold"})
SIGNED_IN = (
    COORDINATORS | MANAGERS | PARTNERS | FAMILIES | FIGURES_ONLY | PANEL | DATA | DPO | ADMIN | NO_ROLE
)  # fmt: skip
EVERYONE = SIGNED_IN | {SIGNED_OUT}
# A school leader and a family's own adviser write no advice; a SENCO does.
ADVISERS = HEALTH_AND_CARE | {"Dr Ines Duarte", "Maeve Corrigan", "Helen Marsh", "Adaeze Obi", BOTH}
MAY_TAKE_EMERGENCY = COORDINATORS | MANAGERS | HEALTH_AND_CARE


@dataclass(frozen=True)
class Page:
    """A page not about one child: who may open it, how it is asked for, how it answers those who may.

    `needs`: what must be in its address, found in the partnership by the test.
    """

    who: frozenset[str]
    answers: tuple[int, ...] = (200,)
    method: str = "GET"
    needs: tuple[str, ...] = ()
    sends: tuple[tuple[str, str], ...] = ()
    changes_nothing: bool = False  # answers a form from anywhere, for it only works something out and keeps nothing


PAGES: dict[str, Page] = {
    "public:home": Page(EVERYONE, (200, 302)),
    "public:about": Page(EVERYONE),
    "public:accessibility": Page(EVERYONE),
    "public:privacy": Page(EVERYONE),
    "public:cookies": Page(EVERYONE),
    "law:check": Page(EVERYONE),
    "law:rules": Page(EVERYONE),
    "law:rule": Page(EVERYONE, needs=("code",), changes_nothing=True),
    "law:happened": Page(EVERYONE, needs=("part", "fact"), changes_nothing=True),
    "law:how_it_works": Page(EVERYONE),
    "law:easy_read": Page(EVERYONE),
    "wording:check": Page(EVERYONE, changes_nothing=True),
    "wording:as_you_type": Page(EVERYONE, method="POST", changes_nothing=True),
    "wording:rules": Page(EVERYONE),
    "backtest": Page(EVERYONE),
    "backtest_errors": Page(EVERYONE),
    "backtest_authority": Page(EVERYONE, needs=("authority",)),
    "backtest_workbook": Page(EVERYONE),
    "plan_rules": Page(MANAGERS),
    "money": Page(SEE_MONEY),
    "money_workbook": Page(SEE_MONEY),
    "block_year_new": Page(MONEY_KEEPERS),
    "block_year": Page(MONEY_KEEPERS, needs=("year_id",)),
    "forecasts": Page(SEE_MONEY),
    "forecast_new": Page(MONEY_KEEPERS),
    "population": Page(MONEY_KEEPERS),
    "forecast": Page(SEE_MONEY, needs=("forecast_id",)),
    "forecast_ask": Page(MONEY_KEEPERS, (302,), "POST", needs=("forecast_id",)),
    "forecast_stop": Page(MONEY_KEEPERS, (302,), "POST", needs=("forecast_id",)),
    "forecast_again": Page(MONEY_KEEPERS, (302,), "POST", needs=("forecast_id",)),
    "forecast_change_add": Page(MONEY_KEEPERS, needs=("forecast_id", "change")),
    "forecast_change_out": Page(MONEY_KEEPERS, (302,), "POST", needs=("forecast_id",)),
    # Not worked out yet: nothing to draw. That the pictures of one that is are drawn is tested in tests/web/finance.
    "forecast_plans_chart": Page(SEE_MONEY, (404,), needs=("forecast_id",)),
    "forecast_money_chart": Page(SEE_MONEY, (404,), needs=("forecast_id",)),
    "forecast_changes_chart": Page(SEE_MONEY, (404,), needs=("forecast_id",)),
    "forecast_workbook": Page(SEE_MONEY, (404,), needs=("forecast_id",)),
    "forecast_forms": Page(SEE_MONEY, needs=("forecast_id",)),
    "forecast_form": Page(SEE_MONEY, (404,), needs=("forecast_id", "form")),
    "forecast_form_workbook": Page(SEE_MONEY, (404,), needs=("forecast_id", "form")),
    "commitments": Page(SEE_MONEY),
    "commitments_workbook": Page(SEE_MONEY),
    "unit_costs": Page(SEE_MONEY),
    "unit_costs_workbook": Page(SEE_MONEY),
    "unit_cost_new": Page(MONEY_KEEPERS),
    "unit_cost": Page(MONEY_KEEPERS, needs=("cost_id",)),
    "opportunities": Page(SEE_MONEY),
    "opportunities_workbook": Page(SEE_MONEY),
    "opportunities_begin": Page(SAVINGS_KEEPERS, (302,), "POST"),
    "opportunity_new": Page(SAVINGS_KEEPERS),
    "opportunity": Page(SEE_MONEY, needs=("opportunity_id",)),
    "opportunity_change": Page(SAVINGS_KEEPERS, needs=("opportunity_id",)),
    "opportunity_value": Page(SAVINGS_KEEPERS, needs=("opportunity_id",)),
    "plan_outcomes": Page(MANAGERS),
    "public:health_live": Page(EVERYONE),
    "public:health_ready": Page(EVERYONE, (200, 503)),
    "components:partnership_css": Page(EVERYONE),
    # A drawing, about no child.
    "components:symbol": Page(SIGNED_IN, needs=("name",)),
    "start": Page(SIGNED_IN, (200, 302)),
    "account": Page(SIGNED_IN),
    "own_activity": Page(SIGNED_IN),
    "sign_out_everywhere": Page(SIGNED_IN, (302,), "POST"),
    "emergency_access": Page(MAY_TAKE_EMERGENCY),
    "end_emergency_access": Page(frozenset({EMERGENCY}), (302,), "POST", ("access_id",)),
    "work": Page(COORDINATORS | MANAGERS),
    "work_export": Page(COORDINATORS | MANAGERS, (200,), "POST"),
    "saved_views": Page(COORDINATORS | MANAGERS),
    "delete_saved_view": Page(COORDINATORS | MANAGERS, (302,), "POST"),
    "letters_to_print": Page(COORDINATORS | MANAGERS),
    "letters_batch": Page(COORDINATORS | MANAGERS, (302,)),
    "letter_wordings": Page(MANAGERS),
    "letter_wording": Page(MANAGERS, needs=("letter_kind",)),
    "letter_services": Page(MANAGERS),
    "message_languages": Page(MANAGERS),
    "message_language": Page(MANAGERS, needs=("tag",)),
    "message_translation": Page(MANAGERS, needs=("tag", "wording")),
    "team": Page(MANAGERS),
    "panels": Page(COORDINATORS | MANAGERS | PANEL | (PARTNERS - {"Joan Teller"})),
    "panel_new": Page(MANAGERS | PANEL),
    # Its chair, its member, and its team; nobody of the other team.
    "panel": Page(frozenset({"Ruth Calder", "Dr Ines Duarte", "Priya Nair", "Ngozi Umeh"}), needs=("panel_id",)),
    "panel_change": Page(frozenset({"Ruth Calder", "Ngozi Umeh"}), needs=("panel_id",)),
    "team_inbox": Page(COORDINATORS | MANAGERS),
    "away": Page(COORDINATORS | MANAGERS),
    "away_end": Page(COORDINATORS | MANAGERS, (302,), "POST"),
    "handover": Page(MANAGERS),
    "service_contacts": Page(MANAGERS),
    "service_contact": Page(MANAGERS, needs=("service_id",)),
    "handover_back": Page(MANAGERS, (302,), "POST"),
    "handed_to_you": Page(COORDINATORS | MANAGERS),
    "process": Page(MANAGERS | DATA | PANEL | SEE_FIGURES),
    "process_cases": Page(MANAGERS | DATA),
    "disputes": Page(MANAGERS),
    "places": Page(MANAGERS | SEE_FIGURES),
    "places_map": Page(MANAGERS | SEE_FIGURES),
    "places_new_base": Page(MANAGERS | SEE_FIGURES),
    "places_commissioned": Page(MANAGERS | SEE_FIGURES),
    "places_commission": Page(COMMISSIONER),
    "places_area": Page(COMMISSIONER),
    "places_end": Page(COMMISSIONER, needs=("places_id",)),
    "search": Page(COORDINATORS | MANAGERS | PARTNERS | PANEL | DATA),
    "intake": Page(COORDINATORS | MANAGERS),
    "intake_tell": Page(COORDINATORS | MANAGERS),
    "intake_tell_new": Page(COORDINATORS | MANAGERS),
    # About a child of the Wrenbury team: the other team's coordinators are told there is no such page.
    "intake_item": Page(frozenset({"Priya Nair", "Ngozi Umeh"}), needs=("item_id",)),
    # Sent by the child's parent: nobody else has this page, staff and the other parent included.
    "ask_sent": Page(frozenset({"Farah Aziz"}), needs=("item_id",)),
    "partner_work": Page(PARTNERS),
    "advice_due": Page(COORDINATORS | MANAGERS | ADVISERS),
    "family_home": Page(FAMILIES, (200, 302)),
    "emergency_notices": Page(DPO),
    "review_emergency_access": Page(DPO, needs=("notice_id",)),
    "activity": Page(DPO),
    "family_preferences": Page(FAMILIES),
    # A link in a message: whoever has it is asked for a date of birth, and told nothing before.
    "family_link": Page(EVERYONE, needs=("token",)),
    "messages": Page(MANAGERS | ADMIN),
    "jobs": Page(DATA | ADMIN),
    "job_run": Page(DATA | ADMIN, needs=("run_id",)),
    "job_retry": Page(ADMIN, (302, 409), "POST", ("run_id",)),
    "job_cancel": Page(ADMIN, (302, 409), "POST", ("run_id",)),
    "imports": Page(DATA),
    "import": Page(DATA, needs=("import_id",)),
    "import_send": Page(DATA),
    "import_template": Page(DATA, needs=("kind",)),
    "import_step": Page(DATA, needs=("import_id", "step")),
    "import_conflicts": Page(DATA),
    "import_conflict": Page(DATA, needs=("conflict_id",)),
}

# The specimens, by key (specimens.py says how each is tied), and who may open their record.
RECORD: dict[str, frozenset[str]] = {
    "ours": frozenset(
        {"Priya Nair", "Ngozi Umeh", "Ruth Calder", "Stefan Lindqvist", "Helen Marsh", "Colin Frost", "Sunita Rao"}
    )
    | {"Kwame Mensah", "Dr Ines Duarte", "Maeve Corrigan", "Joan Teller"},
    "elsewhere": frozenset({"Tom Ashdown", EMERGENCY, EXPIRED, "Stefan Lindqvist", "Adaeze Obi", "Dr Elin Hughes"}),
    "restricted": frozenset({"Priya Nair", "Ngozi Umeh", "Helen Marsh", "Sunita Rao", "Kwame Mensah"})
    | {"Dr Ines Duarte", "Maeve Corrigan", "Joan Teller"},
    "restricted in the team": frozenset({"Ngozi Umeh"}),
    "moved on yesterday": DATA,
    "arrives tomorrow": DATA,
    "grown up": DATA,
    "only a relative": DATA,
    "in an emergency": frozenset({EMERGENCY}),
    "her own": frozenset({"Stefan Lindqvist", "Adaeze Obi"}),
}
FAMILY: dict[str, frozenset[str]] = {
    "ours": frozenset({"Farah Aziz"}),
    "elsewhere": frozenset({"Dawn Pritchard"}),
    "restricted": frozenset({"Farah Aziz"}),
    "grown up": frozenset({"Jamie Osei", "Farah Aziz"}),  # and not Gareth Lomax, whom Jamie has not agreed to
    "her own": frozenset({BOTH}),
}
# Who may ask for an assessment: the family, and the SENCO (not another leader) of the school the child attends.
ASKING: dict[str, frozenset[str]] = {
    "ours": frozenset({"Farah Aziz", "Helen Marsh"}),
    "elsewhere": frozenset({"Dawn Pritchard", "Adaeze Obi"}),
    "restricted": frozenset({"Farah Aziz", "Helen Marsh"}),
    "grown up": frozenset({"Jamie Osei", "Farah Aziz"}),
    "her own": frozenset({BOTH, "Adaeze Obi"}),
}
# Who may send files: those, and the health, social care, psychology and sensory bodies asked for advice.
SENDING: dict[str, frozenset[str]] = {
    "ours": ASKING["ours"] | {"Sunita Rao", "Kwame Mensah", "Dr Ines Duarte", "Maeve Corrigan"},
    "elsewhere": ASKING["elsewhere"] | {"Dr Elin Hughes"},
    "restricted": ASKING["restricted"] | {"Sunita Rao", "Kwame Mensah", "Dr Ines Duarte", "Maeve Corrigan"},
    "grown up": ASKING["grown up"],
    "her own": ASKING["her own"],
}
# Who works on a child's case and so may write down what was said about them.
WORKING: dict[str, frozenset[str]] = {
    "ours": frozenset({"Priya Nair", "Ngozi Umeh"}),
    "elsewhere": frozenset({"Tom Ashdown", EMERGENCY, EXPIRED}),
    "restricted": frozenset({"Priya Nair", "Ngozi Umeh"}),
    "restricted in the team": frozenset({"Ngozi Umeh"}),
}
# Who may be asked for advice about a child, and so writes it.
ADVISING: dict[str, frozenset[str]] = {
    "ours": frozenset({"Helen Marsh", "Sunita Rao", "Kwame Mensah", "Dr Ines Duarte", "Maeve Corrigan"}),
    "elsewhere": frozenset({"Adaeze Obi", "Dr Elin Hughes"}),
    "restricted": frozenset({"Helen Marsh", "Sunita Rao", "Kwame Mensah", "Dr Ines Duarte", "Maeve Corrigan"}),
    "her own": frozenset({"Adaeze Obi"}),
}
# Who says for the health body that was asked whether it agrees section G: its designated clinical officer alone.
AGREEING_HEALTH: dict[str, frozenset[str]] = {"elsewhere": frozenset({"Dr Elin Hughes"})}
# Who may read what every adviser wrote: those who work on the case, and who chairs the team's panel.
READING_ADVICE = {**WORKING, "ours": WORKING["ours"] | PANEL}
# Who works on the case, and who sits on the panel that will hear it.
PACK: dict[str, frozenset[str]] = {**WORKING, "ours": WORKING["ours"] | {"Ruth Calder", "Dr Ines Duarte"}}
# Who answers for a body that was asked about a place: of a restricted record the SENCO alone. It opens nothing else.
CONSULTED: dict[str, frozenset[str]] = {
    "elsewhere": frozenset({"Helen Marsh", "Colin Frost"}),
    "restricted": frozenset({"Adaeze Obi"}),
    "restricted in the team": frozenset({"Helen Marsh"}),
}
# Story and looks, as staff read them: reasons are written there that a family must not come upon.
STAFF_LOOKS = COORDINATORS | MANAGERS
CHILD_PAGES: dict[str, dict[str, frozenset[str]]] = {
    "child": RECORD,
    "partner_child": RECORD,
    "child_story": {key: who & STAFF_LOOKS for key, who in RECORD.items() if key != "in an emergency"},
    "child_looks": {key: who & STAFF_LOOKS for key, who in RECORD.items() if key != "in an emergency"},
    # Work is done by the team that has the child, and by nobody who only reads.
    **dict.fromkeys(("child_record", "child_decide", "child_decide_plan", "child_correct", "child_panel"), WORKING),
    **dict.fromkeys(("child_pack", "child_hear"), PACK),
    **dict.fromkeys(("child_exceptions", "child_exception_withdraw"), WORKING),
    "child_family": WORKING,
    "child_late": WORKING,
    "child_letters": WORKING,
    "child_files": WORKING,
    "send_files": SENDING,
    "family_letters": FAMILY,
    "child_advice": READING_ADVICE,
    **dict.fromkeys(("partner_advice", "partner_draft"), ADVISING),
    "partner_health": AGREEING_HEALTH,
    **dict.fromkeys(("child_draft_advisers", "child_health_agreement"), WORKING),
    "family_advice": FAMILY,
    **dict.fromkeys(
        (
            "child_draft",
            "child_draft_serve",
            "child_draft_answers",
            "child_plan_changes",
            "child_plan_bring_in",
            "child_plan_brought",
        ),
        WORKING,
    ),
    **dict.fromkeys(("child_draft_items", "child_draft_advice", "child_draft_thread"), WORKING),
    **dict.fromkeys(("child_consultations", "child_placement", "child_final_plan"), WORKING),
    "partner_consultation": CONSULTED,
    "child_disputes": WORKING,
    "family_child": FAMILY,
    "family_looks": FAMILY,
    **dict.fromkeys(("family_draft", "family_plan", "family_plan_changes"), FAMILY),
    **dict.fromkeys(("child_own_version", "child_profile", "child_translations"), WORKING),
    **dict.fromkeys(("family_own_version", "family_profile", "family_translations"), FAMILY),
    "child_messages": WORKING,
    "family_messages": FAMILY,
    "ask": ASKING,
    "ask_answer": ASKING,
    "ask_check": ASKING,
    "ask_throw_away": ASKING,
    "intake_tell_about": WORKING,
}

# On a page they may open, who is shown the child's UPN, and where the child lives when that is to be hidden.
SEES_UPN = COORDINATORS | MANAGERS | DATA | {"Helen Marsh", "Adaeze Obi", BOTH}
SEES_HIDDEN_ADDRESS: dict[str, frozenset[str]] = {
    "ours": frozenset({"Priya Nair", "Ngozi Umeh", "Kwame Mensah"}),
    "restricted": frozenset({"Priya Nair", "Ngozi Umeh", "Kwame Mensah"}),
    "restricted in the team": frozenset({"Ngozi Umeh"}),
    "elsewhere": frozenset({"Tom Ashdown"}),
    "in an emergency": frozenset({EMERGENCY}),
}
