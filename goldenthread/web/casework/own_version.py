"""The child's own version of a plan, made by staff: a part at a time, checked as a whole, then shown to the family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.domain.plan.easy_read import (
    EASY_WORDS,
    LONGEST_SENTENCE,
    LONGEST_TITLE,
    MOST_A_PART,
    PARTS,
    Line,
    Part,
    by_part,
)
from goldenthread.domain.plan.symbols import symbols
from goldenthread.domain.statute.plan_sections import plan_sections
from goldenthread.features.casework.operations import own_versions as operations
from goldenthread.features.casework.queries import own_versions as queries
from goldenthread.features.casework.queries.own_versions import OwnPlan
from goldenthread.features.casework.queries.plan_drafts import text_in
from goldenthread.foundation import clock
from goldenthread.foundation.access.child_gate import child_page
from goldenthread.foundation.access.verbs import Verb
from goldenthread.web.casework import changing
from goldenthread.web.components import easy_read
from goldenthread.web.components.papers import as_file

HERE = "The child’s own version"
EMPTY_ROWS = 2


class PartForm(forms.Form):
    """One part's sentences, each with a title and a symbol or none; a sentence left empty is taken out."""

    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, lines: Sequence[Line] = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.rows = min(MOST_A_PART, len(lines) + EMPTY_ROWS) if data is None else MOST_A_PART
        choices = [("", "No symbol"), *((word, word) for word in sorted(symbols()))]
        for at in range(self.rows):
            line = lines[at] if at < len(lines) else Line("", "")
            self.fields[f"sentence_{at}"] = forms.CharField(
                label=f"Sentence {at + 1}", required=False, max_length=LONGEST_SENTENCE, initial=line.sentence,
                widget=forms.Textarea(attrs={"rows": 2}), help_text=_hint(line),
            )  # fmt: skip
            self.fields[f"symbol_{at}"] = forms.ChoiceField(
                label=f"Symbol beside sentence {at + 1}", required=False, choices=choices, initial=line.symbol
            )
            self.fields[f"title_{at}"] = forms.CharField(
                label=f"Short title of sentence {at + 1} (you can leave this out)", required=False,
                max_length=LONGEST_TITLE, initial=line.title,
            )  # fmt: skip
            self.fields[f"section_{at}"] = forms.ChoiceField(
                required=False, choices=[("", ""), *((code, code) for code in plan_sections())],
                initial=line.section, widget=forms.HiddenInput,
            )  # fmt: skip

    def written(self, part: str) -> list[Line]:
        """What was typed, without empty sentences."""
        given = self.cleaned_data
        return [
            Line(part, " ".join(given[f"sentence_{at}"].split()), given[f"title_{at}"], given[f"symbol_{at}"],
                 given[f"section_{at}"])
            for at in range(self.rows)
            if given[f"sentence_{at}"].strip()
        ]  # fmt: skip

    def drawn(self) -> list[list[Any]]:
        """The fields of each row, those hidden last."""
        return [
            [self[f"{name}_{at}"] for name in ("sentence", "symbol", "title", "section")] for at in range(self.rows)
        ]


def _hint(line: Line) -> str:
    source = f"From section {line.section} of the plan. " if line.section else ""
    source += "Nobody has looked at this yet. " if line.proposed else ""
    return f"{source}Longer than {EASY_WORDS} words: say it shorter, or in two." if line.is_long else source


@child_page(Verb.OPEN_RECORD, Verb.WORK_ON, page="the child’s own version")
def own_version(request: HttpRequest, child: Any) -> HttpResponse:
    """The whole with what waits; `?part=likes` one part to write; `?as=pdf` what the family is shown, as a file."""
    own = queries.own_plan_of(child)
    if own.copy is None:
        return changing.draw(request, child, "casework/plan_none.html", HERE, what="The child’s own version is made")
    if request.method != "POST" and own.shown and (wanted := request.GET.get("as")):
        lines = [line for _, found in own.parts for line in found]
        name = child.calling_name or child.full_name
        paper = queries.own_paper(own, name, easy_read.drawings(lines), easy_read.credit(lines))
        return as_file(request, paper, wanted)
    asked = (request.POST if request.method == "POST" else request.GET).get("part", "")
    if asked:
        return _part(request, child, own, asked)
    if request.method == "POST":
        return _act(request, child, own)
    return _whole(request, child, own)


