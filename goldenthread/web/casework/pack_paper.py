"""A pack as a paper: the child's own page first, then the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from goldenthread.domain.lifecycle.hearing import ASKED_SAID, Asked, questions_of
from goldenthread.domain.statute.assessment_test import CONSIDERATIONS
from goldenthread.features.casework.queries.panel_pack import Pack, Told
from goldenthread.features.casework.queries.work_filters import need_choices
from goldenthread.foundation.typesetting import (
    Block,
    Bullets,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    Voice,
)
from goldenthread.web.casework.rates import Rates
from goldenthread.web.components.presenters import tables
from goldenthread.web.components.presenters.phrases import due_phrase, uk_date

ASKED_OF_THEM = {
    "worries": "What worries them", "helps": "What helps now", "others": "Who else knows the child",
    "needed": "What they think is needed",
}  # fmt: skip


def paper_of(pack: Pack, case: Any, rates: Rates | None, on: date) -> Paper:
    """Everything, in the order it is read. `case` is the agenda's, None where the pack is read without a panel."""
    name = pack.identity.calling_name or "This child"
    blocks = [
        *_about_me(pack, name),
        PageBreak(),
        *_case(pack, case, name),
        *_said(pack),
        *_facts(pack),
        *_advice(pack),
        *_reports(pack),
    ]
    blocks += _test(case)
    blocks += _rates(rates) if rates else []
    reference = f"Pack for the panel of {uk_date(case.meeting.held_on)}" if case else "Pack without a panel"
    return Paper(f"About me: {name}", on, tuple(blocks), reference=reference, author="")


def _about_me(pack: Pack, name: str) -> Iterator[Block]:
    if pack.words:
        said = ", ".join(
            part for part in (uk_date(pack.words.on) if pack.words.on else "Day not recorded", pack.words.how) if part
        )
        yield Voice(pack.words.text, said)
        return
    yield Paragraph(f"This pack has no “About me”. {name}’s own words have not been written down.")
    yield Paragraph(
        f"Before anybody advises or decides, ask how {name} can tell us what matters to them: in words, pictures, "
        "signs or through somebody who knows them well. The law asks for the views, wishes and feelings of the child "
        "or young person (Children and Families Act 2014, s.19(a))."
    )


def _case(pack: Pack, case: Any, name: str) -> Iterator[Block]:
    who = pack.identity
    yield Heading("The case")
    if case:
        question = case.question if case.asked == Asked.OTHER else ASKED_SAID[Asked(case.asked)]
        yield Paragraph(f"The question: {question}")
    rows = [
        ("Name", who.full_name), ("Date of birth", uk_date(who.born_on) if who.born_on else "Not recorded"),
        ("Age", str(who.age) if who.age is not None else "Not known"), ("Year group by age", who.year_group),
        ("School or college", pack.school or "None recorded"), ("First language", who.first_language),
        ("Communicates by", who.communicates_by), ("Of note", ", ".join(pack.groups)),
        ("Whose rights these are", pack.rights.sentence),
        ("Main need, as far as known", dict(need_choices()).get(case.main_need, "") if case else ""),
    ]  # fmt: skip
    yield Table(("What", "Of this child"), tuple(row for row in rows if row[1]), f"Who {name} is")


def _said(pack: Pack) -> Iterator[Block]:
    yield Heading("What the family says")
    yield from _told(pack.family, "Nothing the family wrote is recorded here.")
    yield Heading("What the school or college says")
    yield from _told(pack.setting, "Nothing from a school or college is recorded here.")
    if pack.others:
        yield Heading("What others say")
        yield from _told(pack.others, "")


def _told(told: Sequence[Told], nothing: str) -> Iterator[Block]:
    if not told:
        yield Paragraph(nothing)
    for each in told:
        yield Heading(f"{each.who}, {uk_date(each.on) if each.on else 'day not recorded'}", 3)
        for question, text in each.answers:
            yield Paragraph(f"{ASKED_OF_THEM.get(question, question)}:")
            yield Voice(text)


