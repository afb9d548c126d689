"""Messages to bodies about a draft plan: that they can read their parts of it, and that what they said is answered."""

from __future__ import annotations

from goldenthread.domain.messages.content import Case, Content, content
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.features.casework.queries.telling import Situation, who_of
from goldenthread.features.casework.queries.telling_bodies import address, called, now_said, short_name
from goldenthread.foundation.people.models import Organisation

_WRITING = "The council is writing the draft plan."
_RIGHT = (
    "Say whether the draft says what your advice says.",
    "Say what should be put right, part by part. If all is right, say so.",
)
_SIGN_IN = "Sign in, open Our children, choose this child, and open the draft."


def of_a_draft_shown(situation: Situation, body: Organisation, news: News) -> Content:
    """The message to a body whose advice a draft rests on, when it may read its parts."""
    short = short_name(situation)
    return _about_the_draft(situation, body, news, f"Parts of the draft plan for {short} to read", _RIGHT)


def of_comments_answered(situation: Situation, body: Organisation, news: News) -> Content:
    """The message to a body when the team has answered all that one of its people said about a draft."""
    short = short_name(situation)
    return _about_the_draft(situation, body, news, f"Answers to what you said about the draft plan for {short}", ())


def _about_the_draft(
    situation: Situation, body: Organisation, news: News, subject: str, asked: tuple[str, ...]
) -> Content:
    case = Case(
        to=plain_line(body.name), name=short_name(situation), about=called(situation), subject=subject,
        news=news.detail, now=now_said(situation, _WRITING), who=who_of(situation), asked=asked, next=None,
        can_do=(f"{_SIGN_IN}{address(situation, 'draft')}", "If you do not know this child, tell the team now."),
    )  # fmt: skip
    return content(case)
