"""The family on a child's record, kept by staff: who they are, how they stand to the child, how to reach them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.queries.children import may
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.notify import preferences
from goldenthread.foundation.people.operations import family as operations
from goldenthread.foundation.people.queries.family import Member, family_of, member_of
from goldenthread.web.casework import changing, family_presenters
from goldenthread.web.casework.family_forms import EndForm, MemberForm, ToldForm

HERE, NEW = "Family", "new"


@child_page(Verb.OPEN_RECORD, Verb.SEE_PEOPLE, Verb.WORK_ON, page="family members")
def members(request: HttpRequest, child: Any) -> HttpResponse:
    """Everybody of the family; with `person`, one of them to change, or a new one."""
    asked = request.POST if request.method == "POST" else request.GET
    person = asked.get("person", "")
    if not person:
        return _list(request, child)
    member = None if person == NEW else member_of(child.pk, person, on=clock.today())
    if member is None and person != NEW:
        if request.method == "POST":
            return _draw(request, child, None, MemberForm(None, shows_address=True), changing.CONFLICT, ended=True)
        raise Http404("No such person.")
    if request.method != "POST":
        return _draw(request, child, member, _form(request, child, member, None))
    if "told" in request.POST:
        return _tell(request, child, member)
    return _end(request, child, member) if "end" in request.POST else _save(request, child, member)


def _save(request: HttpRequest, child: Any, member: Member | None) -> HttpResponse:
    form = _form(request, child, member, request.POST)
    if not form.is_valid():
        return _draw(request, child, member, form, changing.WRONG)
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    common = {"child": child, "given": form.given(), "by": viewer, "on": on}
    common["how_known"] = form.cleaned_data.get("how_known", "")
    try:
        if member is None:
            operations.add(**common)
        else:
            operations.change(adult_id=member.adult_id, version=form.cleaned_data["version"], **common)
    except operations.HowKnownNeeded:
        form.add_error("how_known", "Say how you know")
        return _draw(request, child, member, form, changing.WRONG)
    except operations.ChangedBySomebody as changed:
        return _changed(request, child, changed.now, form)
    return changing.done(request, child, "Saved.", "people")


def _end(request: HttpRequest, child: Any, member: Member | None) -> HttpResponse:
    if member is None:
        raise Http404("No such person.")
    form = EndForm(request.POST, prefix="end")
    again = _form(request, child, member, None)
    if not form.is_valid():
        return _draw(request, child, member, again, changing.WRONG, end=form)
    given, viewer = form.cleaned_data, request.viewer  # type: ignore[attr-defined]
    try:
        operations.end(
            child=child, adult_id=member.adult_id, ended_on=given["ended_on"], reason=given["reason"],
            version=given["version"], by=viewer, on=clock.today(),
        )  # fmt: skip
    except operations.EndsTooEarly:
        form.add_error("ended_on", "The last day must be today or earlier, and not before they were put on the record")
        return _draw(request, child, member, again, changing.WRONG, end=form)
    except operations.ChangedBySomebody as changed:
        return _changed(request, child, changed.now, again)
    return changing.done(request, child, "Recorded. They can no longer open this record.", "people")


def _tell(request: HttpRequest, child: Any, member: Member | None) -> HttpResponse:
    if member is None or member.tie.adult is None:
        raise Http404("No such person.")
    form = ToldForm(request.POST, prefix="told")
    again = _form(request, child, member, None)
    if not form.is_valid():
        return _draw(request, child, member, again, changing.WRONG, told_form=form)
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        preferences.choose(
            adult=member.tie.adult, **form.cleaned_data, about=[child.public_id], by=viewer, on=clock.today()
        )
    except preferences.ChangedBySomebody as changed:
        typed = ToldForm(prefix="told", initial={**form.cleaned_data, "version": changed.now.version})
        return _draw(request, child, member, again, changing.CONFLICT, told_form=typed, told_now=changed.now)
    return changing.done(request, child, "Saved.", "people")


def _told_form(member: Member) -> ToldForm:
    now = preferences.of_adult(member.tie.adult_id)
    names = ("version", "channel", "format", "language")
    return ToldForm(prefix="told", initial={name: getattr(now, name) for name in names})


def _form(request: HttpRequest, child: Any, member: Member | None, data: Any) -> MemberForm:
    if member is None:
        return MemberForm(data, shows_address=True)
    shows = not member.tie.adult.address_hidden or _sees_hidden(request, child)  # type: ignore[union-attr]
    first = member.values() | {"version": member.version}
    return MemberForm(data, shows_address=shows, is_self=member.is_self, initial=first)


def _sees_hidden(request: HttpRequest, child: Any) -> bool:
    viewer = request.viewer  # type: ignore[attr-defined]
    return may(viewer, Verb.SEE_HIDDEN_ADDRESS, child.pk, on=clock.today())


def _changed(request: HttpRequest, child: Any, now: Member | None, form: MemberForm) -> HttpResponse:
    """What was typed, beside what somebody else recorded meanwhile."""
    if now is None:
        return _draw(request, child, None, form, changing.CONFLICT, ended=True)
    typed = {**form.data.dict(), "version": now.version} if isinstance(form.data, QueryDict) else None
    return _draw(request, child, now, _form(request, child, now, typed), changing.CONFLICT, changed=True)


def _list(request: HttpRequest, child: Any) -> HttpResponse:
    here = reverse("child_family", args=[child.public_id])
    found = family_of(child.pk, on=clock.today())
    cards = [
        (family_presenters.rows_of(each), each, f"{here}?{urlencode({'person': each.adult_id})}") for each in found
    ]
    return changing.draw(
        request, child, "casework/family.html", HERE, cards=cards, new_url=f"{here}?{urlencode({'person': NEW})}"
    )  # fmt: skip


def _draw(
    request: HttpRequest, child: Any, member: Member | None, form: MemberForm, status: int = 200, **more: Any
) -> HttpResponse:
    if member is not None and not member.is_self:
        more.setdefault("end", EndForm(None, prefix="end", initial={"version": member.version}))
    if member is not None:
        more.setdefault("told_form", _told_form(member))
    shows = "address" in form.fields
    told = (
        family_presenters.rows_of(member, shows_address=shows) if member is not None and more.get("changed") else None
    )
    name = member.tie.adult.name if member is not None and member.tie.adult else "Somebody new"
    return changing.draw(
        request, child, "casework/family_member.html", name, status, form=form, member=member, told=told,
        person=member.adult_id if member else NEW, **more,
    )  # fmt: skip
