"""Rights of appeal: which decisions, whether a mediation certificate is needed, and what is open on a day.

Children and Families Act 2014, sections 51, 55 and 73; SEND Regulations 2014, regulations 33 and 34.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.packaged import packaged_table


class UnknownRight(LookupError):
    """No right of appeal has this reference."""


@dataclass(frozen=True, slots=True)
class AppealRight:
    """One decision that can be appealed. `ref` is the paragraph of section 51(2) (or 73(2)): `a`, `c(iii)`.

    `recommendations`: whether the tribunal may also recommend health and social care changes (SI 2017/1306, reg 4).
    """

    ref: str
    decision: str
    about: str
    certificate: bool
    recommendations: bool
    citation: str
    detained: bool = False


@dataclass(frozen=True, slots=True)
class NoAppeal:
    """Something the tribunal does not decide, and what can be done instead."""

    what: str
    instead: str


class Gate(StrEnum):
    """What is open to a family on a day."""

    MAY_APPEAL = "may_appeal"
    NEEDS_CERTIFICATE = "needs_certificate"
    LEAVE_ONLY = "leave_only"
    OUT_OF_TIME = "out_of_time"


@dataclass(frozen=True, slots=True)
class AppealGate:
    """The answer and the sentence that explains it. `last_on` is the last day the tribunal may receive the appeal."""

    gate: Gate
    why: str
    last_on: date


@cache
def appeal_rights(*, detained: bool = False) -> dict[str, AppealRight]:
    """Every right of appeal by its reference."""
    rows = (AppealRight(**row) for row in packaged_table("appeals.toml")["right"])
    return {row.ref: row for row in rows if row.detained == detained}


@cache
def not_appealable() -> tuple[NoAppeal, ...]:
    """What people often want to appeal and cannot."""
    return tuple(NoAppeal(**row) for row in packaged_table("appeals.toml")["none"])


def certificate_needed(refs: Collection[str], *, detained: bool = False) -> bool:
    """Whether an appeal on these grounds needs a mediation certificate: not if it is about the placement alone.

    Raises UnknownRight.
    """
    rights = appeal_rights(detained=detained)
    unknown = [ref for ref in refs if ref not in rights]
    if unknown or not refs:
        raise UnknownRight(f"There is no right of appeal {unknown or 'without a ground'}. Known: {', '.join(rights)}.")
    return any(rights[ref].certificate for ref in refs)


def appeal_gate(
    refs: Collection[str],
    on: date,
    *,
    contact_by: date,
    appeal_by: date,
    certificate_issued: date | None = None,
    adviser_contacted: date | None = None,
    detained: bool = False,
) -> AppealGate:
    """What is open on a day. `contact_by` is rule D1's outer date, `appeal_by` rule D6's. Raises UnknownRight.

    Two gates stand apart: the adviser must be contacted within 2 months of the notice, and the tribunal must receive
    the appeal in its own time. Missing the first leaves only asking the tribunal for leave (reg 34(3)).
    """
    needed = certificate_needed(refs, detained=detained)
    if needed and not (certificate_issued and certificate_issued <= on):
        source = (
            "SEND (Detained Persons) Regulations 2015, reg 20(3)" if detained else "SEND Regulations 2014, reg 34(3)"
        )
        return _without_certificate(on, contact_by, appeal_by, adviser_contacted, source)
    if on > appeal_by:
        why = (
            f"The time to appeal ended on {said(appeal_by)}. The tribunal may let a late appeal in: say why it is late."
        )
        return AppealGate(Gate.OUT_OF_TIME, why, appeal_by)
    why = f"The tribunal must receive the appeal by {said(appeal_by)}."
    if not needed:
        why = f"No mediation certificate is needed, because the appeal is about the school or college alone. {why}"
    return AppealGate(Gate.MAY_APPEAL, why, appeal_by)


def _without_certificate(
    on: date, contact_by: date, appeal_by: date, adviser_contacted: date | None, source: str
) -> AppealGate:
    in_time = adviser_contacted is not None and adviser_contacted <= contact_by
    if in_time or on <= contact_by:
        why = "A mediation certificate is needed first. Contact a mediation adviser"
        ending = "; you have done so in time." if in_time else f" by {said(contact_by)}."
        return AppealGate(Gate.NEEDS_CERTIFICATE, why + ending, appeal_by)
    why = (
        f"The mediation adviser was not contacted by {said(contact_by)}, so no certificate can be given without "
        f"mediation. The tribunal can be asked for leave to appeal without one ({source})."
    )
    return AppealGate(Gate.LEAVE_ONLY, why, appeal_by)
