"""What messages say in other languages: which translations there are, are missing or out of date, and for how many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.domain.messages.wordings import VALUES, short_form
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.notify import translations
from goldenthread.web.casework import changing
from goldenthread.web.components.presenters.phrases import thousands
from goldenthread.web.components.presenters.tables import Column, Table

_HERE = "Messages in other languages"


class TranslationForm(forms.Form):
    """The text; `version` and `mark` say which save and which English it was made from."""

    version = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    mark = forms.CharField(max_length=8, widget=forms.HiddenInput)
    text = forms.CharField(
        label="The translation", max_length=translations.LONGEST, required=False, widget=forms.Textarea(),
        help_text="One line for each line of the English. Keep ((names)) as they are. Leave it empty to take it away.",
    )  # fmt: skip
    translated_by = forms.CharField(
        label="Who translated it?", max_length=200, help_text="The person, and who they work for. Not a machine.",
        error_messages={"required": "Say who translated it"},
    )  # fmt: skip


@opens_to(Power.EDIT_TEMPLATES)
def languages(request: HttpRequest) -> HttpResponse:
    """Every language, those most people chose first."""
    rows: list[tuple[Any, ...]] = [
        (
            _link(reverse("message_language", args=[each.tag]), each.name), thousands(each.people),
            thousands(each.current), thousands(each.out_of_date), thousands(each.missing),
        )
        for each in translations.languages()
    ]  # fmt: skip
    counted = ("People who chose it", "Translated", "Out of date", "Missing")
    columns = [Column("Language"), *(Column(label, numeric=True) for label in counted)]
    context = {"table": Table("Languages", columns, rows, cards=True), "breadcrumbs": _trail(_HERE)}
    return render(request, "casework/message_languages.html", context)


@opens_to(Power.EDIT_TEMPLATES)
def language(request: HttpRequest, tag: str) -> HttpResponse:
    """Every wording in one language, and how its translation stands."""
    name = _named(tag)
    rows: list[tuple[Any, ...]] = [
        (
            _link(reverse("message_translation", args=[tag, each.wording.code]), each.wording.title),
            each.standing.value.capitalize(),
            f"Version {each.version}, by {each.translated_by}" if each.version else "",
        )
        for each in translations.in_language(name)
    ]  # fmt: skip
    columns = [Column("What it tells"), Column("In this language"), Column("Translated")]
    people = next(each.people for each in translations.languages() if each.tag == tag)
    context = {
        "name": name, "people": people, "table": Table(f"Wordings in {name}", columns, rows, cards=True),
        "breadcrumbs": _trail(name, (_HERE, reverse("message_languages"))),
    }  # fmt: skip
    return render(request, "casework/message_language.html", context)


@opens_to(Power.EDIT_TEMPLATES)
def translation(request: HttpRequest, tag: str, wording: str) -> HttpResponse:
    """One wording in one language: changed, looked at with invented values, saved as a new version."""
    name = _named(tag)
    found = translations.one(name, wording)
    if found is None:
        raise Http404("No such wording.")
    if request.method != "POST":
        return _draw(request, tag, found, TranslationForm(initial=_initial(found)))
    form = TranslationForm(request.POST)
    if not form.is_valid():
        return _draw(request, tag, found, form, changing.WRONG)
    if request.POST.get("action") == "preview":
        return _draw(request, tag, found, form, preview=form.cleaned_data["text"])
    return _save(request, tag, found, form)


def _save(request: HttpRequest, tag: str, found: translations.Translated, form: TranslationForm) -> HttpResponse:
    given, code = form.cleaned_data, found.wording.code
    try:
        translations.save(
            language=_named(tag), code=code, text=given["text"].replace("\r\n", "\n"),
            translated_by=given["translated_by"], version=given["version"], english_mark=given["mark"],
            by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
    except translations.Refused as refused:
        form.add_error("text", str(refused))
        return _draw(request, tag, found, form, changing.WRONG)
    except translations.ChangedBySomebody as changed:
        fresh = {"version": str(changed.now.version), "mark": changed.now.wording.mark}
        form.data = {**form.data.dict(), **fresh}  # type: ignore[attr-defined]
        return _draw(request, tag, changed.now, form, changing.CONFLICT, theirs=changed.now)
    messages.success(request, "Saved. Messages written from now on use it.")
    return redirect("message_language", tag=tag)


def _draw(
    request: HttpRequest, tag: str, found: translations.Translated, form: TranslationForm, status: int = changing.FINE,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    name, preview = _named(tag), more.pop("preview", None)
    example = {value: shown for value, (_, shown) in VALUES.items()}
    is_old = found.standing is translations.Standing.OUT_OF_DATE
    context = {
        "name": name, "tag": tag, "found": found, "form": form, "was_english": found.english if is_old else "",
        "values": [(value, *VALUES[value]) for value in VALUES if value in found.wording.blanks],
        "shown": translations.shown(name, short_form([preview], example)) if preview else None,
        "breadcrumbs": _trail(
            found.wording.title, (_HERE, reverse("message_languages")), (name, reverse("message_language", args=[tag]))
        ),
        **more,
    }  # fmt: skip
    return render(request, "casework/message_translation.html", context, status=status)


def _initial(found: translations.Translated) -> dict[str, Any]:
    return {
        "version": found.version, "mark": found.wording.mark, "text": found.text, "translated_by": found.translated_by
    }  # fmt: skip


def _named(tag: str) -> str:
    name = next((name for name, known in translations.TAGS.items() if known == tag), "")
    if not name:
        raise Http404("No such language.")
    return name


def _link(url: str, words: str) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words)


def _trail(here: str, *middle: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Letters", reverse("letters_to_print")), *middle, (here, "")]
