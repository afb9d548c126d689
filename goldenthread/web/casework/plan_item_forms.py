"""What the pages on a plan's items ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from goldenthread.domain.advice.report import AREAS, BY_CODE, NEED, OUTCOME, PROVISION
from goldenthread.domain.plan.items import COLUMNS, DUTIES, SECTIONS
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.queries.plan_advice import AdviceRow
from goldenthread.features.casework.queries.plan_items import ItemShown
from goldenthread.foundation.partnership.outcome_frameworks import frameworks_here
from goldenthread.web.casework.changing import words
from goldenthread.web.components.forms import DateField

LONGEST_LINE, SHORT = 300, 140
_HINTS = {
    "measure": "What somebody would see, hear or count.",
    "who": "For example a teaching assistant, or a speech and language therapist.",
    "expertise": "For example trained by the therapist in this programme.",
    "how_often": "For example twice a week in term time.",
    "how_long": "For example 20 minutes.",
    "ratio": "For example one to one, or one adult with three children.",
    "place": "For example a quiet room at school.",
    "reviewed": "For example each term, with the family.",
    "funded_by": "For example the school’s own budget, or top-up funding from the council.",
}


class ItemForm(forms.Form):
    """One item of a part. Only its words are needed: what is missing, the checker says beside it."""

    version = forms.IntegerField(min_value=0, max_value=10**6, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, part: str, served: Sequence[ItemShown], advice: Sequence[AdviceRow], hopes: Sequence[str],
        held: ItemShown | None = None, brought: bool = False, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **more)
        about = BY_CODE[part]
        self.usual_section = SECTIONS[part][0]
        self.fields["text"] = words(about.asks, about.hint, needed=f"Write the {about.one}")
        if len(SECTIONS[part]) > 1:
            choices = [(code, plan_sections()[code].title) for code in SECTIONS[part]]
            self.fields["section"] = _one("Which section does it go in?", choices, needed="Choose a section")
        for name, label in COLUMNS[part].items():
            self.fields[name] = _column(name, label)
        if about.serves and served:
            asks = "Which needs does this answer?" if part == OUTCOME else "Which outcomes is this for?"
            self.fields["serves"] = _several(
                asks, [(each.id, f"{each.number}: {_short(each.item.text)}") for each in served]
            )
        if part == OUTCOME:
            self._outcome(hopes, held)
        self._sources(advice, held, brought or (held is not None and held.brought is not None))

    def _outcome(self, hopes: Sequence[str], held: ItemShown | None) -> None:
        lines = dict.fromkeys((*hopes, *(held.item.hopes if held else ())))
        if lines:
            asks = "Which of the hopes in section A does it work towards?"
            self.fields["hopes"] = _several(asks, [(line, _short(line)) for line in lines])
        tags = _tags(held.item.tags if held else ())
        self.fields["tags"] = _several("Which outcomes of the partnership’s framework is it part of?", tags)

    def _sources(self, advice: Sequence[AdviceRow], held: ItemShown | None, brought: bool) -> None:
        sources = (*(held.sources if held else ()), *(row.source for row in advice))
        choices = {each.id: f"{each.name}, version {each.report}: {_short(each.entry.text)}" for each in sources}
        if choices:
            self.fields["sources"] = _several("Which advice does it rest on?", list(choices.items()))
        if choices or brought:
            rests_on = "the plan it comes from" if brought else "the advice"
            self.fields["changed_because"] = words(
                f"If the words are not those of {rests_on}, why?", f"Kept with the plan, beside {rests_on}.", rows=2
            )

    @property
    def has_its_words(self) -> bool:
        """Of a form that saves itself: what it says, and where it goes, can be saved, whatever else is half typed."""
        return not {"text", "section", "version"}.intersection(self.errors)

    def given(self) -> dict[str, Any]:
        """The answers by the operation's names."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RemoveForm(forms.Form):
    """Why an item is taken out."""

    version = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    reason = words("Why is it taken out?", "Kept with the plan’s history.", needed="Say why it is taken out", rows=3)


def initial_of(held: ItemShown) -> dict[str, Any]:
    """What a form to change an item begins with."""
    item = held.item
    names = ("text", "section", "hopes", "tags", "serves", "sources", "changed_because", *COLUMNS[item.part])
    values = {name: getattr(item, name) for name in names}
    lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
    return {**values, **lists, "version": held.version}


def first_of(part: str, served: Sequence[ItemShown]) -> dict[str, Any]:
    """What a new item begins with: where there is one need (or outcome) alone, it is for that one."""
    return {"version": 0, "section": SECTIONS[part][0], "serves": [served[0].id] if len(served) == 1 else []}


def served_by(part: str, shown: Sequence[ItemShown]) -> list[ItemShown]:
    """The items an item of this part can serve."""
    return [each for each in shown if each.item.part == {OUTCOME: NEED, PROVISION: OUTCOME}.get(part)]


def _column(name: str, label: str) -> forms.Field:
    if name == "area":
        return _one(label, list(AREAS.items()))
    if name == "duty":
        return _one(label, list(DUTIES.items()), hint="Left alone, it follows from the section.")
    if name in ("by_when", "starts_on"):
        noun = "the date by when" if name == "by_when" else "the day it starts"
        return DateField(label=label, noun=noun, required=False, help_text="For example, 27 3 2027")
    if name == "measure":
        return words(label, _HINTS[name], rows=2)
    return forms.CharField(label=label, help_text=_HINTS.get(name, ""), required=False, max_length=LONGEST_LINE)


def _one(label: str, choices: list[tuple[str, str]], hint: str = "", needed: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, required=bool(needed), choices=choices, widget=forms.RadioSelect,
        error_messages={"required": needed} if needed else {},
    )  # fmt: skip


def _several(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "One of these is no longer there. Choose again"},
    )  # fmt: skip


def _tags(held: Sequence[str]) -> list[tuple[str, str]]:
    """What is offered, and what this outcome carries already: that stays as it was said."""
    found = []
    for each in frameworks_here(held):
        found += [(code, f"{says} ({each.name.lower()})") for code, says in each.offered]
        was = [(code, says) for code, says in each.known if code in held and (code, says) not in each.offered]
        found += [(code, f"{says} ({each.name.lower()}, no longer used)") for code, says in was]
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1]}…"
