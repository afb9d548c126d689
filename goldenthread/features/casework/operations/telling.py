"""Writes messages about what has just been recorded, in the transaction that records it.

A fact put on record long after it happened is history and no news. Nobody is told where a child has died, or nobody of
the family may be: the child's page of messages says so.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.clocks.advice import GIVE
from goldenthread.domain.messages.content import Kind
from goldenthread.domain.messages.dispute_news import dispute_news
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.domain.statute.exceptions import lawful_exceptions
from goldenthread.features.casework.models import (
    Advice,
    Dispute,
    ExceptionClaim,
    Intake,
    LateReason,
    Plan,
    Request,
    Review,
)
from goldenthread.features.casework.queries.disputes import so_far_of
from goldenthread.features.casework.queries.telling import Situation, for_family, situations_of
from goldenthread.features.casework.queries.telling_bodies import attended, called, for_school
from goldenthread.foundation import clock, journal
from goldenthread.foundation.notify import outbox
from goldenthread.foundation.notify.models import Message
from goldenthread.foundation.notify.outbox import Written
from goldenthread.foundation.people.models import Child, Organisation

STILL_NEWS = timedelta(days=28)
_FAMILY_FACTS = {
    "request_received": Kind.CLOCK_STARTED,
    "became_responsible": Kind.CLOCK_STARTED,
    "assess_decision_notified": Kind.DECISION_TOLD,
    "assess_after_all": Kind.DECISION_TOLD,
    "no_plan_notified": Kind.DECISION_TOLD,
    "no_plan_notified_again": Kind.DECISION_TOLD,
    "plan_after_all": Kind.DECISION_TOLD,
    "draft_served": Kind.DRAFT_SENT,
    "final_plan_sent": Kind.FINAL_SENT,
}


_DECIDED = {
    "no_plan_notified": "no_plan", "no_plan_notified_again": "no_plan", "assess_after_all": "yes",
    "plan_after_all": "plan",
}  # fmt: skip


def of_fact(
    of: Request | Advice | Plan | Review | Dispute,
    fact: str,
    happened_on: date,
    *,
    by: journal.Author,
    on: date,
    again: str = "",
) -> None:
    """A dated fact was recorded. `again`: what makes a corrected fact's message another one."""
    if happened_on < on - STILL_NEWS:
        return
    if isinstance(of, Request) and fact in _FAMILY_FACTS:
        news = News(_FAMILY_FACTS[fact], happened_on, _decision(of, fact))
        family(of.child, news, key=f"{fact}:{of.public_id}{again}", by=by, on=on)
    elif isinstance(of, Advice) and fact == "advice_requested":
        _body(of, happened_on, by=by, on=on, again=again)
    elif isinstance(of, Dispute) and (step := _of_dispute(of, fact, happened_on)):
        family(of.child, step, key=f"{fact}:{of.public_id}{again}", by=by, on=on)


def of_correction(
    of: Request | Advice | Plan | Review | Dispute,
    fact: str,
    now: date | None,
    *,
    milestone: int,
    by: journal.Author,
    on: date,
) -> None:
    """A fact was put right or taken back: what has not left is stopped, and who was told is told again."""
    if not _told_to_family(of, fact):
        return
    _, told = outbox.withdraw(f"{fact}:{of.public_id}", by=by, on=on, at=clock.now())
    if now is not None:
        of_fact(of, fact, now, by=by, on=on, again=f":{milestone}")
    elif told:
        sentence = f"We told you: “{told.subject}”. That was a mistake. It has not happened. We are sorry."
        family(of.child, News(Kind.CORRECTION, on, sentence), key=f"mistake:{milestone}", by=by, on=on)


def of_request_in(item: Intake, *, by: journal.Author, on: date) -> None:
    """A request reached the council, about a child on record."""
    if item.child is not None and item.received_on is not None:
        news = News(Kind.REQUEST_RECEIVED, item.received_on)
        family(item.child, news, key=f"came_in:{item.public_id}", by=by, on=on)


def of_exception(claim: ExceptionClaim, *, by: journal.Author, on: date) -> None:
    """An exception was recorded: its ground in the law's words. What was typed of it stays on the record."""
    ground = lawful_exceptions().get(claim.category)
    if ground is not None:
        news = News(Kind.EXCEPTION_RECORDED, on, ground.plain)
        family(claim.child, news, key=f"exception:{claim.pk}", by=by, on=on)


