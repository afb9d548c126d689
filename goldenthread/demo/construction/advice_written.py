"""Advice that came, as its advisers wrote it: for the children the cast works with, the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random

from goldenthread.demo.construction.advice_words import BASED_ON, NOT_KNOWN, WORDS, Written
from goldenthread.demo.construction.bodies import OTHER_SERVICES, PSYCHOLOGY, SENSORY, SOCIAL_CARE
from goldenthread.domain.advice.quality import findings
from goldenthread.domain.advice.report import BY_CODE
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.features.casework.models import AdviceEntry, AdviceReport, ClockCopy
from goldenthread.features.casework.queries.advice_reports import reports_of
from goldenthread.foundation.ids import seeded_id

# Who in the cast writes for which body; where nobody does, a name of the body's own.
WRITERS = {
    PSYCHOLOGY: "Dr Ines Duarte, educational psychologist",
    SOCIAL_CARE: "Kwame Mensah, social worker",
    SENSORY: "Maeve Corrigan, teacher of the deaf",
    OTHER_SERVICES[0]: "Sunita Rao, speech and language therapist",
    "Marle Community Paediatrics": "Dr Elin Hughes, paediatrician",
}
OF_EACH, STAGES = 6, ("assessing", "drafting")


def make_advice(at: datetime, seed: int) -> int:
    """Submitted reports for the latest advice of each body of the cast and of schools, and one being written."""
    random = Random(seed)
    clocks = ClockCopy.rows.filter(
        rule=GIVE.code, advice__isnull=False, child__case_summary__stage__in=STAGES
    ).select_related("advice__organisation")
    came = clocks.filter(state=ClockCopy.State.MET).order_by("-met_on", "id")
    chosen = [*came.filter(advice__kind="setting")[:OF_EACH]]
    for body in WRITERS:
        chosen += came.filter(advice__organisation__name=body)[:OF_EACH]
    reports = [_submitted(copy, number, at, random) for number, copy in enumerate(chosen)]
    waiting = clocks.filter(state=ClockCopy.State.OPEN, advice__organisation__name=OTHER_SERVICES[0])
    reports += [_report(copy, at, random) for copy in waiting.order_by("outer_on", "id")[:1]]
    AdviceReport.rows.bulk_create(reports)
    _rows([report for report in reports if report.form == AdviceReport.Form.FULL], at, random)
    _warnings(reports)
    return len(reports)


def _report(copy: ClockCopy, at: datetime, random: Random) -> AdviceReport:
    advice = copy.advice
    assert advice is not None
    body = advice.organisation.name if advice.organisation else ""
    writer = WRITERS.get(body, "The SENCO" if advice.kind == "setting" else body)
    return AdviceReport(
        public_id=seeded_id(random), advice=advice, child_id=advice.child_id, written_by=writer,
        based_on=BASED_ON.get(advice.kind, ""), saved_at=at, saved_by="system", saved_by_name=writer.split(",")[0],
    )  # fmt: skip


def _submitted(copy: ClockCopy, number: int, at: datetime, random: Random) -> AdviceReport:
    report = _report(copy, at, random)
    day = copy.met_on or at.date()
    report.state, report.submitted_on = AdviceReport.State.SUBMITTED, day
    report.submitted_at = report.saved_at = at.replace(year=day.year, month=day.month, day=day.day)
    if report.advice.kind == "social_care" and number % 3 == 0:
        report.form = AdviceReport.Form.NOT_KNOWN
        for question, answer in NOT_KNOWN.items():
            setattr(report, question, answer)
    return report


def _rows(reports: Iterable[AdviceReport], at: datetime, random: Random) -> None:
    entries, links = [], []
    for report in reports:
        written = WORDS.get(report.advice.kind, WORDS["medical"])
        made = [_entry(report, place, row, random, at.date()) for place, row in enumerate(written)]
        entries += made
        links += [
            (entry, other)
            for entry, row in zip(made, written, strict=True)
            for other, before in zip(made, written, strict=True)
            if before.part == BY_CODE[row.part].serves and before.thread == row.thread
        ]
    AdviceEntry.rows.bulk_create(entries)
    through = AdviceEntry.serves.through
    through._default_manager.bulk_create(
        through(from_adviceentry_id=entry.pk, to_adviceentry_id=other.pk) for entry, other in links
    )


def _entry(report: AdviceReport, place: int, row: Written, random: Random, on: date) -> AdviceEntry:
    facts = dict(row.facts)
    weeks = facts.pop("weeks", None)
    by_when = (report.submitted_on or on) + timedelta(weeks=weeks) if weeks else None
    return AdviceEntry(
        public_id=seeded_id(random), report=report, child_id=report.child_id, part=row.part, position=place + 1,
        text=row.text, by_when=by_when, saved_by_name=report.saved_by_name, **facts,
    )  # fmt: skip


def _warnings(reports: Iterable[AdviceReport]) -> None:
    """What the rules said when each was submitted, as they would have been shown."""
    kept = [report for report in reports if report.state == AdviceReport.State.SUBMITTED]
    shown = reports_of([report.advice_id for report in kept], drafts=False)
    for report in kept:
        if report.form == AdviceReport.Form.FULL:
            report.warned = [finding.rule.id for finding in findings(shown[report.advice_id][0].entries)]
    AdviceReport.rows.bulk_update(kept, ["warned"])
