"""Asking the pages of the law: everything they could be asked, and what they answered, as words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client
from lxml import html

from goldenthread.domain.clocks.facts import WORDS
from goldenthread.domain.clocks.register import CLOCKS
from goldenthread.web.law.parts import parts

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
    """Every fact that is a word, answered with the first of its words."""
    return {name: words[0] for name, words in WORDS.items()}


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
