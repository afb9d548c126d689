"""What may be done, as verbs. Whether it may be done *now* is another question (domain/lifecycle)."""

from __future__ import annotations

from enum import StrEnum


class Verb(StrEnum):
    """Verbs about one child: each is asked with the child."""

    OPEN_RECORD = "open_record"  # the child page at all: who they are, their words, clocks, plan
    SEE_IDENTIFIERS = "see_identifiers"  # UPN, ULN, NHS number
    SEE_PEOPLE = "see_people"  # the people around the child, with contact details
    SEE_HIDDEN_ADDRESS = "see_hidden_address"
    SEE_LOOKS = "see_looks"  # who looked at the record
    SEE_ADVICE = "see_advice"  # which advice was asked of whom, and when it came
    READ_ALL_ADVICE = "read_all_advice"  # what every adviser wrote
    GIVE_ADVICE = "give_advice"  # write and submit the advice asked of their own body
    AGREE_HEALTH = "agree_health"  # read C and G of the draft plan shown, and say whether health agrees G
    WORK_ON = "work_on"  # record and correct milestones
    SEE_PACK = "see_pack"  # what a panel reads of a case, and what it said
    EXPORT = "export"
    FAMILY_PAGE = "family_page"  # the family's own page about their child
    SEND_FILES = "send_files"  # send the team a file about this child, and open what they sent
    ANSWER_CONSULTATION = "answer_consultation"  # answer for a body asked about a place, from the draft it was sent
    ASK_FOR_ASSESSMENT = "ask_for_assessment"  # write and send a request for an assessment of this child


class Power(StrEnum):
    """Powers about the partnership's work, not about one child."""

    SEE_WORKLIST = "see_worklist"
    SEE_PANELS = "see_panels"  # the panels one sits on, or one's team holds
    KEEP_PANELS = "keep_panels"  # arrange a panel of one's team and who sits on it
    DECIDE_INTAKE = "decide_intake"  # record what came in, and whether it starts the clock
    PRINT_LETTERS = "print_letters"  # print what was sent by post, for children they work on
    EDIT_TEMPLATES = "edit_templates"  # the wording of letters, and the services named in them
    SEE_TEAM_CASELOADS = "see_team_caseloads"
    SEE_ADVICE_DUE = "see_advice_due"  # what advice is due, from which service, and the weeks to come
    SEE_PROCESS_FIGURES = "see_process_figures"  # counts of the whole partnership's work, small ones hidden
    SEE_PROCESS_CASES = "see_process_cases"  # those counts in full, and the cases behind them one may open
    SEE_MONEY = "see_money"  # the high-needs block, unit costs, commitments, savings; no child is named
    FILE_FORMS = "file_forms"  # an authority's statutory forms in full, small groups too, to file them; each look kept
    KEEP_MONEY = "keep_money"  # enter the block's figures and unit costs
    KEEP_SAVINGS = "keep_savings"  # keep the register of opportunities: who leads, what is expected, what came
    SEE_PLACES = "see_places"  # places against need, and what a new base would do; no child is named
    KEEP_PLACES = "keep_places"  # record places commissioned, and the areas they are planned by
    SEE_PARTNER_WORKLIST = "see_partner_worklist"
    SEE_FAMILY_HOME = "see_family_home"
    SEARCH_CHILDREN = "search_children"
    IMPORT_RETURNS = "import_returns"
    DECIDE_CONFLICTS = "decide_conflicts"
    SEE_MESSAGES = "see_messages"  # messages that failed or wait for a person
    SEE_JOBS = "see_jobs"
    RUN_JOBS = "run_jobs"
    SEE_JOURNAL = "see_journal"
    SEE_EMERGENCY_NOTICES = "see_emergency_notices"
    ASK_EMERGENCY_ACCESS = "ask_emergency_access"
    SEE_OWN_ACTIVITY = "see_own_activity"