def of_why_late(reason: LateReason, *, by: journal.Author, on: date) -> None:
    """The team said why something is late: the message says it where it says what is late."""
    news = News(Kind.LATE, on, "The team has said why something for {whom} is late.")
    family(reason.child, news, key=f"why_late:{reason.pk}", by=by, on=on)


def family(child: Child, news: News, *, key: str, by: journal.Author, on: date) -> list[Message]:
    """Everybody of the family who is told today."""
    situation = situations_of([child.pk], on=on)[child.pk]
    return outbox.put(written(situation, news, key), by=by, on=on, at=clock.now())


def written(situation: Situation, news: News, key: str, there: Collection[str] = ()) -> list[Written]:
    """The messages to the family, not yet in the outbox; none whose key is `there` already."""
    found = []
    for adult in situation.family():
        if outbox.once_key(key, situation.child, adult) in there:
            continue
        made = for_family(situation, adult, news)
        found.append(
            Written(
                key,
                situation.child,
                adult,
                news.kind,
                made.subject,
                made.body,
                made.text,
                carries_link=True,
                translated=made.translated,
                language=made.language,
            )  # fmt: skip
        )
    return found


def readdress(message: Message) -> list[Message]:
    """A message was not sent because it is no longer for its reader: whoever is to be told now is told how the case
    stands. A body's is nobody else's. For the outbox's job."""
    if message.adult_id is None:
        return []
    on = clock.today()
    situation = situations_of([message.child_id], on=on)[message.child_id]
    sentence = "Messages about this came to someone else before. From now on they come to you."
    key = f"instead:{message.public_id}"
    return outbox.put(
        written(situation, News(Kind.READDRESSED, on, sentence), key), by=journal.SYSTEM, on=on, at=clock.now()
    )  # fmt: skip


def _told_to_family(of: Request | Advice | Plan | Review | Dispute, fact: str) -> bool:
    if isinstance(of, Dispute):
        return dispute_news(fact, of.notice_on) is not None
    return isinstance(of, Request) and fact in _FAMILY_FACTS


def _of_dispute(dispute: Dispute, fact: str, happened_on: date) -> News | None:
    so_far = so_far_of(dispute)
    found = None if so_far.is_void else dispute_news(fact, happened_on, so_far.came(fact))
    if found is None:
        return None
    return News(
        Kind.DISPUTE_STEP, happened_on, found.sentence, heading=found.heading, step=fact, dispute_id=dispute.pk
    )  # fmt: skip


def _decision(request: Request, fact: str) -> str:
    if fact in _DECIDED:
        return _DECIDED[fact]
    return "no" if request.outcome == "N" else "yes"


def _body(advice: Advice, asked_on: date, *, by: journal.Author, on: date, again: str) -> None:
    """A body that may open the record; advice asked of nobody by name is the school's."""
    if advice.organisation is None and advice.kind != Advice.Kind.SETTING:
        return
    situation = situations_of([advice.child_id], on=on)[advice.child_id]
    body = advice.organisation or attended(situation)
    if body is None or body.pk not in {tie.organisation_id for tie in situation.ties}:
        return
    message = advice_asked(situation, advice.pk, body, asked_on, again=again)
    outbox.put([message], by=by, on=on, at=clock.now())


def advice_asked(situation: Situation, advice_id: int, body: Organisation, asked_on: date, *, again: str) -> Written:
    """What a school is told when it is asked for advice."""
    reading = next(
        (
            read.reading
            for read in situation.reads
            if read.advice_id == advice_id and read.reading and read.reading.rule == GIVE.code
        ),
        None,
    )
    sentence = f"The council asked {plain_line(body.name)} for advice about {called(situation)} on {said(asked_on)}."
    news = News(Kind.ADVICE_ASKED, asked_on, sentence)
    by, is_law = (reading.outer_on, reading.is_legal_duty) if reading else (None, False)
    citation = reading.citation if reading else ""
    made = for_school(situation, body, news, by=by, is_law=is_law, citation=citation)
    return Written(f"advice_asked:{advice_id}{again}", situation.child, body, news.kind, made.subject, made.body)
