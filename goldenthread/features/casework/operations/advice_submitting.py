"""Submitting advice, correcting it, saying that a child is not known, and who within the body has taken it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from goldenthread.domain.advice.not_known import QUESTIONS, unanswered
from goldenthread.domain.advice.report import COLUMNS
from goldenthread.features.casework.models import Advice, AdviceEntry, AdviceReport, Milestone
from goldenthread.features.casework.operations.advice_writing import ChangedBySomebody, draft_of
from goldenthread.features.casework.operations.assessment_steps import receive_advice
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.features.casework.operations.milestones import ReasonNeeded
from goldenthread.features.casework.queries.versions import version_of
from goldenthread.foundation import clock, journal
from goldenthread.foundation.people.models import Child

_COPIED = ("part", "position", "text", *dict.fromkeys(name for names in COLUMNS.values() for name in names))


class NothingWritten(Exception):
    """There is no draft, or nothing in it."""


class Unanswered(Exception):
    """One of the three questions has no answer. `codes`: which."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__("unanswered")
        self.codes = tuple(codes)


def submit(
    *, advice: Advice, edition: int, warned: Sequence[str], by: journal.Author, on: date, withheld_because: str = ""
) -> AdviceReport:
    """The draft as it was at `edition` is the advice, received today. `warned`: ids of the rules it was shown;
    `withheld_because`: why the family's page must not show it, blank where it may.

    Raises NothingWritten, ChangedBySomebody (the draft was saved since), NotNow (the case has ended).
    """
    with transaction.atomic():
        hold_child(advice)
        report = _draft(advice)
        if report is None or not report.entries.exists():
            raise NothingWritten
        if report.edition != edition:
            raise ChangedBySomebody(report)
        report.written_by = report.written_by or by.name
        report.warned = list(warned)
        hold_back(report, withheld_because)
        return lock_report(report, by, on)


def answer_not_known(
    *, advice: Advice, answers: Mapping[str, str], by: journal.Author, on: date, withheld_because: str = ""
) -> AdviceReport:
    """The child is not known to them: the three answers are the advice, received today.

    Raises Unanswered, NotNow (something is written already, it was submitted, the case has ended).
    """
    if missing := unanswered(answers):
        raise Unanswered([question.code for question in missing])
    with transaction.atomic():
        hold_child(advice)
        report = draft_of(advice, by)
        if report.entries.exists():
            raise NotNow("Advice has been begun for this child. Submit it, or first remove what is written in it.")
        report.form, report.written_by = AdviceReport.Form.NOT_KNOWN, report.written_by or by.name
        for question in QUESTIONS:
            setattr(report, question.code, answers[question.code].replace("\x00", "").strip())
        hold_back(report, withheld_because)
        return lock_report(report, by, on)


def start_correction(*, advice: Advice, reason: str, by: journal.Author, on: date) -> AdviceReport:
    """Begin the next version from the one that stands, which is kept and readable. Raises ReasonNeeded, NotNow."""
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        hold_child(advice)
        standing = standing_of(advice)
        if standing is None:
            raise NotNow("Nothing has been submitted yet.")
        if _draft(advice) is not None:
            raise NotNow("A correction has been begun already.")
        report = AdviceReport.rows.create(
            advice=advice, child_id=advice.child_id, number=standing.number + 1, reason=reason.strip(),
            written_by=standing.written_by, based_on=standing.based_on, saved_at=clock.now(), saved_by=by.public_id,
            saved_by_name=by.name, withheld_because=standing.withheld_because,
        )  # fmt: skip
        _carry_over(standing, report, by)
        _record("advice.correction_begun", report, by, on, reason.strip())
        return report


def drop_correction(*, advice: Advice, by: journal.Author, on: date) -> None:
    """Throw the correction away; the version submitted stands. Raises NotNow."""
    with transaction.atomic():
        hold_child(advice)
        report = _draft(advice)
        if report is None or report.number == 1:
            raise NotNow("There is no correction to throw away.")
        _record("advice.correction_dropped", report, by, on)
        report.delete()


def take(*, advice: Advice, takes: bool, by: journal.Author, on: date) -> None:
    """This person within the body has it, or no longer does. It stays the body's to give."""
    with transaction.atomic():
        advice.taken_by, advice.taken_by_name = (by.public_id, by.name) if takes else ("", "")
        advice.save(update_fields=["taken_by", "taken_by_name"])
        kind = "advice.taken" if takes else "advice.let_go"
        journal.record(kind, by=by, about=advice.child.public_id, on=on, data={"advice": advice.public_id})


def withhold(*, report: AdviceReport, reason: str, by: journal.Author, on: date) -> None:
    """Keep a submitted report from the family's page, and say why; a blank reason shows it again."""
    with transaction.atomic():
        report.withheld_because = reason.strip()
        report.save(update_fields=["withheld_because"])
        _record("advice.withheld" if reason.strip() else "advice.shown", report, by, on, reason.strip())


def standing_of(advice: Advice) -> AdviceReport | None:
    """The version submitted last."""
    return advice.reports.filter(state=AdviceReport.State.SUBMITTED).first()


def hold_back(report: AdviceReport, because: str) -> None:
    """Keep what is about to be submitted from the family's page. Blank leaves it as the version before was: only the
    council shows again what was held back."""
    report.withheld_because = because.replace("\x00", "").strip() or report.withheld_because


def hold_child(advice: Advice) -> None:
    """The child first, as every change of a case does, so that no two changes wait for each other."""
    Child.rows.select_for_update().only("id").get(pk=advice.child_id)


def _draft(advice: Advice) -> AdviceReport | None:
    return AdviceReport.rows.filter(advice=advice, state=AdviceReport.State.DRAFT).select_for_update().first()


def lock_report(report: AdviceReport, by: journal.Author, on: date) -> AdviceReport:
    """The draft is the advice from now: received today if it was not, the version before superseded. Raises NotNow."""
    advice = report.advice
    facts = Milestone.rows.filter(advice=advice, is_current=True, happened_on__isnull=False)
    if facts.filter(fact="advice_not_needed").exists():
        raise NotNow("This advice is no longer needed.")
    if not facts.filter(fact="advice_received").exists():
        receive_advice(advice=advice, received_on=on, by=by, on=on, version=version_of(advice.child_id))
    advice.reports.filter(state=AdviceReport.State.SUBMITTED).update(state=AdviceReport.State.SUPERSEDED)
    now = clock.now()
    report.state, report.submitted_at, report.submitted_on = AdviceReport.State.SUBMITTED, now, on
    report.saved_at, report.saved_by, report.saved_by_name = now, by.public_id, by.name
    report.save()
    _record("advice.submitted", report, by, on, report.reason)
    return report


def _carry_over(standing: AdviceReport, report: AdviceReport, by: journal.Author) -> None:
    """Every row of one version into the next, with its links."""
    old = list(standing.entries.prefetch_related("serves").order_by("id"))
    new = {
        row.pk: AdviceEntry.rows.create(
            report=report, child_id=report.child_id, carried_from=row, saved_by_name=row.saved_by_name,
            **{name: getattr(row, name) for name in _COPIED},
        )
        for row in old
    }  # fmt: skip
    for row in old:
        new[row.pk].serves.set([new[each.pk] for each in row.serves.all()])


def _record(kind: str, report: AdviceReport, by: journal.Author, on: date, reason: str = "") -> None:
    told = {
        "advice": report.advice.public_id, "report": report.public_id, "number": report.number, "form": report.form,
    }  # fmt: skip
    journal.record(kind, by=by, about=report.child.public_id, on=on, reason=reason, data=told)
