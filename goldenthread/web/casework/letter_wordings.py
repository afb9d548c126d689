"""The wording letters start from, with a preview about an invented child; and the services that letters name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.domain.statute.letters import filled, letter_kinds
from goldenthread.features.casework.operations import letter_wordings as operations
from goldenthread.features.casework.operations.letters import LONGEST
from goldenthread.features.casework.queries.letter_papers import blocks_of
from goldenthread.features.casework.queries.letter_values import VALUES, invented_values, wording_of
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.documents.keeping import PDF
from goldenthread.foundation.partnership import operations as partnership
from goldenthread.foundation.typesetting import NoFontFor, Paper, TooLong, pdf
from goldenthread.web.casework import changing, letter_presenters
from goldenthread.web.components.files import file_answer

SERVICES = {
    "mediation_service": ("Mediation adviser", "Its name and how to reach it, as it will stand in letters."),
    "disagreement_service": ("Disagreement resolution service", "Its name and how to reach it."),
    "schools_information": ("Where to find out about schools and colleges", "An address of a page, or a phone number."),
    "advice_service_name": ("Free information and advice service", "Its name."),
    "advice_service_phone": ("Its phone number", ""),
}


class WordingForm(forms.Form):
    """The text; `version` is the one it was made from."""

    version = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label="The wording", max_length=LONGEST, strip=True, widget=forms.Textarea(attrs={"gt_rows": 24}),
        help_text="((name)) is filled from the case. # starts a heading, * a line of a list.",
        error_messages={"required": "Write the wording"},
    )  # fmt: skip


class ServicesForm(forms.Form):
    """What letters say of each service. `was_...`: what the form was made from."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, (label, hint) in SERVICES.items():
            most = 40 if name.endswith("phone") else 200 if name.startswith("advice") else 300
            self.fields[name] = forms.CharField(label=label, help_text=hint, required=False, max_length=most)
            self.fields[f"was_{name}"] = forms.CharField(required=False, max_length=most, widget=forms.HiddenInput)


@opens_to(Power.EDIT_TEMPLATES)
def wordings(request: HttpRequest) -> HttpResponse:
    """Every kind of letter, with who saved its wording last."""
    kinds = [(kind, wording_of(kind)) for kind in letter_kinds().values()]
    return render(request, "casework/letter_wordings.html", {"kinds": kinds, "breadcrumbs": _trail("Wording")})


@opens_to(Power.EDIT_TEMPLATES)
def wording(request: HttpRequest, letter_kind: str) -> HttpResponse:
    """One wording: changed, looked at as a letter about an invented child, saved as a new version."""
    found = letter_kinds().get(letter_kind)
    if found is None:
        raise Http404("No such letter.")
    now = wording_of(found)
    if request.method != "POST":
        if request.GET.get("as") == "pdf":
            return file_answer(pdf(_preview(found, now.text, clock.today())), PDF, f"{found.name}.pdf")
        return _draw(request, found, now, WordingForm(initial={"version": now.version, "text": now.text}))
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _draw(request, found, now, form, changing.WRONG)
    text = form.cleaned_data["text"].replace("\r\n", "\n")
    if request.POST.get("action") == "preview":
        return _draw(request, found, now, form, preview=text)
    return _save(request, found, now, form, text)


def _save(request: HttpRequest, kind: Any, now: Any, form: WordingForm, text: str) -> HttpResponse:
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    try:
        pdf(_preview(kind, text, on))
        operations.save_wording(kind=kind, text=text, version=form.cleaned_data["version"], by=viewer, on=on)
    except operations.Lacks as lacks:
        for item in lacks.items:
            needed = (
                f"the heading “{item.heading}”" if item.heading else " and ".join(f"(({each}))" for each in item.says)
            )
            form.add_error("text", f"Put back {needed}: {item.name} ({item.citation})")
    except operations.UnknownValues as unknown:
        named = ", ".join(f"(({name}))" for name in unknown.names)
        form.add_error("text", f"There is no {named}. Use the names listed below")
    except operations.ChangedBySomebody as changed:
        form.data = {**form.data.dict(), "version": str(changed.now.version)}  # type: ignore[attr-defined]
        return _draw(request, kind, changed.now, form, changing.CONFLICT, theirs=changed.now)
    except (NoFontFor, TooLong) as fault:
        form.add_error("text", str(fault))
    else:
        messages.success(request, "Saved. Letters begun from now on start from this wording.")
        return redirect("letter_wordings")
    return _draw(request, kind, now, form, changing.WRONG)


@opens_to(Power.EDIT_TEMPLATES)
def services(request: HttpRequest) -> HttpResponse:
    """The services that notices must name."""
    now = partnership.services()
    if request.method != "POST":
        form = ServicesForm(initial={**now, **{f"was_{name}": value for name, value in now.items()}})
        return render(request, "casework/letter_services.html", {"form": form, "breadcrumbs": _trail("Services")})
    form = ServicesForm(request.POST)
    status, theirs = changing.WRONG, None
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in SERVICES}
        before = {name: form.cleaned_data[f"was_{name}"] for name in SERVICES}
        try:
            partnership.set_services(given=given, before=before, by=request.viewer, on=clock.today())  # type: ignore[attr-defined]
        except partnership.ChangedMeanwhile as changed:
            theirs, status = [(SERVICES[name][0], value) for name, value in changed.now.items()], changing.CONFLICT
            form.data = {**given, **{f"was_{name}": value for name, value in changed.now.items()}}
        else:
            messages.success(request, "Saved.")
            return redirect("letter_wordings")
    context = {"form": form, "theirs": theirs, "breadcrumbs": _trail("Services")}
    return render(request, "casework/letter_services.html", context, status=status)


def _preview(kind: Any, text: str, on: date) -> Paper:
    values = invented_values()
    lines = (values["recipient"], "14 Ferry Street", "Wrenbury")
    return Paper(
        filled(kind.title, values), on, blocks_of(filled(text, values)), recipient=lines,
        sender=(values["team"], values["council"]), reference="Preview", author=values["council"],
    )  # fmt: skip


def _draw(request: HttpRequest, kind: Any, now: Any, form: WordingForm, status: int = 200, **more: Any) -> HttpResponse:
    preview = more.pop("preview", None)
    shown = letter_presenters.blocks_shown(filled(preview, invented_values())) if preview is not None else None
    context = {
        "kind": kind, "now": now, "form": form, "values": [(name, *told) for name, told in VALUES.items()],
        "blocks": shown, "title": filled(kind.title, invented_values()),
        "breadcrumbs": _trail(kind.name, wording=True), **more,
    }  # fmt: skip
    return render(request, "casework/letter_wording.html", context, status=status)


def _trail(here: str, *, wording: bool = False) -> list[tuple[str, str]]:
    middle = [("Wording", reverse("letter_wordings"))] if wording else []
    return [("Letters", reverse("letters_to_print")), *middle, (here, "")]
