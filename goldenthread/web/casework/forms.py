"""What narrows a list of work, what a search asks, and the name of a saved view."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goldenthread.features.casework.queries import work_filters
from goldenthread.features.casework.queries.work_filters import Officer, WorkFilters
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.access.viewer import Viewer
from goldenthread.web.components.presenters.status import status_words

_ALL = [("", "All")]


class PlainSelect(forms.Select):
    """A select drawn in one go. Django draws each option with a template of its own, which for the eighty options of a
    list's filters took a fifth of the page's time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The same markup as Django's."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) in chosen else "", text) for key, text in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>\n{}\n</select>", attributes, options)


class Choice(forms.ChoiceField):
    """One of a list, or none."""

    widget = PlainSelect


class WorkFilterForm(forms.Form):
    """Sent by GET. What is left out narrows nothing, but for `officer`: coordinators start with their own."""

    officer = Choice(label="Whose work", required=False)
    status = Choice(
        label="Status",
        required=False,
        choices=[*_ALL, *((each.value, status_words(each)[0]) for each in work_filters.Standing)],
    )
    clock = Choice(label="What is due", required=False, choices=[*_ALL, *work_filters.rule_choices()])
    school = forms.CharField(
        label="School or college", required=False, max_length=100, help_text="Part of its name, or its URN"
    )
    year = Choice(label="Year group", required=False, choices=[*_ALL, *work_filters.year_group_choices()])
    need = Choice(label="Main need", required=False, choices=[*_ALL, *work_filters.need_choices()])
    group = Choice(label="Vulnerable group", required=False, choices=[*_ALL, *work_filters.group_choices()])

    def __init__(self, data: Any, *, viewer: Viewer, officers: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self._leads = viewer.may(Power.SEE_TEAM_CASELOADS)
        start = [("", "Everyone")] if self._leads else [("", "My children"), (Officer.ALL.value, "The whole team")]
        self.fields["officer"].choices = [*start, (Officer.NOBODY.value, "Allocated to nobody yet"), *officers]  # type: ignore[attr-defined]

    def filters(self) -> WorkFilters:
        """The answers that make sense; one that does not is left out, and the form says so."""
        self.is_valid()
        given = self.cleaned_data
        return WorkFilters(
            rule=given.get("clock", ""),
            school=given.get("school", "").strip(),
            year_group=given.get("year", ""),
            need=given.get("need", ""),
            group=given.get("group", ""),
            officer=given.get("officer", "") or ("" if self._leads else Officer.ME.value),
            standing=given.get("status", ""),
        )


class SearchForm(forms.Form):
    """Sent by GET."""

    q = forms.CharField(
        label="Name, date of birth, UPN or id",
        required=False,
        max_length=200,
        help_text="Spelling need not be exact. For example, Amira Kahn or 4 3 2015",
    )


class SaveViewForm(forms.Form):
    """A name for the filters in force."""

    name = forms.CharField(
        label="Name of this view", max_length=80, error_messages={"required": "Enter a name for this view"}
    )
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