def _facts(pack: Pack) -> Iterator[Block]:
    yield Heading("The 6, 16 and 20 weeks")
    if pack.clocks:
        rows = tuple(
            (each.name, uk_date(each.outer_on) if each.outer_on else "As soon as practicable: an exception applies",
             due_phrase(each.outer_on, each.on) if each.days_left is not None and each.outer_on else each.status.said)
            for each in pack.clocks
        )  # fmt: skip
        yield Table(("What", "Last day the law allows", "How it stands"), rows, "The limits of this request")
    else:
        yield Paragraph("No limit runs: no request is recorded, or its start has no day.")
    yield Heading("What has happened")
    if pack.happened:
        yield Table(("Day", "What", "Of what"), tuple((uk_date(day), *rest) for day, *rest in pack.happened),
                    "Newest first")  # fmt: skip
    else:
        yield Paragraph("Nothing is recorded yet.")


def _advice(pack: Pack) -> Iterator[Block]:
    yield Heading("Advice")
    if not pack.advice:
        yield Paragraph("No advice has been asked for.")
        return
    rows = tuple(
        (each.name, uk_date(each.asked_on) if each.asked_on else "Not recorded",
         uk_date(each.came_on) if each.came_on else "Not here yet")
        for each in pack.advice
    )  # fmt: skip
    yield Table(("Advice", "Asked for", "Reached us"), rows, "Advice asked for in this assessment")


def _reports(pack: Pack) -> Iterator[Block]:
    """What each adviser wrote, in their own words."""
    for name, report in pack.reports:
        yield Heading(name, 2)
        yield Paragraph(f"By {report.written_by}{f', {uk_date(report.submitted_on)}' if report.submitted_on else ''}.")
        if report.document:
            yield Paragraph(f"It came as a document ({report.document}), which is on the case’s advice page.")
        for question, answer in report.answers:
            yield Paragraph(f"{question} {answer}")
        for shown in report.parts:
            if shown.rows:
                yield Heading(shown.part.name, 3)
                yield Bullets(tuple(_row(row) for row in shown.rows))


def _row(row: Any) -> str:
    facts = "; ".join(f"{label}: {value}" for label, value in row.facts)
    return f"{row.entry.text} ({facts})" if facts else str(row.entry.text)


def _test(case: Any) -> Iterator[Block]:
    yield Heading("The test, as questions")
    asked = questions_of(case.asked if case else Asked.ASSESS, case.question if case else "")
    yield Bullets(tuple(f"{each.asks} {f'({each.citation})' if each.citation else ''}".strip() for each in asked))
    yield Paragraph("What must be had regard to throughout (Children and Families Act 2014, s.19):")
    yield Bullets(tuple(f"{each.name} ({each.citation})" for each in CONSIDERATIONS))
    yield Paragraph("The panel advises. Another person decides, and may decide otherwise with reasons.")


def _rates(rates: Rates) -> Iterator[Block]:
    yield Heading("Decisions in like cases")
    yield Table(rates.head, rates.rows, "How often the answer is yes")
    if rates.neighbours:
        yield Table(rates.head, rates.neighbours, "Each statistical neighbour, nearest first")
    yield Bullets(rates.notes)
    yield Paragraph(rates.source)


def parts_of(paper: Paper) -> list[list[tuple[str, Any]]]:
    """The paper's blocks for a template, a list for each page break: (kind, what to draw)."""
    parts: list[list[tuple[str, Any]]] = [[]]
    for block in paper.blocks:
        if isinstance(block, PageBreak):
            parts.append([])
        elif isinstance(block, Table):
            columns = [tables.Column(name) for name in block.head]
            parts[-1].append(("table", tables.Table(block.caption, columns, block.rows, caption_size="s", cards=True)))
        else:
            parts[-1].append((type(block).__name__.lower(), block))
    return parts
