"""Who answers for each service when the advice asked of it is late."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from goldenthread.features.casework.queries import services_asked
from goldenthread.foundation import clock
from goldenthread.foundation.access.gate import opens_to
from goldenthread.foundation.access.verbs import Power
from goldenthread.foundation.people.operations import service_contacts as operations
from goldenthread.web.casework import changing
from goldenthread.web.components.presenters.phrases import thousands
from goldenthread.web.components.presenters.tables import Column, Table

_NOBODY = "Nobody recorded"
_EMAIL_WRONG = "Enter an email address in the right form, like name@example.org"


class ContactsForm(forms.Form):
    """A name and an email for each part. `was_...`: what the form was made from."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for part, label in operations.PARTS:
            self.fields[f"name_{part}"] = forms.CharField(label=f"{label}: name", required=False, max_length=200)
            self.fields[f"email_{part}"] = forms.EmailField(
                label=f"{label}: email", required=False, error_messages={"invalid": _EMAIL_WRONG}
            )
            for what in ("name", "email"):
                self.fields[f"was_{what}_{part}"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Somebody has a name and an email, or is nobody."""
        for part, label in operations.PARTS:
            name, email = (self.cleaned_data.get(f"{what}_{part}", "") for what in ("name", "email"))
            if name and not email and f"email_{part}" not in self.errors:
                self.add_error(f"email_{part}", f"Enter the email of {label.lower()}, or leave the name empty too")
            if email and not name:
                self.add_error(f"name_{part}", f"Enter the name of {label.lower()}")
        return self.cleaned_data

    def contacts(self, before: str = "") -> dict[str, tuple[str, str]]:
        """Name and email by part, as given or as they were."""
        given = self.cleaned_data
        return {
            part: (given[f"{before}name_{part}"], given[f"{before}email_{part}"]) for part, _ in operations.PARTS
        }  # fmt: skip


@opens_to(Power.SEE_TEAM_CASELOADS)
def contacts(request: HttpRequest) -> HttpResponse:
    """Every service that advice is awaited of or was asked of lately, with who answers for it."""
    found = services_asked.services_asked(request.viewer, on=clock.today())  # type: ignore[attr-defined]
    rows: list[tuple[Any, ...]] = [
        (
            _link(each),
            thousands(each.waiting), thousands(each.past), each.inbox or _NOBODY, each.manager or _NOBODY,
            each.officer or _NOBODY,
        )
        for each in found
    ]  # fmt: skip
    columns = [
        Column("Service"), Column("Advice awaited", numeric=True), Column("Past its day", numeric=True),
        Column("Its inbox"), Column("Its manager"), Column("Designated officer"),
    ]  # fmt: skip
    table = Table(
        "Services asked for advice", columns, rows, cards=True, empty="No advice has been asked of a service by name."
    )
    missing = sum(1 for each in found if each.past and not each.manager)
    context = {"table": table, "missing": missing, "breadcrumbs": _trail("Who answers for services")}
    return render(request, "casework/service_contacts.html", context)


@opens_to(Power.SEE_TEAM_CASELOADS)
def contact(request: HttpRequest, service_id: str) -> HttpResponse:
    """One service: who its manager and its designated officer are."""
    service = services_asked.service_named(service_id)
    if service is None:
        raise Http404("No such service.")
    if request.method != "POST":
        return _draw(request, service, ContactsForm(initial=_values(operations.contacts_of(service))))
    form = ContactsForm(request.POST)
    if not form.is_valid():
        return _draw(request, service, form, changing.WRONG)
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        operations.set_contacts(service=service, given=form.contacts(), before=form.contacts("was_"), by=viewer)
    except operations.ChangedMeanwhile as changed:
        was = {name: value for name, value in _values(changed.now).items() if name.startswith("was_")}
        form.data = {**form.data.dict(), **was}  # type: ignore[attr-defined]
        return _draw(request, service, form, changing.CONFLICT, theirs=changed.now)
    messages.success(request, f"Saved who answers for {service.name}.")
    return redirect("service_contacts")


def _link(each: services_asked.ServiceAsked) -> str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', reverse("service_contact", args=[each.id]), each.name)


def _values(held: operations.Contacts) -> dict[str, str]:
    found = {}
    for part, (name, email) in held.items():
        found |= {f"name_{part}": name, f"email_{part}": email}
        found |= {f"was_name_{part}": name, f"was_email_{part}": email}
    return found


def _draw(
    request: HttpRequest, service: Any, form: ContactsForm, status: int = changing.FINE,
    theirs: operations.Contacts | None = None,
) -> HttpResponse:  # fmt: skip
    inbox, manager, officer = services_asked.answers_for(service, on=clock.today())
    labels = dict(operations.PARTS)
    context = {
        "service": service, "form": form, "inbox": inbox, "manager": manager, "officer": officer,
        "theirs": [(labels[part], " ".join(each for each in held if each)) for part, held in (theirs or {}).items()],
        "breadcrumbs": _trail(service.name, ("Who answers for services", reverse("service_contacts"))),
    }  # fmt: skip
    return render(request, "casework/service_contact.html", context, status=status)


def _trail(here: str, *middle: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Team", reverse("team")), *middle, (here, "")]
