"""The rest of the reference page of the law: duties without a date, rights of appeal, who is told, who may be shown."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.statute.appeals import appeal_rights, not_appealable
from goldenthread.domain.statute.duties import duties
from goldenthread.domain.statute.recipients import disclosure_bases, notices


def law_markdown() -> list[str]:
    """Sections in Markdown, each ending with a newline."""
    return [_duties(), _appeals(), _notices(), _disclosure()]


def _duties() -> str:
    rows = [
        (d.code, d.name, f"{d.when[:1].upper()}{d.when[1:]}", f"{d.owed_by} to {d.owed_to}",
         f"{d.citation} ({d.strength}; {d.verified}, {said(d.checked_on)})", d.uncertain or "")
        for d in duties().values()
    ]  # fmt: skip
    opening = (
        "Rules the law gives no number of days. They have codes so that they can be asked for; they never have a date."
    )
    return _table(
        "Duties without a date", opening, ("Code", "Duty", "When", "Owed by and to", "Source", "Not settled"), rows
    )


def _appeals() -> str:
    rows = [
        (f"{right.ref}{', detained' if right.detained else ''}", right.about, "yes" if right.certificate else "no",
         "yes" if right.recommendations else "no", right.citation)
        for detained in (False, True)
        for right in appeal_rights(detained=detained).values()
    ]  # fmt: skip
    opening = (
        "Decisions that can be appealed to the First-tier Tribunal. An appeal about the school or college alone needs "
        "no mediation certificate."
    )
    headings = ("Right", "The decision", "Certificate", "Health and care recommendations", "Source")
    none = "\n".join(f"- No appeal about {each.what}: {each.instead}." for each in not_appealable())
    return _table("Rights of appeal", opening, headings, rows) + "\n" + none + "\n"


def _notices() -> str:
    rows = [(f"`{n.code}`", n.name, ", ".join(n.who), ", ".join(n.clocks), n.citation) for n in notices().values()]
    opening = "Who must be told of each decision and sent each paper."
    return _table("Notices", opening, ("Code", "Notice", "Goes to", "Clocks", "Source"), rows)


def _disclosure() -> str:
    rows = [(basis.ref, basis.plain, basis.citation) for basis in disclosure_bases().values()]
    opening = (
        "On what grounds a plan, or what was gathered for it, may be shown without consent. Consent is the child's if "
        "able to understand, else the parent's for the child; a young person's own; or the alternative person's."
    )
    return _table("Disclosure", opening, ("Ground", "What it allows", "Source"), rows)


def _table(heading: str, opening: str, headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    names = tuple(headings)
    lines = [f"## {heading}", "", opening, "", f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines) + "\n"
