"""A form made from the facts some clocks read. It keeps nothing: it is bound, read and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms

from goldenthread.domain.clocks.clock import Clock
from goldenthread.domain.clocks.facts import (
    FIRST_LIKELY_YEAR,
    LAST_LIKELY_YEAR,
    WORDS,
    BadFact,
    Facts,
    MissingFact,
    what_happened,
)
from goldenthread.domain.clocks.order_of_facts import check_order
from goldenthread.domain.clocks.register import read
from goldenthread.foundation import clock as day
from goldenthread.web.components.forms import DateField
from goldenthread.web.law import mistakes
from goldenthread.web.law.governing import governing
from goldenthread.web.law.parts import name_after, opening
from goldenthread.web.law.questions import Questions, question, said

FIRST_DAY: Final = date(FIRST_LIKELY_YEAR, 1, 1)
LAST_DAY: Final = date(LAST_LIKELY_YEAR, 12, 31)
NEVER_AHEAD: Final = ("born",)  # everything else may be asked about before it happens
KIND: Final = "kind"
EXAMPLE: Final = "For example, 2 9 2026"

Given = dict[str, date | str]


class FactsForm(forms.Form):
    """The facts of some clocks. `cleaned_facts` holds what was given, by name.

    Headings of the page say which may be left blank. `asked`: the label of the one date there must be, where the page's
    heading has already said what happened. `kinds`: outcomes to choose between (parts.Happening).
    """

    def __init__(
        self,
        questions: Questions,
        clocks: Iterable[Clock],
        data: Mapping[str, Any] | None = None,
        asked: str = "",
        kinds: tuple[str, ...] = (),
    ) -> None:
        super().__init__(data)
        self.questions, self.clocks = questions, tuple(clocks)
        only = len(questions.one_of) == 1
        for fact in questions.facts:
            needed = (only and fact in questions.one_of) or fact in questions.words
            self.fields[fact] = _word_field(fact, needed) if fact in WORDS else _date_field(fact, needed)
        if asked and only:
            self.fields[questions.one_of[0]].label = asked
        if kinds:
            self.fields[KIND] = _kind_field(kinds)

    @property
    def cleaned_facts(self) -> Given:
        """What was given, blanks left out."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != KIND}

    @property
    def governing_clocks(self) -> tuple[Clock, ...]:
        """The clocks the answers leave, of those asked about."""
        kind, fact = self.cleaned_data.get(KIND), self.questions.one_of[0]
        chosen = [clock for clock in self.clocks if not kind or opening(name_after(clock, fact)) == kind]
        return governing(chosen, self.cleaned_facts, day.today())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        given = self.cleaned_facts
        if not any(fact in given for fact in self.questions.one_of):
            choices = ", or ".join(f"the date {what_happened(fact)}" for fact in self.questions.one_of)
            self.add_error(self.questions.one_of[0], f"Enter {choices}")
            return cleaned
        self._try(lambda: check_order(Facts(given), day.today()))
        for clock in self.governing_clocks:
            self._try(lambda code=clock.code: read(code, given, day.today()))  # type: ignore[misc]
        return cleaned

    def fields_of(self, group: str) -> list[forms.BoundField]:
        """The fields of one group of questions, as drawn."""
        return [self[fact] for fact in getattr(self.questions, group)]

    @property
    def needed(self) -> list[forms.BoundField]:
        """What must be answered."""
        return [*self.fields_of("one_of"), *([self[KIND]] if KIND in self.fields else []), *self.fields_of("words")]

    @property
    def alters(self) -> list[forms.BoundField]:
        """What may move a date."""
        return self.fields_of("alters")

    @property
    def since(self) -> list[forms.BoundField]:
        """What may have happened since."""
        return [*self.fields_of("done"), *self.fields_of("ended")]

    @property
    def since_is_open(self) -> bool:
        """Whether something there was answered, so that it must be seen."""
        return self.is_bound and any(bound.errors or bound.value() for bound in self.since)

    def sent_again(self) -> list[tuple[str, str]]:
        """Each fact given, as a hidden field holds it."""
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return [(name, value if isinstance(value, str) else value.isoformat()) for name, value in given.items()]

    def _try(self, reading: Callable[[], object]) -> None:
        try:
            reading()
        except (BadFact, MissingFact) as wrong:
            field = mistakes.fact_at_fault(str(wrong), self.questions.facts)
            words = mistakes.in_words(str(wrong))
            if words not in self.errors.get(field or "__all__", []):
                self.add_error(field, words)


def _date_field(fact: str, needed: bool) -> DateField:
    return DateField(
        label=question(fact),
        noun=f"the date {what_happened(fact)}",
        required=needed,
        earliest=FIRST_DAY,
        latest=day.today if fact in NEVER_AHEAD else LAST_DAY,
        help_text=EXAMPLE if needed else "",
    )


def _kind_field(kinds: tuple[str, ...]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Which of these is it?",
        choices=[*((kind, kind) for kind in kinds), ("", "I am not sure: show all of them")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the answers listed"},
    )


def _word_field(fact: str, needed: bool) -> forms.ChoiceField:
    choices = [(word, said(word)) for word in WORDS[fact]]
    unanswered = [] if needed else [("", "Not known")]
    return forms.ChoiceField(
        label=question(fact),
        choices=unanswered + choices,
        required=needed,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the answers listed"},
    )
