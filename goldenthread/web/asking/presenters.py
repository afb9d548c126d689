"""Tasks, answers and what we hold already, as the page parts take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse

from goldenthread.features.casework.queries.intake_asking import Answer, Asker
from goldenthread.features.casework.queries.intake_questions import ABOUT_ME, NEEDED_TO_SEND
from goldenthread.web.asking.words import Words, how_choices
from goldenthread.web.components.presenters.lists import Action, SummaryRow, Task
from goldenthread.web.components.presenters.phrases import uk_date


def tasks(child: Any, words: Sequence[Words], answers: Mapping[str, Answer]) -> list[Task]:
    """One a question. Only what worries them must be said."""
    return [
        Task(each.title, reverse("ask_answer", args=[child.public_id, each.key]), *_standing(each.key, answers))
        for each in words
    ]


def check_task(child: Any, answers: Mapping[str, Answer]) -> list[Task]:
    """The last: cannot be started until there is something to send."""
    if not answers.get(NEEDED_TO_SEND, Answer()).text:
        hint = "First tell us what worries you"
        return [Task("Check your answers and send", "", hint, "Cannot start yet", cannot_start_yet=True)]
    return [Task("Check your answers and send", reverse("ask_check", args=[child.public_id]), "", "Ready", "blue")]


def answer_rows(
    child: Any, words: Sequence[Words], answers: Mapping[str, Answer], asker: Asker, name: str
) -> list[SummaryRow]:
    """Every answer with a link to change it."""
    rows = []
    said = dict(how_choices(asker, name))
    for each in words:
        change = Action("Change", reverse("ask_answer", args=[child.public_id, each.key]), each.title.lower())
        kept = answers.get(each.key, Answer())
        rows.append(SummaryRow(each.title, linebreaksbr(kept.text), [change], empty="Not answered"))
        if each.key == ABOUT_ME and kept.text and kept.how in said:
            rows.append(SummaryRow("Who wrote this", said[kept.how], [change]))
    return rows


def held(child: Any, asker: Asker) -> list[SummaryRow]:
    """What we know already and so do not ask. A school sees its own name and the UPN it gave."""
    rows = [SummaryRow("Name", child.full_name), SummaryRow("Date of birth", uk_date(child.born_on))]
    if asker.school_id:
        rows += [SummaryRow("UPN", child.upn), SummaryRow("School or college", asker.school_name)]
    if child.in_their_words:
        when = f" ({uk_date(child.in_their_words_on)})" if child.in_their_words_on else ""
        rows.append(SummaryRow(f"Own words{when}", linebreaksbr(child.in_their_words)))
    return rows


def _standing(question: str, answers: Mapping[str, Answer]) -> tuple[str, str, str]:
    if answers.get(question, Answer()).text:
        return "", "Done", ""
    if question == NEEDED_TO_SEND:
        return "", "Not started", "blue"
    return "You can leave this out", "Not started", "grey"
