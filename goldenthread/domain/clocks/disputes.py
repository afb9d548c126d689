"""Mediation and appeals. SEND Regulations 2014, regulations 33 to 42; HESC Chamber Rules 2008, rules 12 and 20."""

from __future__ import annotations

from datetime import date
from typing import Final

from goldenthread.domain.calendars.working_days import WorkingCalendar
from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.count import Count, count, later_of
from goldenthread.domain.clocks.facts import Facts, must_follow
from goldenthread.domain.clocks.variants import by_custody, is_detained

MEDIATION: Final = "mediation"
APPEAL: Final = "appeal"


def appeal_time(code: str, sent: str, facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    """The later of 2 months from the notice (the fact `sent`) and 1 month from the certificate, by `code`'s rows."""
    sent_on, certified_on = facts.on(sent), facts.on("certificate_issued")
    if sent_on is None:
        return None
    must_follow(facts, sent, "certificate_issued")
    from_notice = count(code, sent, sent_on, calendar)
    if certified_on is None or (as_of and certified_on > as_of):
        return from_notice
    return later_of(from_notice, count(code, "certificate_issued", certified_on, calendar, variant="certificate"))


def _appeal_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    return appeal_time("D6", "notice_sent", facts, calendar, as_of)


def _arranging_count(facts: Facts, calendar: WorkingCalendar, as_of: date | None) -> Count | None:
    # For a detained person the 30 days run from telling the adviser, not the authority (SI 2015/62, reg 21).
    fact, variant = ("adviser_told_mediation_wanted", "detained") if is_detained(facts) else ("mediation_requested", "")
    asked_on = facts.on(fact)
    return count("D3", fact, asked_on, calendar, variant=variant) if asked_on else None


CUSTODY: Final = ("detained",)
CERTIFIED: Final = ("certificate_issued",)
HELD: Final = ("mediation_held", "mediation_concluded")
DROPPED: Final = ("disagreement_dropped",)
OVER: Final = (*DROPPED, "appeal_conceded", "appeal_withdrawn", "order_made")

CLOCKS: Final = (
    Clock(
        "D1", MEDIATION, ("notice_sent",), ("adviser_contacted", "certificate_issued"),
        ("appeal_received", "mediation_agreed", *DROPPED), lapses=True, variant=by_custody, also_reads=CUSTODY,
    ),
    Clock("D2", MEDIATION, ("mediation_declined",), CERTIFIED, variant=by_custody, also_reads=CUSTODY),
    Clock(
        "D3", MEDIATION, ("mediation_requested",), HELD, ("mediation_declined", "health_mediation_alone", *OVER),
        counter=_arranging_count,
        also_reads=("detained", "adviser_told_mediation_wanted"),
    ),
    Clock("D3a", MEDIATION, ("health_mediation_requested",), ("commissioner_told",)),
    Clock("D3b", MEDIATION, ("commissioner_notified",), HELD, ("mediation_declined", *OVER)),
    Clock(
        "D3c", MEDIATION, ("mediation_held",), ("mediation_place_told",), planned=True, variant=by_custody,
        also_reads=CUSTODY,
    ),
    Clock("D4", MEDIATION, ("mediation_concluded",), CERTIFIED, variant=by_custody, also_reads=CUSTODY),
    Clock("D4a", MEDIATION, ("mediation_not_possible",), CERTIFIED, variant=by_custody, also_reads=CUSTODY),
    Clock("D5", MEDIATION, ("mediation_agreed",), ("agreement_done",), variant=by_custody, also_reads=CUSTODY),
    Clock("D5a", MEDIATION, ("health_agreement_made",), ("council_told_of_agreement",)),
    Clock(
        "D6", APPEAL, ("notice_sent",), ("appeal_received",), DROPPED, lapses=True, counter=_appeal_count,
        also_reads=("certificate_issued",),
    ),
    Clock("D7", APPEAL, ("appeal_sent",), ("response_sent",), ("appeal_conceded", "appeal_withdrawn", "order_made")),
)  # fmt: skip
