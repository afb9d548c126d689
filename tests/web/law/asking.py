"""Asking the pages of the law: everything they could be asked, and what they answered, as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse
from django.test import Client
from lxml import html

from goldenthread.domain.clocks.facts import WORDS, YES_OR_NO
from goldenthread.domain.clocks.reference import rows_of
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.web.law.parts import parts
from goldenthread.web.law.reads import reads

STATIC_PAGES = ("/check-a-date/", "/check-a-date/rules/", "/how-it-works/", "/how-it-works/easy-read/")


def boxes(**facts: str) -> dict[str, str]:
    """What a form sends for `notice_sent="2 9 2026"`: three boxes; for a fact that is a word, the word."""
    sent: dict[str, str] = {}
    for fact, value in facts.items():
        if fact in WORDS or fact in ("want", "kind"):
            sent[fact] = value
        else:
            sent |= dict(zip((f"{fact}_day", f"{fact}_month", f"{fact}_year"), value.split(), strict=True))
    return sent


def any_words() -> dict[str, str]:
    """Every fact that is a word, answered: no to a yes or no, else the first of its words."""
    return {name: "no" if words == YES_OR_NO else words[0] for name, words in WORDS.items()}


def start_of(code: str) -> tuple[str, date]:
    """A fact that starts a rule, on a day when the rule was law; a birth for a rule about age."""
    fact, rows = reads(code).starts[0], rows_of(code)
    if fact == "born":
        return fact, date(2010, 11, 5)
    return fact, date(2026, 9, 2) if any(row.in_force(date(2026, 9, 2)) for row in rows) else rows[-1].in_force_from


def typed(day: date) -> str:
    """A day as `boxes` takes it."""
    return f"{day.day} {day.month} {day.year}"


def happenings() -> Iterator[tuple[str, str]]:
    """(address, fact) of everything that can have happened."""
    for part in parts():
        for happening in part.happenings:
            yield f"/check-a-date/{part.slug}/{happening.fact}/", happening.fact


def rules() -> Iterator[tuple[str, str]]:
    """(address, code) of every rule."""
    for code in CLOCKS:
        yield f"/check-a-date/rule/{code}/", code


def ask(path: str, client: Client | None = None, **facts: str) -> HttpResponse:
    """The answer to some facts. A path without a slash is a rule's code."""
    address = path if path.startswith("/") else f"/check-a-date/rule/{path}/"
    return (client or Client()).post(address, boxes(**facts))  # type: ignore[return-value]


def words(response: HttpResponse, where: str = "//main") -> str:
    """What a part of the page says, its spaces made single."""
    found = html.fromstring(response.content).xpath(where)
    return re.sub(r"\s+", " ", " ".join(each.text_content() for each in found)).strip()


def errors(response: HttpResponse) -> list[str]:
    """The sentences of the error summary."""
    tree = html.fromstring(response.content)
    return [re.sub(r"\s+", " ", each.text_content()).strip() for each in tree.xpath('//*[@role="alert"]//li')]
