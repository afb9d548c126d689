"""A message says everything in itself, in plain words, and nothing a mail program could turn into something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.lifecycle.dispute_outcomes import Came
from goldenthread.domain.lifecycle.dispute_steps import BY_FACT
from goldenthread.domain.messages.content import LONGEST_TEXT, Case, Kind, Next, WhoHasIt, content
from goldenthread.domain.messages.dispute_news import NOT_TOLD, dispute_news
from goldenthread.domain.messages.news import Named, News, news_said, subject
from goldenthread.domain.messages.plain_names import initials, plain_line, plain_name
from tests.web.family.readability import reading_age

CASE = Case(
    to="Salma Khan", name="Amira", about="Amira", subject="Something for Amira is late",
    news="Something for Amira was due by 3 June 2026. It has not been done.",
    now="The council is finding out what help Amira needs.",
    who=WhoHasIt("Wrenbury Council", "Marle SEND team", "01632 960100", "marle@example.org", "Priya Nair"),
    next=Next("The final plan is sent", date(2026, 12, 26)), late=("The council had to send it by 3 June 2026.",),
    can_do=("Ask the team when it will be done.",), advice_service="Marle SENDIASS on 01632 960111",
)  # fmt: skip


def test_it_says_what_who_why_next_and_what_to_do() -> None:
    body = content(CASE).body
    headings = [line for line in body.splitlines() if line.startswith("# ")]
    assert headings == [
        "# What has happened", "# What is happening now", "# Who has it", "# Why it is late", "# What comes next",
        "# What you can do",
    ]  # fmt: skip
    for said in (
        "Marle SEND team has it.", "Ask for Priya Nair. If Priya Nair is away, the team will help you.",
        "Call 01632 960100 or email marle@example.org.",
        "The final plan is sent. This must be done by 26 December 2026.",
        "The team has not said why yet. You have a right to ask.",
        "* Get free help from Marle SENDIASS on 01632 960111.",
    ):  # fmt: skip
        assert said in body


def test_without_a_team_or_a_number_there_is_still_somebody_to_ask() -> None:
    body = content(replace(CASE, who=WhoHasIt("Wrenbury Council"))).body
    assert "The SEND team at Wrenbury Council has it. Anyone in the team can help you." in body
    assert "Ask Wrenbury Council for the SEND team." in body


@pytest.mark.parametrize("fact", sorted(set(BY_FACT) - NOT_TOLD))
@pytest.mark.parametrize("named", [Named("Amira", "Amira’s"), Named("you", "your")], ids=["parent", "young person"])
def test_every_step_of_a_disagreement_is_said_plainly(fact: str, named: Named) -> None:
    found = dispute_news(fact, date(2026, 11, 2), Came(("assess", "other")))
    assert found is not None
    news = News(Kind.DISPUTE_STEP, date(2026, 11, 2), found.sentence, heading=found.heading, dispute_id=1)
    said, heading = news_said(news, named), subject(news, named)
    assert heading and len(heading) < 100 and "{" not in said + heading and "2 November 2026" in said


def test_a_language_is_met_honestly() -> None:
    body = content(replace(CASE, language="Polish")).body
    assert "We can only write this in English so far. Ask the team for someone who speaks Polish." in body
    assert "another language" not in content(CASE).body


def test_a_text_holds_the_news_who_has_it_and_what_comes_next() -> None:
    text = content(CASE).text
    assert text.startswith("Wrenbury Council: Something for Amira was due by 3 June 2026.")
    assert "Marle SEND team has it, 01632 960100." in text
    assert "Next: the final plan is sent by 26 December 2026." in text


@given(st.text(max_size=400), st.text(max_size=400), st.lists(st.text(max_size=300), max_size=3))
def test_a_text_is_never_too_long(news: str, now: str, can_do: list[str]) -> None:
    made = content(replace(CASE, news=news, now=now, can_do=tuple(can_do), late=(news,)))
    assert len(made.text) <= LONGEST_TEXT


@given(st.text())
def test_a_name_can_never_become_a_link_or_a_mark(name: str) -> None:
    made = plain_name(name)
    assert len(made) <= 40
    assert not set("[]()<>*#./:@{}_^|`\n") & set(made)
    assert not set("[]()<>*#\n") & set(plain_line(name))


def test_names_people_have_stay_as_they_are() -> None:
    for name in ("Amira Khan", "Siân O’Neill-Jones", "Nguyễn Thị Ánh", "محمد", "Zoë"):
        assert plain_name(name) == name
    assert plain_name("[click](http://evil.example)") == "click http evil example"
    assert (initials("Amira", "Khan"), initials("", "Khan"), initials("")) == ("A K", "K", "")


DETAILS = {
    Kind.DECISION_TOLD: ("yes", "no", "no_plan"),
    Kind.COMMENTS_ANSWERED: ("Sections B and F of the draft changed because of it.",),
    Kind.EXCEPTION_RECORDED: ("the parent was away from the area for at least 4 weeks",),
}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("named", [Named("Amira", "Amira’s"), Named("you", "your")], ids=["parent", "young person"])
def test_every_kind_of_news_is_said_for_everybody_and_can_be_read_at_eleven(kind: Kind, named: Named) -> None:
    for detail in DETAILS.get(kind, ("Something for {whom} was due by 3 June 2026. It has not been done.",)):
        news = News(kind, date(2026, 11, 2), detail, heading="The tribunal has decided about {whom}")
        said = news_said(news, named)
        heading = subject(news, named)
        assert "new information" not in said and "{" not in said
        assert heading and len(heading) < 100 and not heading.startswith("You have")
        made = content(replace(CASE, news=said, subject=heading))
        assert reading_age(made.body.replace("#", "").replace("\n\n", ". ")) <= 11
