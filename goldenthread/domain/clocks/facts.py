"""The dated facts clocks read: their names, how they are said, and how raw ones are made sound.

A fact is something that happened in the world on a day, such as `request_received`. A few are words, such as `phase`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from goldenthread.domain.calendars.wording import said

RawFacts = Mapping[str, date | str]


class MissingFact(ValueError):
    """A clock was asked for a date and not told what starts it."""


class BadFact(ValueError):
    """A fact is not a date, not one of the known words, or cannot be true beside another."""


# How each fact is said after "because" or "on 2 September 2026": a sentence without its full stop.
WHAT_HAPPENED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "request_received": "the council received the request for an assessment",
        "became_responsible": "the child or young person was brought to the council's attention",
        "assess_decision_notified": "the council told the family whether it would assess",
        "assessment_refused": "the council told the family it would not assess",
        "advice_requested": "the request for advice was received",
        "advice_received": "the advice reached the council",
        "advice_not_needed": "the council said the advice was no longer needed",
        "no_plan_notified": "the council told the family that no plan would be issued",
        "plan_agreed": "the council decided to issue a plan",
        "draft_served": "the draft plan was served",
        "representations_made": "the family answered the draft plan",
        "consultation_received": "the school or college received the consultation",
        "consultation_answered": "the school or college answered",
        "final_plan_sent": "the final plan was sent",
        "request_withdrawn": "the request was withdrawn",
        "moved_away": "the family moved out of the area",
        "plan_ceased": "the plan ended",
        "plan_made": "the plan was first made",
        "last_review_decided": "the council notified its decision on the last review",
        "transferred_in": "the plan was transferred from another council",
        "transferred": "the plan was transferred from another council",
        "meeting_held": "the review meeting was held",
        "notice_given": "the date and papers of the meeting were sent",
        "report_sent": "the report of the review meeting was sent",
        "review_decided": "the council notified its decision on the review",
        "amendment_notice_sent": "the notice of proposed amendments was sent",
        "amendment_notice_served": "the notice of proposed amendments was served",
        "amended_plan_sent": "the final amended plan was sent",
        "not_amended_notified": "the council gave notice that it would not amend",
        "term_starts": "the term starts",
        "list_sent": "the list of reviews was sent",
        "transfer_on": "the move happens",
        "phase_plan_sent": "the plan naming the next placement was sent",
        "notice_sent": "the written notice of the decision was sent",
        "adviser_contacted": "the mediation adviser was contacted",
        "certificate_issued": "the mediation certificate was issued",
        "mediation_declined": "the adviser was told that mediation is not wanted",
        "mediation_requested": "the council was told that mediation is wanted",
        "mediation_held": "mediation was held",
        "mediation_concluded": "mediation ended",
        "appeal_received": "the tribunal received the appeal",
        "appeal_sent": "the appeal was sent to the council",
        "response_sent": "the council answered the appeal",
        "order_made": "the tribunal made its order",
        "appeal_withdrawn": "the family withdrew its appeal",
        "disagreement_opened": "the council learned that the family disagrees",
        "disagreement_dropped": "the family took its disagreement no further",
        "reassessment_told": "the council told the family that it would assess again",
        "agreed_plan_sent": "the plan changed by the agreement was sent",
        "ordered_plan_sent": "the plan changed after the appeal was sent",
        "assess_after_all": "the council told the family that it would assess after all",
        "plan_after_all": "the council decided to make a plan after all",
        "no_plan_notified_again": "the council told the family again that no plan would be issued",
        "recommendation_made": "the tribunal made its recommendation",
        "recommendation_answered": "the answer to the recommendation was sent",
        "reassessment_requested": "the request for a reassessment was received",
        "reassessment_decided": "the council told the family whether it would reassess",
        "reassessment_notified": "the council told the family it would reassess",
        "became_aware": "the council became aware",
        "plan_sent_on": "the plan was handed over",
        "family_informed": "the new council told the family what it would do",
        "disclosure_requested": "the young person asked for the plan to be disclosed",
        "plan_disclosed": "the plan was disclosed",
        "born": "the person was born",
        "assessment_made": "the last assessment was carried out",
        "commissioner_told": "the health commissioner was told of the mediation",
        "commissioner_notified": "the health commissioner received the council's notice of the mediation",
        "mediation_place_told": "the date and place of the mediation were given",
        "mediation_not_possible": "the adviser was told that mediation could not be arranged",
        "mediation_agreed": "an agreement was reached at mediation",
        "agreement_done": "what was agreed at mediation was done",
        "council_told_of_agreement": "the council was told what was agreed",
        "appeal_conceded": "the council told the tribunal that it would not oppose the appeal",
        "recommendation_answer_received": "the council received the health commissioner's answer",
        "care_recommendation_made": "the tribunal made its recommendation about social care",
        "care_recommendation_answered": "the council answered the recommendation about social care",
        "secretary_of_state_told": "the answer was sent to the Secretary of State",
        "payments_started": "direct payments began",
        "payments_reviewed": "the direct payments were reviewed",
        "change_proposed": "the notice of a change proposed without a review was sent",
        "own_motion_decided": "the council decided by itself to reassess",
        "reassessed_plan_sent": "the plan made after the reassessment was sent",
        "new_commissioner_told": "the new health commissioner was told of the move",
        "council_asked_to_act": "the council was asked to assess or review",
        "cease_notified": "the notice that the plan would end was sent",
        "course_ends": "the course or training is to end",
        "plan_kept": "the home authority first kept the plan",
        "unit_move_told": "the home authority was told of the move to another place of detention",
        "release_told": "the home authority was told of the release",
        "plan_received": "the new council received the plan",
        "commissioner_received_plan": "the health commissioner received the plan",
        "old_commissioner_aware": "the old health commissioner became aware of the move",
        "new_commissioner_aware": "the new health commissioner became aware that it is responsible",
        "health_mediation_requested": "the council was told that mediation about health care is wanted",
        "health_mediation_alone": "the council was told that mediation is about health care alone",
        "reassessment_no_plan": "the council told the family, having assessed again, that no plan is needed",
        "health_agreement_made": "an agreement was reached at mediation that the council took no part in",
        "adviser_told_mediation_wanted": "the mediation adviser was told that mediation is wanted",
        "plan_sent_to_place": "the plan was sent to the place of detention",
        "plan_sent_to_new_place": "the plan was sent to the new place of detention",
        "plan_sent_to_new_council": "the plan was sent to the new council",
        "plan_sent_to_commissioner": "the plan was sent to the health commissioner",
        "care_answer_sent_on": "the answer about social care was sent to the Secretary of State",
        "report_published": "the SEN information report was published",
        "became_senco": "the person became a SENCO",
        "qualification_held": "the person gained the qualification",
        "award_started": "the older SENCO award was begun",
        "comments_published": "comments on the Local Offer and the answers were published",
    }
)

PHASES: Final = (
    "early_years_to_school",
    "infant_to_junior",
    "primary_to_middle",
    "primary_to_secondary",
    "middle_to_secondary",
    "secondary_to_post16",
    "post16_to_post16",
)
# Outside these a date is a slip of the keyboard, and sums on it could leave the calendar.
FIRST_LIKELY_YEAR: Final = 1900
LAST_LIKELY_YEAR: Final = 2200
YES_OR_NO: Final = ("yes", "no")
ROUTES: Final = ("further_education", "apprenticeship", "other")
REVIEW_OUTCOMES: Final = ("maintain", "amend", "cease")
# Bodies with a duty under section 31 of the Act first; for the rest six weeks is the Code's expectation.
BODIES_WITH_A_DUTY: Final = ("health", "other_council", "youth_justice", "detention")
ADVISERS: Final = (
    *BODIES_WITH_A_DUTY,
    "school",
    "college",
    "early_years",
    "psychology",
    "social_care",
    "family",
    "other",
)

WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "phase": PHASES,
        "adviser": ADVISERS,
        "assess_decision": YES_OR_NO,
        "review_outcome": REVIEW_OUTCOMES,
        "detained": YES_OR_NO,
        "contents_too": YES_OR_NO,
        "route": ROUTES,
    }
)


class Facts:
    """Raw facts made sound: dates as `date`, words checked against their list. Blank and None facts are left out."""

    __slots__ = ("_dates", "_words")

    def __init__(self, raw: RawFacts) -> None:
        self._dates: dict[str, date] = {}
        self._words: dict[str, str] = {}
        for name, value in raw.items():
            if value is None or value == "":
                continue
            if name in WORDS:
                self._words[name] = _known_word(name, value)
            else:
                self._dates[name] = _date(name, value)

    def on(self, name: str) -> date | None:
        """The day of a fact, or None."""
        return self._dates.get(name)

    def word(self, name: str) -> str:
        """The word of a fact, or blank."""
        return self._words.get(name, "")

    def needed(self, name: str) -> date:
        """The day of a fact. Raises MissingFact."""
        day = self._dates.get(name)
        if day is None:
            raise MissingFact(f"{name} is missing. Given: {self.names() or 'nothing'}.")
        return day

    def earliest(self, names: Iterable[str]) -> tuple[str, date] | None:
        """The first of these facts to happen; by the order given on one day."""
        found: tuple[str, date] | None = None
        for name in names:
            day = self._dates.get(name)
            if day is not None and (found is None or day < found[1]):
                found = name, day
        return found

    def latest(self, names: Iterable[str], as_of: date | None = None) -> tuple[str, date] | None:
        """The last of these facts to happen, leaving out any after `as_of`; by the order given on one day."""
        found: tuple[str, date] | None = None
        for name in names:
            day = self._dates.get(name)
            if day is not None and (as_of is None or day <= as_of) and (found is None or day > found[1]):
                found = name, day
        return found

    def also(self, dates: Mapping[str, date]) -> Facts:
        """These facts and some more."""
        more = Facts({})
        more._dates = {**self._dates, **dates}
        more._words = self._words
        return more

    def without(self, name: str) -> Facts:
        """These facts and not that one."""
        fewer = self.also({})
        fewer._dates.pop(name, None)
        return fewer

    def names(self) -> str:
        """The names of the facts held, for a message."""
        return ", ".join((*self._dates, *self._words))


def as_facts(raw: RawFacts | Facts) -> Facts:
    """Facts, made sound unless they already are."""
    return raw if isinstance(raw, Facts) else Facts(raw)


def what_happened(name: str) -> str:
    """A fact said as a clause: `the council received the request for an assessment`."""
    return WHAT_HAPPENED.get(name, name.replace("_", " "))


def must_follow(facts: Facts, earlier: str, later: str) -> None:
    """Raises BadFact when `later` came before `earlier`."""
    first, second = facts.on(earlier), facts.on(later)
    if first and second and second < first:
        raise BadFact(f"{later} ({said(second)}) cannot be before {earlier} ({said(first)}).")


def _date(name: str, value: date | str) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = date.fromisoformat(_dashed(value.strip()))
        except ValueError:
            raise BadFact(f"{name} is {value!r}, which is not a date written like 2026-09-02.") from None
    if not FIRST_LIKELY_YEAR <= value.year <= LAST_LIKELY_YEAR:
        raise BadFact(f"{name} is in the year {value.year}. Check it.")
    return value


def _dashed(text: str) -> str:
    """Python also reads 20260902 and 2026-W36-3; a person who types those more often means something else."""
    if text[4:5] != "-" or text[7:8] != "-":
        raise ValueError(text)
    return text


def _known_word(name: str, value: date | str) -> str:
    if isinstance(value, str) and value.strip() in WORDS[name]:
        return value.strip()
    raise BadFact(f"{name} is {str(value)!r}. It can be: {', '.join(WORDS[name])}.")
