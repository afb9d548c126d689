"""The short form of a message: in the reader's own language before the English, or in its place for Easy Read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.domain.calendars.wording import said
from goldenthread.domain.messages.content import Case, Content, Next, content
from goldenthread.domain.messages.news import News
from goldenthread.domain.messages.plain_names import plain_line
from goldenthread.domain.messages.wordings import ENDING, code_of, sentences, short_form, wordings
from goldenthread.foundation.notify.models import Preference
from goldenthread.foundation.notify.translations import Current


def in_their_words(case: Case, news: News, wanted: Preference, translations: Current) -> Content:
    """The message as its reader asked for it. Without a current translation of the news and of the ending, in English
    with a line that says how to ask for somebody who speaks the language."""
    texts = [translations.get((wanted.language, code), "") for code in (code_of(news), ENDING)]
    translated = short_form(texts, _values(case, news)) if wanted.language and all(texts) else ""
    made = content(replace(case, translated=bool(translated)))
    if wanted.format == Preference.Format.EASY_READ:
        made = replace(made, body=_easy(case, news))
    return replace(made, translated=translated, language=wanted.language if translated else "")


def _easy(case: Case, news: News) -> str:
    """One idea a line: what happened, what to do first, by when, who has it. What is late is said, and not why."""
    coming = case.next
    day = said(coming.by) if coming and coming.by and _is_set(coming) else ""
    ending = short_form([wordings()[ENDING].text], {**_values(case, news), "next_day": day})
    first = sentences(case.can_do[0]) if case.can_do else []
    helped = f"You can get free help from {plain_line(case.advice_service)}." if case.advice_service else ""
    told = [f"{case.subject}.", *sentences(case.news), *(line for each in case.late for line in sentences(each))]
    lines = dict.fromkeys((f"Dear {case.to},", *told, *first, *ending.splitlines(), helped))
    return "\n\n".join(each for each in lines if each)


def _values(case: Case, news: News) -> dict[str, str]:
    coming = case.next
    return {
        "name": case.name, "day": _numbers(news.on), "council": plain_line(case.who.council),
        "next_day": _numbers(coming.by) if coming and _is_set(coming) else "",
        "team": plain_line(case.who.team) or "SEND", "phone": case.who.phone, "email": case.who.email,
    }  # fmt: skip


def _is_set(coming: Next) -> bool:
    """Whether the law sets a day that is still to come."""
    return bool(coming.by and coming.binds and not coming.late)


def _numbers(day: date | None) -> str:
    """Read alike in every language."""
    return f"{day:%d/%m/%Y}" if day else ""