def _whole(request: HttpRequest, child: Any, own: OwnPlan, problem: str = "", status: int = 200) -> HttpResponse:
    lines = by_part(queries.lines_of(own.row.lines)) if own.row else {}
    here = reverse("child_own_version", args=[child.public_id])
    parts = [
        (PARTS[code], f"{here}?{urlencode({'part': code})}", any(each.proposed for each in found), ideas)
        for code, found in lines.items()
        for _, ideas in easy_read.shown([(PARTS[code], found)])
    ]
    changed = [plan_sections()[code].title for code in own.changed]
    differs = bool(own.row and own.is_current and own.row.lines != own.row.shown)
    return changing.draw(
        request, child, "casework/own_version.html", HERE, status, own=own, parts=parts, changed=changed,
        problem=problem, differs=differs, proposed=any(each[2] for each in parts),
        credit=easy_read.credit(line for found in lines.values() for line in found),
    )  # fmt: skip


def _act(request: HttpRequest, child: Any, own: OwnPlan) -> HttpResponse:
    """Begin it, or check it."""
    viewer, on, do = request.viewer, clock.today(), request.POST.get("do")  # type: ignore[attr-defined]
    try:
        if do == "begin" and own.copy:
            operations.begin(child=child, copy=own.copy, by=viewer, on=on)
            messages.success(request, "Begun, from the plan’s own sentences. Look at each part before anybody sees it.")
        elif do == "check" and own.row:
            version = request.POST.get("version", "")
            version_read = int(version) if version.isdecimal() and len(version) < 9 else -1
            operations.check(row=own.row, version=version_read, by=viewer, on=on)
            messages.success(request, "Checked. The child and the family can read it now.")
    except operations.CannotSave as refused:
        return _whole(request, child, own, f"{refused}.", changing.WRONG)
    except operations.SavedMeanwhile as saved:
        told = f"{saved.row.saved_by_name} saved it after you opened this page. Look at it again, then check it."
        return _whole(request, child, queries.own_plan_of(child), told, changing.CONFLICT)
    return redirect("child_own_version", child_id=child.public_id)


def _part(request: HttpRequest, child: Any, own: OwnPlan, code: str) -> HttpResponse:
    part = PARTS.get(code)
    if part is None or own.row is None:
        raise Http404("No such part.")
    lines = by_part(queries.lines_of(own.row.lines))[code]
    if request.method != "POST":
        form = PartForm(None, lines=lines, initial={"version": own.row.version})
        return _draw(request, child, own, part, form)
    form = PartForm(request.POST)
    if not form.is_valid():
        return _draw(request, child, own, part, form, changing.WRONG)
    try:
        operations.save_part(
            row=own.row, part=code, lines=form.written(code), version=form.cleaned_data["version"],
            by=request.viewer, on=clock.today(),  # type: ignore[attr-defined]
        )  # fmt: skip
    except operations.CannotSave as refused:
        form.add_error(None, str(refused))
        return _draw(request, child, own, part, form, changing.WRONG)
    except operations.SavedMeanwhile as saved:
        typed = request.POST.copy()
        typed["version"] = str(saved.row.version)
        theirs = by_part(queries.lines_of(saved.row.lines))[code]
        return _draw(request, child, own, part, PartForm(typed), changing.CONFLICT, theirs=theirs, row=saved.row)
    messages.success(request, f"Saved: {part.title}.")
    return redirect("child_own_version", child_id=child.public_id)


def _draw(
    request: HttpRequest, child: Any, own: OwnPlan, part: Part, form: PartForm, status: int = 200, **more: Any
) -> HttpResponse:
    assert own.copy is not None
    texts = text_in(own.copy)
    source = [(plan_sections()[code].title, texts[code]) for code in part.sections if texts.get(code, "").strip()]
    return changing.draw(
        request, child, "casework/own_version_part.html", part.title, status, own=own, part=part, form=form,
        source=source, next_steps=queries.next_steps(own.copy) if not part.sections else [], **more,
    )  # fmt: skip
