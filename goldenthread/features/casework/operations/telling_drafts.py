"""Writes the messages about a draft plan that are no facts of the case: bodies may read their parts of it; the team has
answered all that somebody said about it. A whole answer is one message, when its last comment is answered.
"""

from __future__ import annotations

from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.features.casework.models import DraftAnswer, PlanCopy
from goldenthread.features.casework.operations.telling import written
from goldenthread.features.casework.queries.draft_for_advisers import shown_to
from goldenthread.features.casework.queries.telling import Situation, situations_of
from goldenthread.features.casework.queries.telling_advisers import of_a_draft_shown, of_comments_answered
from goldenthread.features.casework.queries.telling_bodies import attended, called, tied
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import outbox
from goldenthread.foundation.notify.outbox import Written


def of_draft_shown(copy: PlanCopy, *, by: journal.Author, on: date) -> None:
    """Every body of whose advice something stands in the draft is told that it may read it."""
    situation = _situation(copy.child_id, on)
    asked = [each for each in shown_to(copy, copy.child, on=on) if each.items or each.whole]
    bodies = {body.pk: body for each in asked if (body := each.body or attended(situation)) and tied(situation, body)}
    sentence = f"From {said(on)} you can read the parts of the draft plan for {called(situation)} that are yours."
    news = News(Kind.DRAFT_SHOWN, on, sentence)
    rows = []
    for body in bodies.values():
        made = of_a_draft_shown(situation, body, news)
        rows.append(Written(_key(copy), situation.child, body, news.kind, made.subject, made.body))
    outbox.put(rows, by=by, on=on, at=clock.now())


def no_longer_shown(copy: PlanCopy, *, by: journal.Author, on: date) -> None:
    """It was taken back: what has not left yet is not sent."""
    outbox.withdraw(_key(copy), by=by, on=on, at=clock.now())


def of_reply(answer: DraftAnswer, *, by: journal.Author, on: date) -> None:
    """The last comment of what one person sent was answered: they are told, and what changed because of it."""
    comments = list(answer.comments.all())
    if not comments or any(each.replied_at is None for each in comments):
        return
    situation = _situation(answer.child_id, on)
    changed = sorted({code for each in comments for code in each.changed})
    key = f"comments_answered:{answer.public_id}"
    if answer.organisation is None:
        news = News(Kind.COMMENTS_ANSWERED, on, _changed_said(changed))
        theirs = [each for each in written(situation, news, key) if _wrote(each, answer)]
        outbox.put(theirs, by=by, on=on, at=clock.now())
    elif tied(situation, answer.organisation):
        sentence = f"The team answered what {plain_line(answer.organisation.name)} said about the draft plan for "
        news = News(Kind.COMMENTS_ANSWERED, on, f"{sentence}{called(situation)}. {_changed_said(changed)}")
        made = of_comments_answered(situation, answer.organisation, news)
        row = Written(key, situation.child, answer.organisation, news.kind, made.subject, made.body)
        outbox.put([row], by=by, on=on, at=clock.now())


def _key(copy: PlanCopy) -> str:
    return f"draft_shown:{copy.public_id}"


def _situation(child_id: int, on: date) -> Situation:
    return situations_of([child_id], on=on)[child_id]


def _wrote(message: Written, answer: DraftAnswer) -> bool:
    """Nobody else of the family is told: what one of them said of a draft is theirs."""
    return getattr(message.to, "account_id", None) == answer.writer_id


def _changed_said(codes: list[str]) -> str:
    if not codes:
        return "Nothing in the draft changed because of it."
    named = codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} and {codes[-1]}"
    return f"Section{'' if len(codes) == 1 else 's'} {named} of the draft changed because of it."
