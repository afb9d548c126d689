"""Writing advice row by row: add, change, remove; and who is writing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse

from goldenthread.domain.advice.report import BY_CODE, Part
from goldenthread.features.casework.operations import advice_writing as writing
from goldenthread.features.casework.operations.changes import NotNow
from goldenthread.web.partners.advice_desk import CONFLICT, FINE, WRONG, Desk, desk_of
from goldenthread.web.partners.advice_forms import AboutForm, RowForm, first_of, initial_of

NEW = "new"


def form(desk: Desk) -> HttpResponse:
    """The form for a new row, or for one to change."""
    part, row_id = _which(desk, desk.request.GET)
    if not desk.may_begin:
        return _cannot(desk, "This advice can no longer be written here.")
    row = None if row_id == NEW else (desk.draft.row(row_id) if desk.draft else None)
    if row is None and row_id != NEW:
        raise Http404("No such row.")
    initial = initial_of(row, part) if row else first_of(part, desk.draft)
    return _draw(desk, part, row_id, RowForm(None, part=part, linked=_linked(desk, part), initial=initial))


def save(desk: Desk) -> HttpResponse:
    """Save one row, and go on: to the overview, or to another new one."""
    part, row_id = _which(desk, desk.request.POST)
    typed = RowForm(desk.request.POST, part=part, linked=_linked(desk, part))
    if not typed.is_valid():
        return _draw(desk, part, row_id, typed, WRONG)
    try:
        writing.save_entry(
            advice=desk.item.row, part=part.code, given=typed.given(), entry_id="" if row_id == NEW else row_id,
            version=typed.cleaned_data["version"] or 0, by=desk.viewer, on=desk.on,
        )  # fmt: skip
    except writing.ChangedBySomebody as changed:
        return _changed(desk, part, row_id, changed.now)
    except NotNow as refused:
        typed.add_error(None, str(refused))
        return _draw(desk, part, row_id, typed, WRONG)
    messages.success(desk.request, f"Saved the {part.one}.")
    if "another" in desk.request.POST:
        again: HttpResponse = desk.back()
        again["Location"] = desk.address(part=part.code, row=NEW)
        return again
    return desk.back(f"#{part.code}")


def ask_to_remove(desk: Desk) -> HttpResponse:
    """Whether to remove a row, showing it."""
    row = desk.draft.row(desk.request.GET.get("remove", "")) if desk.draft else None
    if row is None:
        raise Http404("No such row.")
    return desk.draw("partners/advice_remove.html", "Remove", row=row, part=BY_CODE[row.entry.part])


def remove(desk: Desk) -> HttpResponse:
    """Remove it, if it is still as it was shown."""
    posted = desk.request.POST
    version = posted.get("version", "")
    try:
        writing.remove_entry(
            advice=desk.item.row, entry_id=posted.get("row", ""),
            version=int(version) if version.isdecimal() and len(version) < 7 else -1, by=desk.viewer, on=desk.on,
        )  # fmt: skip
    except writing.ChangedBySomebody as changed:
        said = "It was changed meanwhile, so it was not removed." if changed.now else "It was removed already."
        messages.warning(desk.request, said)
    except NotNow as refused:
        messages.warning(desk.request, str(refused))
    else:
        messages.success(desk.request, "Removed.")
    return desk.back()


def about(desk: Desk) -> HttpResponse:
    """Who is writing, and from what."""
    if not desk.may_begin:
        return _cannot(desk, "This advice can no longer be written here.")
    return _draw_about(desk, AboutForm.made_from(desk.draft, desk.viewer.name))


def save_about(desk: Desk) -> HttpResponse:
    """Save it, unless somebody else changed it meanwhile."""
    typed = AboutForm(desk.request.POST)
    if not typed.is_valid():
        return _draw_about(desk, typed, WRONG)
    given = typed.cleaned_data
    read = {"written_by": given["read_written_by"], "based_on": given["read_based_on"]}
    try:
        writing.save_about(advice=desk.item.row, given=given, read=read, by=desk.viewer, on=desk.on)
    except writing.ChangedBySomebody:
        now = desk_of(desk.request, desk.child, desk.item, desk.on)
        renewed = desk.request.POST.copy()
        if now.draft:
            renewed["read_written_by"], renewed["read_based_on"] = now.draft.written_by, now.draft.based_on
        return _draw_about(now, AboutForm(renewed), CONFLICT, theirs=now.draft)
    except NotNow as refused:
        typed.add_error(None, str(refused))
        return _draw_about(desk, typed, WRONG)
    messages.success(desk.request, "Saved.")
    return desk.back()


def _which(desk: Desk, asked: Any) -> tuple[Part, str]:
    part = BY_CODE.get(asked.get("part", ""))
    if part is None:
        raise Http404("No such part.")
    return part, asked.get("row", NEW) or NEW


def _linked(desk: Desk, part: Part) -> tuple[Any, ...]:
    return desk.draft.part(part.serves).rows if desk.draft and part.serves else ()


def _changed(desk: Desk, part: Part, row_id: str, now: Any) -> HttpResponse:
    """What was typed, beside what somebody else saved meanwhile; where it was removed, saving makes it new."""
    fresh = desk_of(desk.request, desk.child, desk.item, desk.on)
    theirs = fresh.draft.row(row_id) if fresh.draft and now is not None else None
    renewed = desk.request.POST.copy()
    renewed["version"] = str(theirs.version if theirs else 0)
    typed = RowForm(renewed, part=part, linked=_linked(fresh, part))
    return _draw(fresh, part, row_id if theirs else NEW, typed, CONFLICT, theirs=theirs, changed=True)


def _draw(
    desk: Desk, part: Part, row_id: str, typed: RowForm, status: int = FINE, **more: Any
) -> HttpResponse:  # fmt: skip
    here = f"Add a{'n' if part.one[0] in 'aeiou' else ''} {part.one}" if row_id == NEW else f"Change this {part.one}"
    shown = [field for field in typed.visible_fields() if field.name not in ("text", "serves")]
    return desk.draw(
        "partners/advice_row.html",
        here,
        status,
        form=typed,
        part=part,
        row_id=row_id,
        heading=here,
        columns=shown,
        **more,
    )


def _draw_about(desk: Desk, typed: AboutForm, status: int = FINE, **more: Any) -> HttpResponse:
    return desk.draw("partners/advice_about.html", "About this advice", status, form=typed, **more)


def _cannot(desk: Desk, why: str) -> HttpResponse:
    messages.warning(desk.request, why)
    return desk.back()
